import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { createStore, useStore } from './store.ts';
import classes from './toast.module.css';

export interface Toast {
  tone: 'info' | 'danger';
  text: string;
}

const SHOW_MS = 6_000;
const current = createStore<(Toast & { turn: number }) | undefined>(undefined);

/** One short line about what just happened; never the only place where it is said. */
export function showToast(toast: Toast): void {
  current.set((previous) => ({ ...toast, turn: (previous?.turn ?? 0) + 1 }));
}

/** Mounted once, at the bottom of the window. Announcing is the announcer's part. */
export function Toasts() {
  const { t } = useI18n();
  const toast = useStore(current);
  useEffect(() => {
    if (!toast || toast.tone === 'danger') return undefined;
    const timer = setTimeout(() => current.set(undefined), SHOW_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  if (!toast) return null;
  return (
    <div className={classes.toast} data-tone={toast.tone}>
      <span>{toast.text}</span>
      <CloseButton variant="transparent" aria-label={t('app.close')} onClick={() => current.set(undefined)} />
    </div>
  );
}
