import type { Assertion } from '../../../shared/model/facts.ts';
import { topicsOf, type Topic } from './ask-topics.ts';
import { looksAsked, type Candidate } from './candidates.ts';
import { figurativeMentions } from './figurative.ts';
import { lineOf, tokenAt, type Line } from './line.ts';
import type { Lexicon, Mention } from './lexicon.ts';
import { readScope, type FullScope, type ScopeContext } from './read-scope.ts';
import type { Unit } from './utterances.ts';

/** A candidate prepared for the readers: scopes, topics of its question, figures of speech taken out. */
export interface Said {
  readonly candidate: Candidate;
  readonly unit: Unit;
  readonly line: Line;
  readonly text: string;
  /** The question it answers: its words ("" for none) and what they ask for. */
  readonly asked: Line | undefined;
  readonly topics: ReadonlySet<Topic>;
  readonly by: 'clinician' | 'patient' | 'other';
  readonly clinician: boolean;
  /** A question by its mark, or of the clinician by its words: "does thyroid disease run in your family". */
  readonly isQuestion: boolean;
  readonly mentions: readonly Mention[];
  readonly scopes: ReadonlyMap<Mention, FullScope>;
  /** The units that a fact of this answer rests on: the question too, where the answer alone does not say it. */
  readonly pair: readonly Unit[];
}

/** "How long it lasts is not clear" and the like: what begins like a question and tells. */
const STATES = /^(?:is|are|was|were) (?:normal|negative|fine|clear)\b/;

const NO_TOPICS: ReadonlySet<Topic> = new Set();

/** What has a number in its middle, so that no list of words can hold it. */
const WITH_NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:gained|put on)(?: about| like| maybe| around| almost| over)? \d+ (?:pounds|lbs|kilos|kg)\b/, 'weight gain'],
  [/\b(?:lost|dropped)(?: about| like| maybe| around| almost| over)? \d+ (?:pounds|lbs|kilos|kg)\b/, 'weight loss'],
  [
    /^(?:(?:um|well|oh|,|yeah) )*(?:i am |it is )?up (?:about |like |maybe |almost )?\d+ (?:pounds|lbs|kilos)\b/,
    'weight gain',
  ],
  [
    /^(?:(?:um|well|oh|,|yeah) )*(?:i am |it is )?down (?:about |like |maybe |almost )?\d+ (?:pounds|lbs|kilos)\b/,
    'weight loss',
  ],
  [/\bi (?:have|had|got|have got) (?:the |a little )?sugar\b(?! level| drop| pill| free)/, 'diabetes'],
];

function withNumbers(line: Line, mentions: readonly Mention[], lexicon: Lexicon): readonly Mention[] {
  if (!/\b(?:pounds|lbs|kilos|kg|sugar)\b/.test(line.text)) return mentions;
  const out = [...mentions];
  for (const [pattern, term] of WITH_NUMBERS) {
    const match = pattern.exec(line.text);
    const concept = match ? lexicon.lookup(term) : undefined;
    if (!match || !concept) continue;
    const start = tokenAt(line, match.index);
    const end = tokenAt(line, match.index + match[0].length - 1) + 1;
    if (!out.some((other) => other.start < end && other.end > start)) out.push({ concept, start, end });
  }
  return out.sort((a, b) => a.start - b.start);
}

export function prepare(candidate: Candidate, lexicon: Lexicon, context: Omit<ScopeContext, 'speaker'>): Said {
  const { unit, question } = candidate;
  const line = lineOf(unit.tokens);
  const clinician = unit.speaker === 'clinician';
  const found = withNumbers(line, candidate.mentions, lexicon);
  const figurative = figurativeMentions(line, found);
  const mentions = figurative.size === 0 ? found : found.filter((m) => !figurative.has(m));
  const scopes = new Map<Mention, FullScope>();
  for (const mention of mentions)
    scopes.set(
      mention,
      readScope(unit.tokens, mention, {
        ...context,
        // Whoever came along says "I" of themselves.
        proxy: context.proxy || unit.speaker === 'other',
        speaker: clinician ? 'clinician' : 'patient',
      }),
    );
  const asked = question ? lineOf(question.tokens) : undefined;
  return {
    candidate,
    unit,
    line,
    text: line.text,
    asked,
    topics: asked ? topicsOf(asked.text) : NO_TOPICS,
    by: clinician ? 'clinician' : unit.speaker === 'other' ? 'other' : 'patient',
    clinician,
    isQuestion:
      unit.question || (clinician && unit.tokens.length <= 16 && looksAsked(line.text) && !STATES.test(line.text)),
    mentions,
    scopes,
    pair: question ? [question, unit] : [unit],
  };
}

export const isThere = (assertion: Assertion): boolean => assertion === 'present' || assertion === 'possible';
export const isFinding = (mention: Mention): boolean =>
  mention.concept.kind === 'symptom' || mention.concept.kind === 'condition';
