import { takesBackLast, takesBackNamed } from '../understanding/take-backs.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Pending } from './arrange-clinician.ts';
import { clippings, type Phrase } from './clinical-phrase.ts';
import { completePending, proven, putPending, type Judged, type Rule } from './clinician-state.ts';
import { composePlan, composeVerbless, isPurpose } from './compose-plan.ts';
import type { PlanItem } from './plan-item.ts';

/** "I'll give you prednisone. Actually, let's not do that." */
export const takeBack: Rule = ({ phrase, order }, { pending }) => {
  // "Do you have asthma?" "Yes." "Then not propranolol.": what was decided some turns ago.
  const words = phrase.unit.tokens.map((token) => token.norm);
  const drug = phrase.mentions.find(
    ({ concept, start }) => concept.kind === 'drug' && takesBackNamed(words.slice(0, start).join(' ')),
  );
  if (drug) {
    const names = (item: Pending): boolean =>
      item.phrase.mentions.some(({ concept }) => concept.id === drug.concept.id);
    const before = pending.findLastIndex((item) => item.kind === 'plan' && names(item));
    if (before >= 0) pending.splice(before, 1);
    return before >= 0;
  }
  if (!takesBackLast(phrase.text)) return false;
  const last = pending.findLastIndex((item) => item.kind === 'plan');
  if (last >= 0 && order - pending[last]!.made.order < 2.2) pending.splice(last, 1);
  return true;
};

/** "… cefdinir. That is 14 mg per kilogram once a day." */
export const takeDose: Rule = (said, state) => {
  const match = /^(?:that|it|this) (?:is|will be|is going to be) ((?:[a-z]+ )?\d.{3,60})$/.exec(said.phrase.text);
  const last = state.pending.at(-1);
  if (!match || last?.item?.kind !== 'medication' || said.order - last.made.order > 1.2) return false;
  return completePending(last, `${last.made.text.replace(/\.$/, '')}, ${clippings(match[1]!)[0]!}.`, said, state);
};

const PURPOSE =
  /^(?:this|it|that|these|they|which)(?: will| should| can| is going to| also| would| just)+ ((?:help|decrease|reduce|relieve|control|improve|lower|prevent|treat|protect|strengthen|stabilize|calm|ease|loosen|relax)\b.{4,80})$/;

/** "… a steroid. This will help to decrease the inflammation." is what the order before is for. */
export const takePurpose: Rule = (said, state) => {
  const match = PURPOSE.exec(said.phrase.text);
  const last = state.pending.at(-1);
  if (!match || last?.kind !== 'plan' || said.order - last.made.order > 1.2) return false;
  const alreadySays = / (?:to|for|so|if|which) /.test(last.made.text.slice(20));
  if (alreadySays) return false;
  const purpose = match[1]!
    .replace(/^help (?:you |us |to |with )*(?:to )?(?=\w)/, 'help ')
    .replace(/\b(?:your|the) /g, 'the ');
  return completePending(last, `${last.made.text.replace(/\.$/, '')} to ${clippings(purpose).at(-1)!}.`, said, state);
};

const ORDER_WORDS = /\b(?:order|prescribe|start|refer|mg|x-ray|mri|labs?|follow up|weeks|medications?)\b/;

/** "Let me know if you have any pain", said while pressing. */
const OF_EXAM = /\bnotify the office if .*\b(?:pain|hurts?|tender|discomfort|sore)\b/;

/** An order, a prescription, advice or the next visit. */
export const takePlan: Rule = (said, state) => {
  const { phrase, phase } = said;
  if (!said.late && phase !== 'plan' && !said.clinical) return false;
  if (phase === 'exam' && !ORDER_WORDS.test(phrase.text)) return false;
  if (isPurpose(phrase)) return true;
  const { phrase: full, units } = withReferent(phrase, state.referent);
  const item = composePlan(full, state.person) ?? (phase === 'plan' ? composeVerbless(full, state.person) : undefined);
  if (!item || !proven(item.text, units, state)) return false;
  if (phase !== 'plan' && OF_EXAM.test(item.text)) return true;
  if (item.option && !accepted(state.judged, said.unit.index)) return true;
  const salience = Math.max(said.salience, leastSalience(item, phrase));
  putPending(said, { slot: 'plan', text: item.text, units, salience }, { kind: 'plan', item }, state);
  return true;
};

/** An order that names what is ordered, how much or when, and what the patient was told to do matter, whatever the model thinks of their words. */
function leastSalience(item: PlanItem, phrase: Phrase): number {
  const named = phrase.mentions.some((mention) => /^(?:drug|test|procedure)$/.test(mention.concept.kind));
  if (named || /\d (?:mg|mcg|g|mL)|follow up|return/i.test(item.text)) return 0.62;
  if (item.kind === 'return' || item.kind === 'follow-up') return 0.62;
  return item.kind === 'other' ? 0.3 : 0.61;
}

const DRUG_REFERRED =
  /\b(take|use|apply|taking|using|switching|changing|stopping|starting|start|continue|increase|decrease|stop|refill|reduce|double|prescribe) (?:it|that|this|them|those|these)(?= |$)/;
const TEST_REFERRED = /\b(get|order|do|obtain|repeat) (?:another one|one|it|that)(?= |$)/;

/** "You can take that every 6 hours", "we will get one": the drug or test named just before, with its words among the evidence. */
function withReferent(phrase: Phrase, before: Phrase | undefined): { phrase: Phrase; units: Unit[] } {
  const own = { phrase, units: [phrase.unit] };
  if (!before || phrase.unit.index - before.unit.index > 3 || before.unit === phrase.unit) return own;
  const drug = DRUG_REFERRED.exec(phrase.text);
  const match = drug ?? TEST_REFERRED.exec(phrase.text);
  const kind = drug ? 'drug' : 'test';
  if (!match) return own;
  const hasOwn = phrase.mentions.some((mention) => mention.concept.kind === kind);
  if (hasOwn && !/^(?:stop|increase|decrease|continue)/.test(match[0])) return own;
  // A weight is no test that could be repeated by "it".
  const named = before.mentions.filter(({ concept }) => concept.kind === kind && concept.group !== 'vitals');
  const switched = named.length === 2 && /\b(?:switch|change|instead)\b/.test(before.text);
  const chosen = named.length === 1 || switched ? named.at(-1) : undefined;
  if (!chosen) return own;
  const name = before.unit.tokens
    .slice(chosen.start, chosen.end)
    .map((token) => token.norm)
    .join(' ');
  const article =
    kind === 'drug' ||
    !/\b(?:panel|tests?|scan|x-ray|count|profile|mri|ekg|echocardiogram|ultrasound|culture|level)$/.test(name)
      ? ''
      : /^[aeiou]|^mri|^ekg/.test(name)
        ? 'an '
        : 'a ';
  return {
    phrase: {
      ...phrase,
      mentions: [...phrase.mentions, chosen],
      text: phrase.text.replace(match[0], `${match[1]!} ${article}${name}`),
    },
    units: [before.unit, phrase.unit],
  };
}

const ACCEPTS =
  /^(?:(?:okay|yeah|yes|sure|um|well|,|i think|oh|so|great) )*(?:let us (?:do|try|go)|i would (?:like|love) (?:that|to (?:do|try) (?:that|it))|i am (?:okay|fine|good|open|willing) (?:with|to) (?:that|it|try)|that (?:would be|sounds|works)|sounds? (?:good|great|like a plan)|i will (?:do|try|take) (?:that|it)|let me try|yes please|please do)\b/;

/** An offer becomes a plan when the patient takes it up in the next turn. */
function accepted(judged: readonly Judged[], index: number): boolean {
  const next = judged.find(({ candidate: { unit } }) => unit.index > index && unit.speaker !== 'clinician');
  if (!next || next.candidate.unit.index - index > 4) return false;
  return ACCEPTS.test(next.candidate.unit.tokens.map((token) => token.norm).join(' '));
}
