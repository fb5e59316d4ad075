import type { RecordingMark } from '../../../shared/model/encounter.ts';
import { MARK_ICONS } from '../../evidence/mark-icons.ts';
import { markText } from '../../evidence/mark-text.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './turn.module.css';

/** Something that happened between two turns: a thin line with words on it. */
export function MarkDivider({ mark }: { mark: RecordingMark }) {
  const i18n = useI18n();
  const Icon = MARK_ICONS[mark.kind];
  return (
    <div className={classes.divider} data-kind={mark.kind}>
      <Icon size={14} aria-hidden />
      <span>{markText(i18n, mark)}</span>
      <span className={classes.time}>{i18n.format.clock(mark.atMs)}</span>
    </div>
  );
}
