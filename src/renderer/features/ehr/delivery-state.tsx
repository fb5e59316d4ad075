import { Button } from '@mantine/core';
import { ErrorCode } from '../../../shared/errors.ts';
import type { OutboxEntry } from '../../../shared/model/delivery.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { errorText } from '../../i18n/error-text.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { ErrorNotice, Notice, type NoticeProps } from '../../ui/notice.tsx';

export interface DeliveryStateProps {
  encounterId: EncounterId;
  deliveries: readonly OutboxEntry[];
  ehrConfigured: boolean;
  onSetUp: () => void;
}

/** Where the signed note is, in plain words, with times; what can be done when it is not there yet. */
export function DeliveryState({ encounterId, deliveries, ehrConfigured, onSetUp }: DeliveryStateProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const retry = useAction('delivery.retry', { refresh: ['encounters.get'] });
  const sendNow = (
    <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ encounterId })}>
      {t('delivery.now')}
    </Button>
  );

  if (deliveries.length === 0)
    return (
      <>
        <Notice
          tone="info"
          title={ehrConfigured ? t('delivery.pending') : t('delivery.none')}
          actions={
            ehrConfigured ? (
              sendNow
            ) : (
              <Button size="xs" variant="default" onClick={onSetUp}>
                {t('delivery.setUp')}
              </Button>
            )
          }
        />
        {retry.error && <ErrorNotice error={retry.error} />}
      </>
    );
  return (
    <>
      {deliveries.map((entry, index) => {
        const { tone, title, text } = describeDelivery(i18n, entry);
        const waits = entry.state === 'pending' || entry.state === 'failed' || entry.state === 'unknown';
        return (
          <Notice
            key={entry.id}
            tone={tone}
            role="status"
            title={index === 0 ? title : `${t('delivery.addendum', { time: format.time(entry.createdAt) })}: ${title}`}
            actions={waits && sendNow}
          >
            {text !== undefined && <p>{text}</p>}
          </Notice>
        );
      })}
      {retry.error && <ErrorNotice error={retry.error} />}
    </>
  );
}

/** Exported for its test: the words for each state. */
export function describeDelivery(
  { t, plural, format, language, locale }: I18n,
  entry: OutboxEntry,
): { tone: NoticeProps['tone']; title: string; text?: string } {
  const code = ErrorCode.safeParse(entry.lastError);
  const reason = code.success ? errorText({ code: code.data }, language, locale) : undefined;
  switch (entry.state) {
    case 'delivered':
      return {
        tone: 'good',
        title: t('delivery.delivered', { time: format.dateTime(entry.deliveredAt ?? entry.updatedAt) }),
        ...(entry.receipt === undefined ? {} : { text: t('delivery.receipt', { receipt: entry.receipt }) }),
      };
    case 'sending':
      return { tone: 'info', title: t('delivery.sending') };
    case 'unknown':
      return { tone: 'warn', title: t('delivery.unknown') };
    case 'failed':
      return {
        tone: 'danger',
        title: `${t('delivery.failed')} ${reason?.what ?? ''}`.trim(),
        text: [reason?.safe, reason?.todo].filter(Boolean).join(' ') || undefined,
      };
    case 'pending':
      if (entry.attempts === 0 || reason === undefined) return { tone: 'info', title: t('delivery.pending') };
      return {
        tone: 'warn',
        title: t('delivery.retryAt', { reason: reason.what, time: format.time(entry.nextAttemptAt) }),
        text: [reason.safe, plural('delivery.attempts', entry.attempts)].filter(Boolean).join(' '),
      };
  }
}
