import type { NoteQuestion } from '../../../shared/model/note.ts';
import type { I18n } from '../../i18n/i18n.tsx';

/** What does not agree, in a line. */
export const questionText = (t: I18n['t'], { kind, subject }: NoteQuestion): string =>
  t(`questions.kind.${kind}`, { subject });

/** What could harm if it were overlooked is said louder than what is merely untidy. */
export const isLoud = ({ kind }: NoteQuestion): boolean => kind === 'allergy-and-drug' || kind === 'allergy-denied';
