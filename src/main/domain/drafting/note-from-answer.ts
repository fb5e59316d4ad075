import { SentenceId } from '../../../shared/model/ids.ts';
import type { FallbackReason } from '../../../shared/model/drafting.ts';
import type {
  EngineRef,
  Evidence,
  Note,
  NoteSection,
  NoteSentence,
  Omission,
  ReviewReason,
} from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { DraftResources } from '../note/draft-resources.ts';
import { judgeHearing, segmentsById } from '../note/hearing.ts';
import { oddWord } from '../note/odd-words.ts';
import { verifySentence, type ClaimKind } from '../note/verify-sentence.ts';
import { normalizeNumbers } from '../understanding/numbers.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { AnswerSentence, ModelAnswer } from './model-answer.ts';
import type { Material, Source } from './model-material.ts';
import { mixedDoses, neverSaid, unsaidWords } from './unsaid.ts';
import { capital } from '../note/sentence-text.ts';

export type CheckedAnswer =
  | { readonly ok: true; readonly note: Note; readonly dropped: number }
  | {
      readonly ok: false;
      readonly reason: Extract<FallbackReason, 'unsupported' | 'too-little'>;
      readonly dropped: number;
    };

/** What can harm is not put before anybody's eyes: such a claim takes its sentence away. Everything else is marked. */
const HARMFUL: ReadonlySet<ClaimKind> = new Set([
  'no-evidence',
  'number',
  'dose',
  'drug',
  'side',
  'negation',
  'condition',
  'person',
  'time',
  'frequency',
  'action',
]);
/** A sentence that rests on everything rests on nothing. */
const MOST_SOURCES = 12;
/** Below these a model's note is worse than none: most of it failed the check, or it leaves out most of what the built-in draft holds. */
const LEAST_KEPT_SHARE = 0.5;
const LEAST_COVERED_SHARE = 0.4;
const ENOUGH_TO_COMPARE = 5;

/**
 * A model's answer to a note that keeps the built-in draft's promises: every sentence rests on words that were said, checked by the same
 * verifier and by the checks of `unsaid.ts`; what the model left out of the built-in draft is listed as an omission with its place and wording.
 */
export function noteFromAnswer(
  answer: ModelAnswer,
  parts: {
    readonly transcript: Transcript;
    readonly material: Material;
    readonly base: Note;
    readonly resources: DraftResources;
    readonly engine: EngineRef;
  },
): CheckedAnswer {
  const { base, engine, transcript } = parts;
  const check = makeCheck(parts);
  const seen = new Set<string>();
  let dropped = answer.malformed;
  let kept = 0;
  const keyOf = (key: string): string | undefined =>
    base.sections.find((section) => section.key === key || section.heading.toLowerCase() === key.trim().toLowerCase())
      ?.key;
  const bySection = new Map<string, NoteSentence[]>();
  for (const section of answer.sections) {
    const key = keyOf(section.key);
    for (const given of section.sentences) {
      const sentence = key === undefined ? undefined : check(given, key);
      if (!sentence || key === undefined) {
        dropped++;
        continue;
      }
      const same = sentence.text.toLowerCase();
      // Said twice is once too many, and no fault.
      if (seen.has(same)) continue;
      seen.add(same);
      bySection.set(key, [...(bySection.get(key) ?? []), sentence]);
      kept++;
    }
  }
  if (kept === 0 || kept < (kept + dropped) * LEAST_KEPT_SHARE) return { ok: false, reason: 'unsupported', dropped };
  let n = 0;
  const sections = base.sections.map((section) => ({
    ...section,
    sentences: (bySection.get(section.key) ?? []).map((sentence) => ({
      ...standing(section, sentence),
      ...sentence,
      id: SentenceId.parse(`n${++n}`),
    })),
  }));
  const used = sections.flatMap((section) => section.sentences.flatMap(({ evidence }) => evidence));
  const lines = base.sections.flatMap((section) => section.sentences.map((sentence) => ({ section, sentence })));
  const left = lines.filter(
    ({ sentence }) => !sentence.evidence.some((item) => used.some((other) => overlaps(item, other))),
  );
  if (lines.length >= ENOUGH_TO_COMPARE && lines.length - left.length < lines.length * LEAST_COVERED_SHARE)
    return { ok: false, reason: 'too-little', dropped };
  const omissions = [
    ...left.map(({ section, sentence }): Omission => ({
      segmentId: sentence.evidence.at(-1)!.segmentId,
      reason: 'left-out',
      evidence: sentence.evidence.at(-1)!,
      sectionKey: section.key,
      text: sentence.text,
    })),
    ...base.omissions.filter(
      ({ segmentId, evidence }) =>
        !used.some((other) => (evidence ? overlaps(evidence, other) : other.segmentId === segmentId)),
    ),
  ];
  const order = new Map(transcript.segments.map(({ id }, i) => [id, i]));
  omissions.sort((a, b) => (order.get(a.segmentId) ?? 0) - (order.get(b.segmentId) ?? 0));
  const questions = base.questions?.map((question) => ({
    ...question,
    sentenceIds: sections.flatMap((section) =>
      section.sentences
        .filter(({ evidence }) =>
          question.readings.some((reading) =>
            reading.evidence.some((item) => evidence.some((other) => overlaps(item, other))),
          ),
        )
        .map(({ id }) => id),
    ),
  }));
  const note: Note = {
    template: base.template,
    ...(base.templateTitle === undefined ? {} : { templateTitle: base.templateTitle }),
    ...(base.noteType === undefined ? {} : { noteType: base.noteType }),
    engine,
    status: 'draft',
    sections,
    omissions,
    ...(questions ? { questions } : {}),
  };
  return { ok: true, note, dropped };
}

/** What kind of statement it is, and how it stands on the page: as the base's sentence of that section that rests on the same words. */
function standing(section: NoteSection, { evidence }: NoteSentence): Pick<NoteSentence, 'slot' | 'style'> {
  const like = section.sentences.find((sentence) =>
    sentence.evidence.some((item) => evidence.some((other) => overlaps(item, other))),
  );
  return {
    ...(like?.slot === undefined ? {} : { slot: like.slot }),
    ...(like?.style === undefined ? {} : { style: like.style }),
  };
}

const overlaps = (a: Evidence, b: Evidence): boolean =>
  a.segmentId === b.segmentId && (a.quote.includes(b.quote) || b.quote.includes(a.quote));

/** One sentence of an answer to one of the note, or nothing where it must not stand. */
function makeCheck({
  transcript,
  material,
  resources,
}: {
  transcript: Transcript;
  material: Material;
  resources: DraftResources;
}): (given: AnswerSentence, sectionKey: string) => NoteSentence | undefined {
  const segments = segmentsById(transcript);
  const read = (text: string) => normalizeNumbers(tokenize(text));
  const saidAnywhere = new Set(
    transcript.segments
      .filter(({ id }) => !material.withheld.has(id))
      .flatMap(({ text }) => resources.lexicon.find(read(text)).map(({ concept }) => concept.id)),
  );
  const saidText = ` ${transcript.segments
    .map(({ text }) =>
      read(text)
        .map(({ norm }) => norm)
        .join(' '),
    )
    .join(' ')} `;

  return (given, sectionKey) => {
    const text = clean(given.text);
    const sources = [...new Set(given.from)].flatMap((id): Source[] => {
      const source = material.sources.get(id);
      return source ? [source] : [];
    });
    if (text === '' || sources.length === 0 || sources.length > MOST_SOURCES) return undefined;
    const evidence = inOrder(sources.flatMap((source) => source.evidence));
    const isQuoted = given.quotes.every(({ segment, quote }) => {
      const place = segments.get(segment);
      return (
        place && evidence.some(({ segmentId }) => segmentId === segment) && plain(place.text).includes(plain(quote))
      );
    });
    if (!isQuoted || evidence.some(({ segmentId }) => material.withheld.has(segmentId))) return undefined;
    const quotes = evidence.map(({ quote }) => quote);
    const facts = sources.flatMap(({ fact }) => (fact ? [fact] : []));
    const { problems } = verifySentence(text, quotes, resources.lexicon);
    const isInvented = (claim: string): boolean => {
      const concepts = resources.lexicon.find(read(claim));
      return (
        !concepts.some(({ concept }) => saidAnywhere.has(concept.id)) &&
        !saidText.includes(
          ` ${read(claim)
            .map(({ norm }) => norm)
            .join(' ')} `,
        )
      );
    };
    if (problems.some(({ kind, claim }) => HARMFUL.has(kind) || (kind === 'finding' && isInvented(claim))))
      return undefined;
    if (mixedDoses(text, quotes, facts, resources.lexicon).length > 0) return undefined;
    if (neverSaid(text, quotes.join(' . ')).length > 0) return undefined;
    const { hearing, reasons: heard } = judgeHearing(evidence, segments);
    if (hearing === 'unintelligible') return undefined;
    const odd = oddWord(evidence, segments, resources);
    const unsaid = unsaidWords(text, quotes, sources.map(({ words }) => words).join(' . '), resources);
    const reasons: ReviewReason[] = [
      ...heard,
      ...(odd === undefined ? [] : [{ kind: 'odd-word' as const, heard: odd }]),
      ...problems.map(({ claim }) => ({ kind: 'unsupported' as const, claim })),
      ...(unsaid.length === 0 ? [] : [{ kind: 'unsupported' as const, claim: unsaid.slice(0, 6).join(', ') }]),
    ];
    const line = sources.find((source) => source.sectionKey === sectionKey);
    const confidence = Math.min(
      ...sources.map(({ fact }) => fact?.confidence ?? 0.9),
      reasons.length === 0 ? 0.9 : 0.5,
    );
    return {
      id: SentenceId.parse('n0'),
      text,
      confidence: Math.round(confidence * 1000) / 1000,
      support: reasons.length === 0 ? 'supported' : 'needs-review',
      evidence,
      ...(reasons.length === 0 ? {} : { reasons }),
      origin: 'draft',
      confirmed: false,
      ...(line?.problem === undefined ? {} : { problem: line.problem }),
      ...(line?.group === undefined ? {} : { group: line.group }),
    };
  };
}

/** As they were said, each once: an answer stands behind its question. */
function inOrder(evidence: readonly Evidence[]): Evidence[] {
  const once = new Map(evidence.map((item) => [`${item.segmentId} ${item.startMs} ${item.quote}`, item]));
  return [...once.values()].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

const plain = (text: string): string => text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();

/** One line of plain text: no markup, no bullets, no ids cited in the text itself, a capital and a full stop. */
function clean(text: string): string {
  const bare = text
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .replace(/\s*[([](?:\s*[fds]\d+\s*,?)+[)\]]/g, '')
    .replace(/[*_`#]+/g, '')
    .replace(/^\s*(?:[-•]|\d+[.)])\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (bare.length < 3 || bare.length > 600 || /<\/?[a-z]|https?:\/\/|[{}]/i.test(bare)) return '';
  return `${capital(bare)}${/[.!?]$/.test(bare) ? '' : '.'}`;
}
