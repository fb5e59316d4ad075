/** One segment, as far as its voice is concerned. */
export interface VoicedSegment {
  /** `v1`, `v2` …; undefined: not told apart. */
  readonly voice: string | undefined;
  /** A person said who it is. */
  readonly held: boolean;
  /** Of each word, the probability that the clinician says it; 0 or 1 where a person said so. */
  readonly clinician: readonly number[];
}

/** What knowing the voice adds to each word, and to a turn of a word or two as a whole (log-odds): mostly what the sound itself said. */
const STRENGTH = 2.5;
const STRENGTH_OF_A_TURN = 4;
/** A turn that a person decided counts as this many words more than it has. */
const DECIDED = 10;
/** Words that a voice's own must be ahead before it is given a role, or two voices each one. */
const SURE = 4;

/**
 * Whose voice is whose, from what the words of each say and what a person decided: one turn corrected does not turn a voice that a hundred turns
 * speak for. The two voices that say most are two people.
 * @returns for each voice -1 (the patient's) to 1 (the clinician's), 0 where that is not known
 */
export function voiceBeliefs(segments: readonly VoicedSegment[]): Map<string, number> {
  const votes = new Map<string, { clinician: number; words: number }>();
  for (const { voice, held, clinician } of segments) {
    if (voice === undefined || clinician.length === 0) continue;
    const vote = votes.get(voice) ?? { clinician: 0, words: 0 };
    const mean = clinician.reduce((sum, value) => sum + value, 0) / clinician.length;
    vote.clinician += (2 * mean - 1) * (clinician.length + (held ? DECIDED : 0));
    vote.words += clinician.length;
    votes.set(voice, vote);
  }
  const byWords = [...votes].sort(([a, left], [b, right]) => right.words - left.words || (a < b ? -1 : 1));
  const believe = (votesForClinician: number) =>
    Math.abs(votesForClinician) < SURE ? 0 : Math.sign(votesForClinician);
  const beliefs = new Map(byWords.map(([voice, { clinician }]) => [voice, believe(clinician)]));
  const [first, second] = byWords;
  if (first && second) {
    const apart = believe(first[1].clinician - second[1].clinician);
    beliefs.set(first[0], apart);
    beliefs.set(second[0], 0 - apart);
  }
  return beliefs;
}

/** Log-odds that a belief adds to each word of a turn. */
export const weightOf = (belief: number, words: number): number =>
  belief * Math.max(STRENGTH, STRENGTH_OF_A_TURN / Math.max(1, words));
