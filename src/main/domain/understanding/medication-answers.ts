/** Drugs that a statement does not name: those of the question that it answers, and the one being talked about. */
import type { MedicationAction } from '../../../shared/model/facts.ts';
import { SPAN } from './details.ts';
import { rest, type Discourse, type Draft, type MedicationBody } from './draft-fact.ts';
import { lineOf } from './line.ts';
import { BARE_DOSE, detailsOf, doseIn, frequencyIn, ROUTES } from './medication-amounts.ts';
import { adherenceIn, effectIn } from './medication-effect.ts';
import { CORRECTS, put } from './medication-put.ts';
import type { Said } from './said.ts';

const ASK_STILL =
  /\b(?:are (?:you|they) still|do you still|still (?:on|taking)|you are (?:still )?(?:on|taking)|do you take|are you (?:on|taking)|is (?:he|she) (?:on|taking)|does (?:he|she) take|you take)\b/;

/** "Twenty milligrams, twice a day", "it upsets my stomach": of the drug being talked about. */
export function withoutName(said: Said, state: Discourse): void {
  const { candidate, unit, topics } = said;
  // "Are you still taking the lisinopril?" "Yes, every day."
  if (candidate.question && !said.clinician) {
    const named = state.lexicon
      .find(candidate.question.tokens)
      .filter((mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen');
    const line = lineOf(candidate.question.tokens);
    const open =
      /\b(?:should|would you like|do you want|can i|what about trying|are you willing|how do you feel|okay with|want me)\b/.test(
        line.text,
      );
    const takes =
      ASK_STILL.test(line.text) ||
      /\b(?:tak|tried|using|use|helped|working|been on|have you)\w*\b/.test(line.text) ||
      candidate.question.tokens.length <= 4;
    if (
      named.length > 0 &&
      takes &&
      !open &&
      !topics.has('allergies') &&
      (candidate.answer === 'yes' ||
        candidate.answer === 'no' ||
        /\b(?:i (?:do|am|did|have|was)|every day|stopped|quit|ran out|used to|(?:but|and|,) (?:yeah|yes)|most days)\b/.test(
          said.text,
        ) ||
        (candidate.question.tokens.length <= 5 &&
          (frequencyIn(said.text) !== undefined ||
            doseIn(` ${said.text}`) !== undefined ||
            /\b(?:times|a day|every)\b/.test(said.text))))
    ) {
      const none =
        candidate.answer === 'no' && !/\b(?:miss|skip|forget|trouble|problems?|side effects?)\w*\b/.test(line.text);
      // "Any ibuprofen, Aleve, aspirin?" "yes" settles none of them.
      if (!none && named.length > 1 && /\bor\b|\bany\b/.test(line.text)) return;
      for (const [i, mention] of named.entries()) {
        const tried = /\b(?:have you (?:tried|taken|used)|did you (?:try|take))\b/.test(line.text);
        let action: MedicationAction = none
          ? 'not-taking'
          : tried
            ? 'took'
            : /\bstill\b/.test(line.text)
              ? 'continues'
              : 'takes';
        const text = said.text;
        if (/\b(?:stopped|quit|came off)\b/.test(text) && !/\bnot stopped\b/.test(text)) action = 'stops';
        else if (/\bran out\b/.test(text)) action = 'not-taking';
        if (none && /\bmiss|\btrouble\b|\bside effect|\bproblem/.test(line.text)) action = 'takes';
        const details = detailsOf(
          line,
          mention,
          i === 0 ? 0 : named[i - 1]!.end,
          named[i + 1]?.start ?? line.tokens.length,
          named.length,
        );
        const body: MedicationBody = {
          type: 'medication',
          term: mention.concept.preferred,
          experiencer: 'patient',
          action,
          ...(none ? {} : details),
        };
        // What the answer says stands before what the question supposed.
        if (named.length === 1 && !none) {
          const frequency = frequencyIn(said.text);
          if (frequency !== undefined) body.frequency = frequency;
          const dose =
            doseIn(` ${said.text}`) ??
            /(?:^| )(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?= (?:once|twice|three times|a day|daily|every|at night|in the)|$)/.exec(
              said.text,
            )?.[1];
          if (dose !== undefined) body.dose = dose;
        }
        const draft = put(body, said, state, said.pair);
        state.drug = draft;
        state.drugAt = candidate.index;
        if (named.length === 1) fill(draft, said);
      }
      return;
    }
    if (named.length === 1) {
      const found = state.drafts.findLast(
        (draft) => draft.body.type === 'medication' && draft.body.term === named[0]!.concept.preferred,
      );
      if (found) {
        state.drug = found as Draft<MedicationBody>;
        state.drugAt = candidate.index;
      } else if (
        topics.has('dose') ||
        topics.has('effect') ||
        topics.has('frequency') ||
        topics.has('adherence') ||
        /\bsince (?:we|you|i) (?:started|increased|raised|lowered|decreased|changed|switched)\b/.test(line.text)
      ) {
        state.drug = put(
          { type: 'medication', term: named[0]!.concept.preferred, experiencer: 'patient', action: 'takes' },
          said,
          state,
          said.pair,
        );
        state.drugAt = candidate.index;
      }
    }
  }
  if (answersOffer(said, state) || ofAskedDrug(said, state) || confirmsDose(said, state)) return;
  const drug = state.drug;
  if (!drug || drug.dropped || candidate.index - state.drugAt > 4) return;
  if (
    topics.has('dose') ||
    topics.has('frequency') ||
    topics.has('adherence') ||
    topics.has('effect') ||
    topics.has('indication')
  ) {
    const before = JSON.stringify(drug.body);
    fill(drug, said);
    const text = said.text;
    if (topics.has('dose') && drug.body.dose === undefined) {
      const bare = BARE_DOSE.exec(text)?.[1];
      if (bare) drug.body.dose = bare;
    }
    if (topics.has('indication') && drug.body.indication === undefined && unit.tokens.length <= 10) {
      const why = text.replace(/^(?:(?:for|it is|it|that is|my|the|to|um|oh|,|treat|help with) )+/, '');
      if (/[a-z]{3}/.test(why)) drug.body.indication = why;
    }
    if (
      topics.has('adherence') &&
      drug.body.adherence === undefined &&
      candidate.answer &&
      /\bmiss/.test(said.asked!.text)
    ) {
      if (candidate.answer === 'no' || /^never\b/.test(text)) drug.body.adherence = 'no missed doses';
    }
    if (JSON.stringify(drug.body) !== before) {
      rest(drug, said.pair);
      state.drugAt = candidate.index;
    }
    return;
  }
  if (said.isQuestion) return;
  // The clinician sets dose and schedule of what was just started: "five milligrams once a day".
  const near = candidate.index - state.drugAt <= 2;
  const text = said.text;
  if (
    near &&
    (doseIn(` ${text}`) !== undefined ||
      (frequencyIn(text) !== undefined &&
        /\b(?:take|taking|it|use|that|pill|tablet|one|once|twice|puffs?|mg)\b/.test(text))) &&
    unit.tokens.length <= 16 &&
    drug.by === said.by &&
    // "Does he live alone?" "I come by twice a day."
    !(
      candidate.question !== undefined &&
      !said.clinician &&
      /\b(?:come|go|visit|see|call|check|walk|wake|get up|pee|eat)\b/.test(text)
    ) &&
    !said.mentions.some((mention) => mention.concept.kind === 'symptom' || mention.concept.kind === 'condition')
  ) {
    const dose = doseIn(` ${text}`);
    if (dose !== undefined && drug.body.dose !== undefined && dose !== drug.body.dose && CORRECTS.test(text)) {
      drug.takenBack.push(...drug.units.slice(-1));
      drug.body.dose = dose;
    }
    fill(drug, said);
    rest(drug, [unit]);
    state.drugAt = candidate.index;
  } else if (near && !said.clinician && /\b(?:it|that|they|them)\b/.test(text)) {
    const before = JSON.stringify(drug.body);
    if (
      /\b(?:stopped (?:taking )?(?:it|them|that)|quit taking (?:it|them)|i stopped)\b/.test(text) &&
      drug.body.action !== 'stops'
    )
      drug.body.action = 'stops';
    const effect = effectIn(text);
    if (effect) drug.body.effect ??= effect;
    const adherence = adherenceIn(text);
    if (adherence) drug.body.adherence ??= adherence;
    if (JSON.stringify(drug.body) !== before) {
      rest(drug, [unit]);
      state.drugAt = candidate.index;
    }
  }
}

/** "You're taking a hundred milligrams, right?" "Yeah, every morning": of the drug talked about, by the question and its answer. */
function confirmsDose(said: Said, state: Discourse): boolean {
  const { candidate } = said;
  const { drug } = state;
  if (!candidate.question || said.clinician || !drug || drug.dropped || candidate.index - state.drugAt > 4)
    return false;
  if (candidate.answer !== 'yes' || !TAKES_DOSE.test(said.asked!.text)) return false;
  const dose = doseIn(` ${said.asked!.text}`);
  if (dose === undefined) return false;
  drug.body.dose = dose;
  drug.body.action = 'takes';
  drug.by = 'patient';
  fill(drug, said);
  rest(drug, said.pair);
  state.drugAt = candidate.index;
  return true;
}

const TAKES_DOSE = /\b(?:you are|are you|you)(?: still| now| currently| up)* (?:taking|on|take|at|using)\b/;

/** "Would you be willing to try Chantix?" "No, I don't want that one." */
function answersOffer(said: Said, state: Discourse): boolean {
  const { candidate } = said;
  if (!candidate.question || said.clinician) return false;
  const line = lineOf(candidate.question.tokens);
  if (
    !/\b(?:would you|do you want|are you (?:willing|open|interested)|willing to|what about trying|how do you feel|okay with|want to try|like to try|interested in)\b/.test(
      line.text,
    )
  )
    return false;
  const named = state.lexicon
    .find(candidate.question.tokens)
    .filter((mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen');
  if (named.length !== 1) return false;
  const refuses =
    candidate.answer === 'no' ||
    /\b(?:do not want|rather not|not interested|no thanks?|no thank you|do not like)\b/.test(said.text);
  const accepts =
    !refuses && (candidate.answer === 'yes' || /\b(?:sure|okay|let us|sounds good|i guess|fine)\b/.test(said.text));
  if (!refuses && !accepts) return false;
  const draft = put(
    {
      type: 'medication',
      term: named[0]!.concept.preferred,
      experiencer: 'patient',
      action: refuses ? 'refuses' : 'starts',
    },
    said,
    state,
    said.pair,
  );
  if (accepts) draft.by = 'clinician';
  state.drug = draft;
  state.drugAt = candidate.index;
  return true;
}

/** "Can I still take the Sudafed?" "I would stop that." */
function ofAskedDrug(said: Said, state: Discourse): boolean {
  const asked = state.askedDrug;
  if (!asked || !said.clinician || said.unit.index - asked.unit.index > 3) return false;
  const match =
    /\b(stop|hold|skip|avoid|continue|keep taking|keep using|stay on)(?: taking| using)? (?:that|it|those|the)\b/.exec(
      said.text,
    );
  if (!match || /\bdo not (?:have to |need to )?(?:stop|hold)/.test(said.text)) return false;
  const action: MedicationAction = /continue|keep|stay/.test(match[1]!) ? 'continues' : 'stops';
  put({ type: 'medication', term: asked.term, experiencer: 'patient', action }, said, state, [asked.unit, said.unit]);
  delete state.askedDrug;
  return true;
}

function fill(drug: Draft<MedicationBody>, said: Said): void {
  const text = ` ${said.text}`;
  const dose = doseIn(text);
  if (dose !== undefined) drug.body.dose ??= dose;
  const frequency = frequencyIn(text);
  if (frequency !== undefined) drug.body.frequency ??= frequency;
  const effect = said.clinician ? undefined : effectIn(text);
  if (effect) drug.body.effect ??= effect;
  const adherence = said.clinician ? undefined : adherenceIn(text);
  if (adherence) drug.body.adherence ??= adherence;
  const route = ROUTES.find(([pattern]) => pattern.test(text))?.[1];
  if (route && said.clinician) drug.body.route ??= route;
  const duration = new RegExp(String.raw`\bfor (?:the next |about |another )?(${SPAN})\b`).exec(text);
  if (duration && said.clinician) drug.body.duration ??= duration[1]!;
  if (
    said.topics.has('effect') &&
    drug.body.effect === undefined &&
    said.unit.tokens.length <= 9 &&
    !said.candidate.bare
  ) {
    const value = said.text.replace(/^(?:(?:well|um|oh|,|yeah|it is|it|i think|pretty|honestly) )+/, '');
    if (/\b(?:well|good|fine|okay|great|help|work|little|better|relief|nothing|lot|terrible|dizzy|tired)\b/.test(value))
      drug.body.effect = value;
  }
}
