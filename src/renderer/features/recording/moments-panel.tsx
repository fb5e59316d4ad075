import { Flag } from 'lucide-react';
import type { RecordingMark } from '../../../shared/model/encounter.ts';
import { jumpTo } from '../../evidence/jump.ts';
import { MARK_ICONS } from '../../evidence/mark-icons.ts';
import { markText } from '../../evidence/mark-text.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './moments.module.css';

/** Everything that happened while it was recorded, in order; each a way to that place in the conversation. */
export function MomentsPanel({ marks }: { marks: readonly RecordingMark[] | undefined }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (!marks || marks.length === 0) return <Empty icon={Flag} title={t('moments.none')} hint={t('moments.noneHint')} />;
  return (
    <ol className={classes.list}>
      {marks.map((mark, index) => {
        const Icon = MARK_ICONS[mark.kind];
        return (
          <li key={index}>
            <button type="button" className={classes.moment} data-kind={mark.kind} onClick={() => jumpTo(mark.atMs)}>
              <Icon size={16} aria-hidden />
              <time>{format.clock(mark.atMs)}</time>
              <span>{markText(i18n, mark)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
