import type { Candidate } from '../understanding/candidates.ts';
import type { Slot } from './statement.ts';
import type { Voice } from './third-person.ts';
import { sentence } from './third-person.ts';
import { wordAnswer } from './word-answers.ts';
import { wordFinding, wordPlan } from './word-clinician.ts';
import { hasVerb, wordHistory } from './word-history.ts';
import type { DraftResources } from './draft-resources.ts';

export interface Worded {
  readonly text: string;
  readonly slot: Slot;
  readonly usesQuestion: boolean;
  readonly trust: number;
  readonly list?: { verb: 'denies' | 'reports'; items: string[] };
}

/** Candidate to sentences for a slot. Empty where no safe wording exists: the words then stand in the omission ledger. */
export function wordCandidate(
  candidate: Candidate,
  slot: Slot,
  voice: Voice,
  resources: Pick<DraftResources, 'wording' | 'polish'>,
): Worded[] {
  const { wording, polish } = resources;
  const { unit } = candidate;
  const out: Worded[] = [];
  const clinician = unit.speaker === 'clinician';
  if (candidate.question) {
    for (const answer of wordAnswer(candidate, voice, wording)) {
      const text = polish(sentence(answer.words));
      if (text !== '')
        out.push({
          text,
          slot: clinicalSlot(slot),
          usesQuestion: true,
          trust: answer.trust,
          ...(answer.list ? { list: answer.list } : {}),
        });
    }
    if (candidate.bare || (out.length > 0 && unit.tokens.length <= 8)) return out;
  }
  if (unit.question) return out;
  const speaker: Voice['speaker'] = clinician ? 'clinician' : 'patient';
  const words =
    clinician && slot === 'plan'
      ? wordPlan(unit.tokens, { ...voice, speaker }, wording)
      : clinician && (slot === 'exam' || slot === 'results' || slot === 'vitals')
        ? wordFinding(unit.tokens, { ...voice, speaker }, wording)
        : wordHistory(unit.tokens, { ...voice, speaker }, wording);
  if (!words || words.length < 3) return out;
  const findingSlot = slot === 'exam' || slot === 'results' || slot === 'vitals' || slot === 'plan';
  if (!findingSlot && !hasVerb(words)) return out;
  if (leftoverPerson(words, speaker)) return out;
  const text = polish(sentence(words));
  if (text !== '') out.push({ text, slot, usesQuestion: false, trust: 0.7 });
  return out;
}

function clinicalSlot(slot: Slot): Slot {
  return slot === 'exam' || slot === 'plan' || slot === 'assessment' || slot === 'results' || slot === 'vitals'
    ? 'hpi'
    : slot;
}

/** A patient's words to the clinician ("you gave me …") would change their meaning in the third person. */
function leftoverPerson(words: readonly string[], speaker: Voice['speaker']): boolean {
  if (speaker === 'patient') return words.some((word) => word === 'you' || word === 'your' || word === 'i');
  return words.includes('my') || words.includes('me');
}
