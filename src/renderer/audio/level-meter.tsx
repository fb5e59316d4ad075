import { useStore, type Store } from '../ui/store.ts';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './level-meter.module.css';

const QUIETEST_DB = -60;
const BARS = 14;

/** Loudness as bars that light up, on a decibel scale: a whisper is seen too. */
export function LevelMeter({ level }: { level: Store<number> }) {
  const { t } = useI18n();
  const peak = useStore(level);
  const decibels = 20 * Math.log10(Math.max(peak, 1e-6));
  const lit = Math.round(Math.max(0, Math.min(1, 1 - decibels / QUIETEST_DB)) * BARS);
  return (
    <div
      className={classes.meter}
      role="meter"
      aria-label={t('record.level')}
      aria-valuemin={0}
      aria-valuemax={BARS}
      aria-valuenow={lit}
    >
      {Array.from({ length: BARS }, (_, index) => (
        <i key={index} data-lit={index < lit} data-hot={index >= BARS - 1} />
      ))}
    </div>
  );
}
