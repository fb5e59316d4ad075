import { type ChainScores, decodeScores, type DecodedRoles } from './role-model.ts';
import { listenToRoles, type VoicedUnits } from './voice-roles.ts';
import { findThirdVoice } from './voice-third.ts';

/** Words first, then the voices that the words teach, then both: it settles at once. */
const ROUNDS = 2;
/** Voices that answer less of "which of the two?" are not called different. */
const TOLD_APART = 0.1;
/** Within a third person's words the other two do not take turns. */
const NO_CHANGE = -12;

export interface DecodedVoices extends DecodedRoles {
  /** 1 for words of a third person; undefined where there is none. */
  readonly third: Uint8Array | undefined;
  /** Log-odds of the clinician that the sound of each word adds; undefined where the two voices can't be told apart. */
  readonly sound: Float64Array | undefined;
}

/**
 * Who says each word, by words and sound together. The words, right nine times in ten, teach what the two voices are like; what
 * each word sounds like is then laid beside what it says. No voice is known beforehand, and none is kept.
 * @param scores what the words say; words a person decided are certain in it
 * @param search whether to look for a third person: a second's work for an hour
 */
export function decodeWithVoices(scores: ChainScores, voiced: VoicedUnits, search = true): DecodedVoices {
  const words = decodeScores(scores);
  const listener = listenToRoles(voiced);
  if (!listener) return { ...words, third: undefined, sound: undefined };

  let decoded = words;
  let evidence = listener.compare(decoded.clinician, words.clinician);
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) evidence = listener.compare(decoded.clinician, words.clinician);
    decoded = decodeScores(withSound(scores, evidence.logOdds));
  }
  const third =
    !search || evidence.tells < TOLD_APART
      ? undefined
      : findThirdVoice(listener.speech, voiced.utterance, decoded.labels);
  if (third) {
    const known = decoded.clinician.map((value, unit) => (third[unit] ? NaN : value));
    evidence = listener.compare(known, words.clinician);
    decoded = decodeScores(
      withSound(
        without(scores, third),
        evidence.logOdds.map((value, unit) => (third[unit] ? 0 : value)),
      ),
    );
  }
  return { ...decoded, third, sound: evidence.tells < TOLD_APART ? undefined : evidence.logOdds };
}

const withSound = (scores: ChainScores, logOdds: Float64Array): ChainScores => ({
  ...scores,
  node: scores.node.map((value, unit) => value + logOdds[unit]!),
});

/** What a third person says tells nothing of the two; after them either may go on. */
function without({ node, toClinician, toPatient }: ChainScores, third: Uint8Array): ChainScores {
  const silent = (edges: Float64Array) =>
    edges.map((value, unit) => {
      const before = third[unit] === 1;
      const after = third[unit + 1] === 1;
      return before && after ? NO_CHANGE : before || after ? 0 : value;
    });
  return {
    node: node.map((value, unit) => (third[unit] ? 0 : value)),
    toClinician: silent(toClinician),
    toPatient: silent(toPatient),
  };
}
