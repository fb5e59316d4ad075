import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';

/** True once `delayMs` have passed: what is ready sooner never flickers. */
export function useDelayed(delayMs: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return passed;
}

/** Grey lines in place of what is being fetched, after 150 ms. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useI18n();
  const shown = useDelayed(150);
  if (!shown) return null;
  return (
    <div role="status" aria-label={t('app.loading')} style={{ display: 'grid', gap: 12, padding: 16 }}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={14} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}
