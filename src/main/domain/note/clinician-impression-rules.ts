import { wholeClauses } from './clauses.ts';
import { clippings, inThird, isFinished } from './clinical-phrase.ts';
import { EXAM_ONLY, takeExam } from './clinician-exam-rules.ts';
import {
  CLINICIAN_SLOTS,
  polished,
  proven,
  putPending,
  putStatement,
  type Rule,
  type SaidClause,
} from './clinician-state.ts';
import { composeImpression } from './compose-impression.ts';
import { isOneClause, isTalk } from './impression-reasoning.ts';
import type { Slot } from './statement.ts';
import { asSentence } from './sentence-text.ts';

const ASIDE =
  /^(?:this|that|it|these|they|those) (?:is|are|was|will be|would be|can be) (?:really |very |so |a |an |the |just |all |also |kind of |pretty |actually |definitely |totally )*(?:nothing|good|great|fine|okay|right|what|why i|it|me|normal|nice|wonderful|awesome|excellent|perfect|fantastic|important|hard|tough|fair|correct|true|exactly|going to be (?:good|great|fine|okay|hard)|lot|thing|reason|something|question|big|plan|best|same|better|not too bad|news|up to|how|where|my|your call|interesting|helpful)\b|\b(?:document|note|visit|schedule|front desk|nurse|insurance|website|portal|call it|we call)\b/;

/** What will be done, not what is thought. */
const ANNOUNCES = /^(?:(?:The patient|Patient|He|She|They) (?:will (?!be able)|is going to|can|may|should|needs)|We )/;

const wordCount = (text: string): number => text.split(' ').length;

const FOLLOWS_ON =
  /^(?:this|that|it|these|they|those) (?:is|are|was|were|will|can|could|may|might|should|would|has|have|had|does|helps?|causes?|means|leads?|usually|also|typically|often)\b/;

/** "This could be caused by mold": reads well only right behind what "this" is. */
export const takeFollowOn: Rule = (said, state) => {
  const { phrase, order } = said;
  const last = state.pending.at(-1);
  if (said.salience < 0.4 || !said.late || !last || order - last.made.order > 1.2) return false;
  // One sentence may hang on another, no third one, and on none that is long.
  if (wordCount(last.made.text) > 24 || /\. /.test(last.made.text)) return false;
  if (!FOLLOWS_ON.test(phrase.text) || ASIDE.test(phrase.text) || wordCount(phrase.text) < 5) return false;
  for (const clip of clippings(phrase.text)) {
    const more = asSentence(inThird(clip, state.person));
    if (wordCount(clip) < 5 || !isFinished(more)) continue;
    const units = [...last.made.units, said.clause];
    if (!proven(more, units, state)) continue;
    state.used = true;
    const made = { ...last.made, text: polished(more, units, state), units, order };
    state.pending.push({ made, phrase, current: last.current, kind: 'impression' });
    return true;
  }
  return false;
};

/** A diagnosis, how a problem stands, what is thought of it. */
export const takeImpression: Rule = (said, state) => {
  if (!said.late) return false;
  const impression = composeImpression(said.phrase, state.person);
  if (!impression) return false;
  const { text, kind } = impression;
  // Heard, wherever it is told: a finding, no diagnosis.
  if (/\bmurmur\b|\bphysical exam\b/i.test(text)) return takeExam(said, state);
  const units = [said.clause];
  if (!proven(text, units, state)) return false;
  const ofProblem = kind === 'status' && (said.clinical || state.problems.current !== undefined);
  const least = kind === 'diagnosis' ? 0.66 : ofProblem ? 0.6 : said.clinical ? 0.32 : 0;
  const slot = ANNOUNCES.test(text) ? 'plan' : 'assessment';
  const salience = Math.max(said.salience, least);
  putPending(said, { slot, text, units, salience }, { kind: 'impression' }, state);
  return true;
};

/** Opens with the patient, or with a subject of a few words and a verb of explaining. */
const EXPLAINS =
  /^(?:the patient|[a-z]+ (?:[a-z]+ ){0,4}(?:is|are|can|may|will|should|helps?|causes?|has|have|does|shows?|usually|often)\b)/i;

/** Opens with a word that leans on what was said before. */
const LEANS =
  /^(?:it|this|that|these|they|those|there|what|which|how|when|where|who|if|as|we|he|she|and|but|so|one|good|great|nothing|something|everything|next|some|only|not|then|because|our|my|for|in|on|at|with)\b/i;

/** Clauses of the plan that stand on their own, as they were said. */
export const takeWholeClauses: Rule = (said, state) => {
  if (said.salience < 0.5 || !said.late || said.phase !== 'plan' || !said.clinical) return false;
  let any = false;
  for (const words of wholeClauses(asSentence(inThird(said.phrase.text, state.person)))) {
    const text = asSentence(words.join(' '));
    if (words.length < 6 || !isFinished(text) || isTalk(text) || ASIDE.test(text.toLowerCase())) continue;
    if (!EXPLAINS.test(text) || LEANS.test(text) || !proven(text, [said.clause], state)) continue;
    any = true;
    const slot = ANNOUNCES.test(text) ? 'plan' : 'assessment';
    putPending(said, { slot, text, units: [said.clause] }, { kind: 'impression' }, state);
  }
  return any;
};

const NOT_DICTATED =
  /^(?:it|this|that|these|they|those|what|which|how|when|where|who|if|as|because|one|good|great|on|in|at|with|not|then|just|only|nothing|something|once|hey|show|looking|let|can|do|does|is|are)\b|[?]/;

const HAS_VERB =
  /\b(?:is|are|was|were|has|have|had|will|should|may|can|shows?|showed|reveals?|revealed|presents|underwent|continues?|reviewed|discussed|identified|present)\b/;

/** Dictation is written language already. */
export const takeDictated: Rule = (said, state) => {
  const slot = slotOfDictated(said);
  if (!slot) return false;
  const text = asSentence(inThird(said.phrase.text, state.person));
  const units = [said.clause];
  const isFinding = slot === 'exam' || slot === 'results';
  const isWhole = HAS_VERB.test(said.phrase.text);
  // A finding may be a few words without a verb; a thought has to be one clause.
  const wellFormed = isFinding ? isWhole || wordCount(text) <= 9 : isWhole && isOneClause(text);
  if (!isFinished(text) || isTalk(text) || !wellFormed || !proven(text, units, state)) return false;
  if (isFinding) {
    const system = slot === 'exam' ? state.region?.label : undefined;
    putStatement(said, { slot, text, units, system }, state);
  } else {
    const at = ANNOUNCES.test(text) ? 'plan' : 'assessment';
    putPending(said, { slot: at, text, units }, { kind: 'impression' }, state);
  }
  return true;
};

/** Where a dictated clause belongs; undefined for one that is talk. */
function slotOfDictated({ slot, salience, late, phase, phrase }: SaidClause): Slot | undefined {
  const { text } = phrase;
  if (salience < 0.8 || !late || wordCount(text) < 2 || (slot === 'exam' && !EXAM_ONLY.test(text))) return undefined;
  if (NOT_DICTATED.test(text) || /\bwhich (?:shows|showed)\b/.test(text)) return undefined;
  const at = CLINICIAN_SLOTS.has(slot) && slot !== 'vitals' ? slot : 'assessment';
  const inPhase = at === 'exam' || at === 'results' ? phase !== 'history' : phase === 'plan';
  return inPhase ? at : undefined;
}
