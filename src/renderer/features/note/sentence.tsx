import { Check, CircleHelp, Feather, MessageCircleQuestion, PenLine, TriangleAlert, UserPen } from 'lucide-react';
import type { ClaimCheck } from '../../../shared/model/claims.ts';
import type { NoteQuestion, NoteSentence } from '../../../shared/model/note.ts';
import { hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { ClinicalText } from '../../ui/clinical-text.tsx';
import paperClasses from '../../ui/paper.module.css';
import { SentenceField, type SentenceFieldProps } from '../../ui/sentence-field.tsx';
import classes from './note.module.css';
import { sentenceStatus, type SentenceStatus } from './note-blocks.ts';
import { isLoud, questionText } from './question-text.ts';
import { reasonsText } from './reason-text.ts';
import { useTypedCheck, type TypedFor } from './use-typed-check.ts';

const icons = { review: CircleHelp, confirmed: Check, clinician: PenLine, 'own-word': UserPen, draft: undefined };
const KEYS =
  'Space Enter E Backspace U A K ArrowUp ArrowDown Alt+ArrowUp Alt+ArrowDown Alt+Shift+ArrowUp Alt+Shift+ArrowDown';

export interface SentenceProps {
  sentence: NoteSentence;
  /** Open questions about it. */
  questions: readonly NoteQuestion[];
  selected: boolean;
  /** Tab stops here. The others are reached with the arrow keys. */
  tabStop: boolean;
  readOnly: boolean;
  onSelect: (sentence: NoteSentence) => void;
  onEdit: (sentence: NoteSentence) => void;
}

/** One sentence of the note: focus lights up what it rests on. Its keys are handled by the document around it. */
export function Sentence({ sentence, questions, selected, tabStop, readOnly, onSelect, onEdit }: SentenceProps) {
  const { t } = useI18n();
  const status = sentenceStatus(sentence);
  return (
    <span
      role="group"
      aria-roledescription={t('note.sentence')}
      aria-keyshortcuts={readOnly ? 'Space' : KEYS}
      data-sentence={sentence.id}
      data-status={status}
      data-selected={selected}
      data-styled={sentence.styled !== undefined}
      className={`${paperClasses.sentence} ${classes.sentence}`}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => onSelect(sentence)}
      onClick={(event) => event.currentTarget.focus()}
      onDoubleClick={() => !readOnly && onEdit(sentence)}
      onMouseEnter={() => hoverEvidence(sentence.evidence)}
      onMouseLeave={() => hoverEvidence(undefined)}
    >
      {!readOnly && <StatusIcon status={status} why={reasonsText(t, sentence)} />}
      {!readOnly && questions.length > 0 && <QuestionMark questions={questions} />}
      <ClinicalText text={sentence.text} />
      {sentence.styled && (
        <span className={classes.styled} title={t('style.mark')}>
          <Feather size="0.8em" aria-hidden />
          <span className="visually-hidden"> {t('style.mark')}.</span>
        </span>
      )}
    </span>
  );
}

function QuestionMark({ questions }: { questions: readonly NoteQuestion[] }) {
  const { t } = useI18n();
  const loud = questions.some(isLoud);
  const Icon = loud ? TriangleAlert : MessageCircleQuestion;
  const text = questions.map((question) => questionText(t, question)).join(' ');
  return (
    <span className={classes.questionMark} data-loud={loud} title={text}>
      <Icon size="0.95em" strokeWidth={2.4} aria-hidden />
      <span className="visually-hidden">
        {t('questions.mark')}: {text}{' '}
      </span>
    </span>
  );
}

function StatusIcon({ status, why }: { status: SentenceStatus; why: string }) {
  const { t } = useI18n();
  const Icon = icons[status];
  const text = `${t(`note.status.${status}`)}. ${why}`.trim();
  return (
    <span className={`${paperClasses.mark} ${classes.status}`} data-status={status} title={text}>
      {Icon && <Icon size="0.9em" strokeWidth={2.6} aria-hidden />}
      <span className="visually-hidden">{text} </span>
    </span>
  );
}

export interface SentenceEditorProps extends Omit<SentenceFieldProps, 'children'> {
  /** What the words are checked against while they are typed; absent: they are not. */
  typedFor?: TypedFor | undefined;
}

/** The words of one sentence, checked while they are typed. */
export function SentenceEditor({ typedFor, ...field }: SentenceEditorProps) {
  return <SentenceField {...field}>{(text) => <TypedCheck text={text} typedFor={typedFor} />}</SentenceField>;
}

function TypedCheck({ text, typedFor }: { text: string; typedFor: TypedFor | undefined }) {
  const claims = useTypedCheck(text, typedFor);
  return (
    <span id="sentence-editor-check" className={classes.editorCheck} role="status">
      {claims && <TypedClaims claims={claims} />}
    </span>
  );
}

/** Which of the words nobody said, calmly: saving them is the person's right. */
function TypedClaims({ claims }: { claims: readonly ClaimCheck[] }) {
  const { t } = useI18n();
  const open = (['contradicted', 'not-heard'] as const).flatMap((verdict) => {
    const own = [...new Set(claims.filter((claim) => claim.verdict === verdict).map(({ claim }) => claim))];
    return own.length === 0 ? [] : [{ verdict, own }];
  });
  if (open.length === 0)
    return claims.length === 0 ? null : (
      <span data-verdict="held">
        <Check size={13} strokeWidth={2.6} aria-hidden /> {t('proof.editFine')}
      </span>
    );
  return (
    <>
      {open.map(({ verdict, own }) => (
        <span key={verdict} data-verdict={verdict}>
          <CircleHelp size={13} strokeWidth={2.6} aria-hidden /> <b>{t(`proof.${verdict}`)}</b> {own.join(', ')}{' '}
        </span>
      ))}
      <span>{t('proof.editOwn')}</span>
    </>
  );
}
