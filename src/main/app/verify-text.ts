import { AppError } from '../../shared/errors.ts';
import type { ClaimCheck } from '../../shared/model/claims.ts';
import type { EncounterId, SegmentId, SentenceId } from '../../shared/model/ids.ts';
import type { Evidence, NoteSentence, Support } from '../../shared/model/note.ts';
import type { JudgedText } from '../domain/note/judge-text.ts';
import type { AppContext } from './app-context.ts';
import { requireEncounter } from './encounter-access.ts';

export interface TextInput {
  readonly encounterId: EncounterId;
  readonly sentenceId?: SentenceId | undefined;
  readonly fromSegmentId?: SegmentId | undefined;
  readonly text: string;
}

/** Words of a person against what was said in the visit; all is well where nothing can check it. */
export function judge(
  { deps }: AppContext,
  encounterId: EncounterId,
  text: string,
  evidence: readonly Evidence[],
): JudgedText {
  if (!deps.judgeText) return { support: 'supported', claims: [], evidence };
  return deps.judgeText({
    text,
    evidence,
    segments: deps.store.transcripts.segments(encounterId),
    chart: deps.store.charts.get(encounterId),
  });
}

/**
 * How a sentence stands with these words in a person's hand. Theirs is the last word: what the visit does not bear is kept as they wrote it, on
 * their word, with what was not heard named beside it. It needs no second confirmation: writing it was one.
 */
export function inOwnWords(sentence: NoteSentence, judged: JudgedText): NoteSentence {
  const { reasons: _, ...rest } = sentence;
  const unheard = judged.claims.filter(({ verdict }) => verdict !== 'held');
  return {
    ...rest,
    evidence: [...judged.evidence],
    support: judged.support,
    origin: 'clinician',
    confirmed: true,
    ...(judged.support === 'supported'
      ? {}
      : { reasons: unheard.map(({ claim }) => ({ kind: 'unsupported' as const, claim })) }),
  };
}

/** Read while somebody types: changes nothing. */
export function verifyText(context: AppContext, input: TextInput): { support: Support; claims: ClaimCheck[] } {
  const { store } = context.deps;
  requireEncounter(context, input.encounterId);
  const latest = store.notes.latest(input.encounterId);
  if (!latest) throw new AppError('conflict.state');
  if (input.text.trim() === '') return { support: 'supported', claims: [] };
  const sentence = latest.note.sections
    .flatMap((section) => section.sentences)
    .find(({ id }) => id === input.sentenceId);
  const segment = store.transcripts.segments(input.encounterId).find(({ id }) => id === input.fromSegmentId);
  const evidence = sentence?.evidence ?? (segment ? [wholeOf(segment)] : []);
  const { support, claims } = judge(context, input.encounterId, input.text, evidence);
  return { support, claims: [...claims] };
}

export const wholeOf = ({
  id,
  startMs,
  endMs,
  text,
}: {
  id: SegmentId;
  startMs: number;
  endMs: number;
  text: string;
}): Evidence => ({ segmentId: id, startMs, endMs, quote: text });
