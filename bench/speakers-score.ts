/** Share of words with the right speaker, on text whose words are all there or on what a recogniser made of them. */
import type { Speaker, TranscriptSegment } from '../src/shared/model/transcript.ts';
import { assignSpeakers } from '../src/main/domain/speech/assign-speakers.ts';
import type { RoleModel } from '../src/main/domain/speech/role-model.ts';
import { hearVoices, VoiceFrames } from '../src/main/domain/speech/voice-features.ts';
import { alignWords, plainWord } from './speakers-align.ts';
import { type Dialogue, readTagged, type Role } from './speakers-corpora.ts';

export interface Score {
  words: number;
  right: number;
  unknown: number;
}

export const emptyScore = (): Score => ({ words: 0, right: 0, unknown: 0 });

export function addScore(to: Score, more: Score): void {
  to.words += more.words;
  to.right += more.right;
  to.unknown += more.unknown;
}

export function figuresOf(score: Score) {
  return {
    accuracy: Number((score.right / score.words).toFixed(4)),
    unknown: Number((score.unknown / score.words).toFixed(4)),
    words: score.words,
  };
}

export const speakersOf = (segments: readonly TranscriptSegment[]): Speaker[] =>
  segments.flatMap((segment) => (segment.text.match(/\S+/g) ?? []).map(() => segment.speaker));

/** Relatives, nurses and guests have no right answer among the two roles: their words are left out of the count. */
export function compareRoles(truth: readonly (Role | undefined)[], decided: readonly Speaker[]): Score {
  if (truth.length !== decided.length)
    throw new Error(`words lost: ${String(truth.length)} became ${String(decided.length)}`);
  const score = emptyScore();
  truth.forEach((role, index) => {
    if (role === 'other' || role === undefined) return;
    score.words++;
    if (decided[index] === role) score.right++;
    if (decided[index] === 'unknown') score.unknown++;
  });
  return score;
}

/** Spellings that two transcribers of the same word choose between. */
const SPELT: Readonly<Record<string, string>> = { okay: 'ok', mmhmm: 'mhm', yep: 'yeah', ya: 'yeah', alright: 'right' };
const same = (a: string, b: string): boolean => {
  const plain = (word: string) => SPELT[plainWord(word).replace(/[^\p{L}\p{N}]/gu, '')] ?? plainWord(word);
  return plain(a) === plain(b);
};

export interface HeardTruth {
  /** The role of the human word that each heard word stands for; an invented word has that of the word before it. */
  readonly all: Role[];
  /** The same, undefined for words that the human transcript has otherwise or not at all: nobody knows who said those. */
  readonly agreed: (Role | undefined)[];
}

/** Who said each word that was heard, by aligning it with the human transcript. */
export function truthOfHeard(human: Dialogue, segments: readonly TranscriptSegment[]): HeardTruth {
  const heard = segments.flatMap((segment) => segment.text.match(/\S+/g) ?? []);
  const spoken = human.turns.flatMap((turn) =>
    (turn.text.match(/\S+/g) ?? []).map((word) => ({ word, role: turn.role })),
  );
  const aligned = alignWords(
    spoken.map(({ word }) => word),
    heard,
  );
  return {
    all: aligned.map((index) => spoken[index]!.role),
    agreed: aligned.map((index, at) => (same(spoken[index]!.word, heard[at]!) ? spoken[index]!.role : undefined)),
  };
}

/**
 * How many of the words that were heard are given to the right speaker, for a transcript whose speakers are decided.
 * @returns shares of all heard words, and of those that the human transcript has too
 */
export function roleAccuracy(human: Dialogue, decided: readonly TranscriptSegment[]): { all: Score; agreed: Score } {
  const truth = truthOfHeard(human, decided);
  const speakers = speakersOf(decided);
  return { all: compareRoles(truth.all, speakers), agreed: compareRoles(truth.agreed, speakers) };
}

/** What a recording's segments sound like. */
export function frameVoices(samples: Float32Array, segments: readonly TranscriptSegment[]): VoiceFrames {
  const frames = new VoiceFrames();
  for (const { startMs, endMs } of segments)
    hearVoices(frames, startMs, samples.subarray(Math.round(startMs * 16), Math.round(endMs * 16)));
  return frames;
}

/**
 * For whoever has heard a recording already: the share of its words that the product gives to the right speaker.
 * @param reference path of the human transcript, turns tagged D: and P:
 * @param segments as the recogniser gave them, in order of time
 * @param frames what they sound like (`frameVoices`); without it the words alone decide
 */
export function speakerAccuracy(
  reference: string,
  segments: readonly TranscriptSegment[],
  model: RoleModel,
  frames?: VoiceFrames,
): { words: number; accuracy: number; ofWordsHeardRight: number } {
  const decided = assignSpeakers(segments, model, frames && { frames });
  const { all, agreed } = roleAccuracy(readTagged(reference), decided);
  return { words: all.words, accuracy: figuresOf(all).accuracy, ofWordsHeardRight: figuresOf(agreed).accuracy };
}
