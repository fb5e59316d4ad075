import { Button } from '@mantine/core';
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppError, ErrorParams } from '../../shared/errors.ts';
import { errorText } from '../i18n/error-text.ts';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './notice.module.css';

type Tone = 'info' | 'good' | 'warn' | 'danger';
const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, danger: CircleX };

export interface NoticeProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits; leave out for what was there from the start. */
  role?: 'alert' | 'status';
}

/** A calm box that says something about what is around it. Tone is a shape as well as a colour. */
export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon className={classes.icon} size={20} aria-hidden />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children !== undefined && <div className={classes.text}>{children}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

export interface ErrorNoticeProps {
  error: Pick<AppError, 'code'> & { params?: ErrorParams; correlationId?: string };
  title?: string;
  onRetry?: () => void;
  onDismiss?: () => void;
}

/** A failure in words; the stable code only on demand. */
export function ErrorNotice({ error, title, onRetry, onDismiss }: ErrorNoticeProps) {
  const { t, language, locale } = useI18n();
  const { what, safe, todo } = errorText(error, language, locale);
  return (
    <Notice
      tone={error.code === 'cancelled' ? 'info' : 'danger'}
      title={title === undefined ? what : `${title} ${what}`}
      role="alert"
      actions={
        (onRetry ?? onDismiss) && (
          <>
            {onRetry && (
              <Button variant="default" size="xs" onClick={onRetry}>
                {t('app.tryAgain')}
              </Button>
            )}
            {onDismiss && (
              <Button variant="default" size="xs" onClick={onDismiss}>
                {t('app.close')}
              </Button>
            )}
          </>
        )
      }
    >
      {(safe ?? todo) !== undefined && <p>{[safe, todo].filter(Boolean).join(' ')}</p>}
      {error.correlationId && (
        <details className={classes.details}>
          <summary>{t('app.details')}</summary>
          {t('app.reference', { code: error.code, id: error.correlationId })}
        </details>
      )}
    </Notice>
  );
}
