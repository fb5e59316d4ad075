import {
  AudioLines,
  CircleAlert,
  CircleDashed,
  CircleDot,
  Disc2,
  FileCheck2,
  FilePen,
  FileText,
  Signature,
  type LucideIcon,
} from 'lucide-react';
import type { EncounterState } from '../../shared/model/encounter.ts';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './state-mark.module.css';

const icons: Record<EncounterState, LucideIcon> = {
  planned: CircleDashed,
  recording: CircleDot,
  recorded: Disc2,
  transcribed: AudioLines,
  drafted: FileText,
  'in-review': FilePen,
  signed: Signature,
  delivered: FileCheck2,
  'delivery-failed': CircleAlert,
};

/** Where a visit stands: a word and a shape; colour only repeats them. */
export function StateMark({ state }: { state: EncounterState }) {
  const { t } = useI18n();
  const Icon = icons[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}
