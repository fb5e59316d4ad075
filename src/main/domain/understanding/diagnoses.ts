import { add, known, rest, type DiagnosisBody, type Discourse, type Draft } from './draft-fact.ts';
import { siteOf } from './finding-body.ts';
import type { Mention } from './lexicon.ts';

import { isFinding, type Said } from './said.ts';
import { sideNear, siteKey } from './sides.ts';

const STATES =
  /\b(?:i (?:do )?(?:think|believe|suspect|feel)|you (?:do |likely |probably |most likely |definitely |may |might |could |just |also |still )*have|(?:this|that|it|these|they|which|the \S+|you) (?:is|are|looks?|sounds?|seems?|appears?|could|may|might|would)(?: \S+){0,4}?|consistent with|diagnos\w*|most likely|likely|probably|looks like|sounds like|what we call|called|known as|evidence of|signs? of|suggest\w*|suspicious for|concern\w* (?:for|about)|in line with|due to|because of|caused by|from|positive for|you are having|dealing with|a case of|a touch of|a bit of|a mild|she has|he has|worried about|your|rule[ds]? out|versus|history of|for the|for your)\b/;
const REJECTED_BEFORE =
  /\b(?:(?:do|did|does) not (?:think|believe|see|look|sound|have|feel|suspect|seem|appear)|not (?:a |an |the |your |really |likely |concerned about |worried about |consistent with |think(?:ing)? )*|no (?:signs?|evidence|concern|indication|reason to think)|less (?:likely|concerned|worried)|ruled? (?:that |it )?out|rules out|unlikely(?: to be)?|doubt|rather than|instead of|nothing (?:to suggest|that looks like|like)|is not|are not|against|isn't)(?: \S+){0,7} ?$/;
const REJECTED_AFTER =
  /^(?: (?:is|are|seems|has been|was|been|very|pretty|quite|less|now|much|highly|have|,|which|i think))* (?:unlikely|less likely|ruled out|off the table|excluded|not what this is|negative|not likely|out of the question|doubtful)\b/;
const NOT_REJECTED =
  /\b(?:not (?:only|sure|certain|well|under|yet|as|too|very|responding|getting|at|controlled|just|uncommon|unusual|completely|fully|want|rule)|can not (?:rule|exclude)|cannot rule|not (?:been )?(?:able|treated)|do not want)\b/;
const POSSIBLE =
  /\b(?:could(?: also)? be|might(?: also)? be|may(?: also)? be|may have|might have|could have|possible|possibly|rule out|ruling out|can not (?:rule out|exclude)|cannot rule out|concern(?:ed)? (?:for|about|that|this|it|you|she|he|there)|worried (?:about|that|this|it|you)|suspicious for|wonder(?:ing)?|maybe|perhaps|versus|vs|or (?:maybe|possibly|even)|make sure (?:it|this|there|you|that)|question of|differential|consider|considering|not sure if|on the list|possibility of)\b/;
const PROBABLE =
  /\b(?:i (?:do )?(?:think|believe|suspect|feel)|likely|probably|probable|looks like|looks to be|sounds like|seems? (?:like|to be)|appears? to be|consistent with|suggest\w*|suspect|in line with|leaning toward|best guess|my (?:impression|guess|suspicion)|points? to|compatible with|most likely|presumed)\b/;
const STATUS =
  /\b((?:(?:very|pretty|fairly|really|not|under|is|quite|reasonably|poorly|well|good|poor|better|fair) )*(?:well[ -]controlled|poorly controlled|uncontrolled|controlled|under (?:good |better |great |excellent )?control|stable|worsening|getting (?:worse|better)|worse|improving|improved|resolving|resolved|not (?:at goal|well controlled|controlled|where (?:we|i) want)|at goal|doing (?:well|great|better|okay|fine|good)|in remission|acute|chronic|mild|moderate|severe|early|newly diagnosed|new|recurrent|uncomplicated|flare(?:d)?(?:[ -]up)?|looks? (?:good|great|stable)|out of control|above goal|a little (?:high|elevated)))\b/;
const EXPLAINS =
  /\b(?:is caused by|can be caused|usually caused|people with|patients with|some people|is when|is a condition|is an? (?:inflammation|infection|condition|disease|irritation|virus|form|type)|means that|tends? to|can (?:cause|lead|turn)|increases? (?:the|your) risk|risk (?:of|for|factor)|prevent|prevents|protect|complications?|lead to|such as|vaccine|screen(?:ing)? for|test(?:ing)? for|check(?:ing)? for|swab for|family history|run in|side effects?)\b/;
const SYMPTOM_DIAGNOSES =
  /^(?:.* pain|headache|vertigo|insomnia|fatigue|palpitations|syncope|cough|rash|obesity|hives|constipation|diarrhea|nosebleed|snoring|heartburn|tremor|numbness|urinary incontinence|urinary frequency|hair loss|heavy menstrual bleeding|irregular periods|dysmenorrhea|erectile dysfunction|hearing loss|tinnitus|edema|lower extremity swelling|chest pain|shortness of breath|dizziness|nausea|vomiting|weight loss|weight gain|abnormal weight|hot flashes|dry eyes|memory loss)$/;

/** The clinician's diagnostic statements with how sure they were; what was considered and put aside; known problems and how they are. */
export function readDiagnoses(said: Said, state: Discourse): void {
  if (!said.clinician || said.isQuestion) return;
  const { text, line, unit, mentions } = said;
  const conditions = mentions.filter((mention) => isFinding(mention));
  if (conditions.length === 0) {
    statusLater(said, state);
    return;
  }
  if (
    state.phase === 'results' &&
    /\b(?:x-ray|mri|ct|ultrasound|scan|report)\b/.test(text) &&
    !/\b(?:i think|you have|consistent|which means|so)\b/.test(text)
  )
    return;
  if (
    !STATES.test(text) &&
    !STATUS.test(text) &&
    !/^(?:(?:so|and|okay|number|first|second|third|next|problem|\d|,|one|two|three|the) )*/.test(text)
  )
    return;
  const taken = new Set<string>();
  for (const mention of conditions) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || taken.has(mention.concept.id)) continue;
    const from = clauseStart(said, mention);
    const before = line.text.slice(line.at[from]!, line.at[mention.start]!).trimEnd();
    const after = line.text.slice((line.at[mention.end] ?? line.text.length + 1) - 1);
    const symptom = mention.concept.kind === 'symptom';
    const problemHead = headsProblem(before, after, said);
    // "For the nausea, …": what the plan is for, no diagnosis.
    if (
      symptom &&
      problemHead &&
      SYMPTOM_DIAGNOSES.test(mention.concept.preferred) &&
      !STATUS.test(after.slice(0, 60))
    ) {
      state.problem = mention.concept.preferred;
      continue;
    }
    if (symptom && !(problemHead && SYMPTOM_DIAGNOSES.test(mention.concept.preferred))) continue;
    const wholeBefore = line.text.slice(0, line.at[mention.start]!).trimEnd();
    if (EXPLAINS.test(before) || (EXPLAINS.test(after.slice(0, 40)) && !/\b(?:you have|i think)\b/.test(wholeBefore)))
      continue;
    if (
      /^(?: (?:test|swab|screen\w*|vaccine|shot|medicine|medication|clinic|specialist|panel|culture|season|diet|education|prevention|attack risk|risk))\b/.test(
        after,
      )
    )
      continue;
    if (scope.assertion === 'hypothetical' && !/\b(?:if this is|rule out)\b/.test(wholeBefore)) continue;
    const unsettled =
      /\b(?:can not|cannot|could not) (?:completely |entirely |fully |really )?(?:rule (?:it |that )?out|exclude)\b/.test(
        before,
      );
    const negative =
      (REJECTED_BEFORE.test(`${before} `) && !NOT_REJECTED.test(before.split(' ').slice(-8).join(' '))) ||
      REJECTED_AFTER.test(after);
    const stated = unsettled || STATES.test(before) || problemHead || STATUS.test(after.slice(0, 60));
    if (!negative && !stated) continue;
    // "No fracture", seen: a finding of the study or the examination, not a diagnosis weighed.
    if (!negative && !unsettled && scope.assertion === 'negated') continue;
    if (
      negative &&
      state.phase !== 'assessment' &&
      /\b(?:do not see|did not see|no (?:signs?|evidence) of)\b/.test(before) &&
      /\b(?:x-ray|exam|mri|scan|ct)\b/.test(text)
    )
      continue;
    // "You said you have diabetes", "history of asthma": told back, not found.
    if (
      /\b(?:you (?:said|mentioned|told|noted|have a history|had)|history of|i see (?:here )?(?:that )?you|your (?:mother|father|family)|here (?:today )?for|follow(?:ing)? up (?:on|for|of)|in the past|previous|prior|completed your)\b/.test(
        before,
      ) &&
      !/\b(?:i think|consistent)\b/.test(before)
    )
      continue;
    if (
      /\byou (?:have|had)\b/.test(before) &&
      /\b(?:so|and) you have\b/.test(before) &&
      state.phase === 'history' &&
      /\?$/.test(text)
    )
      continue;
    if (state.phase === 'history' && /\byou have (?:had |been having )/.test(before)) continue;
    const nearCue = lastWords(before, 12);
    const isKnown = /\byour(?: \S+)?$/.test(before) && !/\bsymptoms\b/.test(lastWords(before, 6));
    const certainty: DiagnosisBody['certainty'] = negative ? 'rejected' : isKnown ? 'definite' : unsettled || POSSIBLE.test(nearCue) || (/^ (?:versus|vs|or)\b/.test(after) && POSSIBLE.test(wholeBefore)) || scope.assertion === 'possible' && /\b(?:rule out|could|might|may|maybe|possibl|concern|worried)\b/.test(lastWords(before, 8)) ? 'possible' : PROBABLE.test(nearCue) ? 'probable' : 'definite'; // prettier-ignore
    if (
      !negative &&
      certainty === 'definite' &&
      state.phase === 'history' &&
      !problemHead &&
      !/\b(?:you have|this is|these are|they are|you are|the \S+ is|diagnos|positive for|called|it is|that is|a case of|dealing with|she has|he has)\b/.test(
        before,
      ) &&
      !STATUS.test(after.slice(0, 50))
    )
      continue;
    const place = siteOf(mention, unit.tokens, mentions);
    const side =
      sideNear(unit.tokens, mention.start, mention.end) ??
      (place
        ? (sideNear(unit.tokens, place.start, place.end) ?? state.sides.get(siteKey(place.concept.preferred)))
        : state.sides.get(siteKey(siteOfCondition(mention.concept.preferred) ?? '')));
    const body: DiagnosisBody = { type: 'diagnosis', term: mention.concept.preferred, certainty };
    if (place && !mention.concept.preferred.includes(place.concept.preferred)) body.site = place.concept.preferred;
    if (side) body.side = side;
    const status = statusNear(before, after);
    if (status && !negative) body.status = status;
    const because = /\b(?:because of|because|due to|based on|given|secondary to|caused by|triggered by|from) ((?:the |your |all |that |this |how )?[a-z][a-z0-9' -]{3,70})/.exec(after); // prettier-ignore
    if (because && !negative && !/^ from (?:your|the) (?:last|previous)/.test(because[0]))
      body.because = because[0].trim();
    taken.add(mention.concept.id);
    put(body, said, state);
    if (!negative) state.problem = mention.concept.preferred;
  }
}

/** The joint or organ that a condition is of, for its side. */
function siteOfCondition(term: string): string | undefined {
  return CONDITION_SITES.find(([pattern]) => pattern.test(term))?.[1];
}

const CONDITION_SITES: readonly (readonly [RegExp, string])[] = [
  [/meniscus|acl|mcl|patell|baker|knee/, 'knee'],
  [/rotator|frozen shoulder|impingement|shoulder|biceps tend/, 'shoulder'],
  [/ankle|achilles/, 'ankle'],
  [/otitis|cerumen|eardrum|eustachian/, 'ear'],
  [/conjunctivitis|stye|corneal|glaucoma|cataract|uveitis|chalazion/, 'eye'],
  [/epicondylitis|olecranon/, 'elbow'],
  [/carpal tunnel|ganglion|wrist/, 'wrist'],
  [/trochanteric|hip/, 'hip'],
  [/plantar|bunion|morton/, 'foot'],
  [/fibroadenoma|breast/, 'breast'],
];

const lastWords = (text: string, n: number): string => text.split(' ').slice(-n).join(' ');

/** Back to the "but" or the new "I think" that begins another thought. */
function clauseStart(said: Said, mention: Mention): number {
  const { tokens } = said.unit;
  for (let i = mention.start - 1; i > 0; i--) {
    const word = tokens[i]!.norm;
    if (/^(?:but|however|although|though|because|so)$/.test(word)) return i + 1;
    if (
      (word === ',' || word === 'and') &&
      /^(?:i|it|this|you|that|we|more|most|rather|probably|likely)$/.test(tokens[i + 1]?.norm ?? '')
    )
      return i + 1;
  }
  return 0;
}

/** "For your high blood pressure, …", "As for the diabetes": the problem that the plan items after it belong to. */
function headsProblem(before: string, after: string, said: Said): boolean {
  void after;
  if (
    /\b(?:for|as for|regarding|in terms of|with regards? to|when it comes to|about|terms of) (?:your |the |his |her )?(?:first |second |third |next |other |last )*(?:problem |issue |concern |diagnosis )?(?:of |is )?(?:your |the |his |her )?(?:left |right |chronic |acute )*$/.test(
      `${before} `.trimStart(),
    )
  )
    return /^(?:(?:so|and|okay|now|alright|next|then|,|first|second|third|lastly|finally|also|number|problem|\d) )*(?:for|as for|regarding|in terms of|with regards? to|when it comes to)\b/.test(
      said.text,
    );
  return (
    /^(?:(?:so|and|okay|now|alright|next|,) )*(?:your|the|her|his) (?:left |right |chronic |acute )*$/.test(
      `${before} `,
    ) &&
    (state_is(said) || STATUS.test(after.slice(0, 60)))
  );
}

const state_is = (said: Said): boolean => /\b(?:first|second|third|next) (?:problem|issue|concern)\b/.test(said.text);

function statusNear(before: string, after: string): string | undefined {
  const lead =
    /\b((?:(?:mild|moderate|severe|acute|chronic|early|recurrent|uncomplicated|worsening|uncontrolled|poorly controlled|well[ -]controlled|new) ?)+)$/.exec(
      before,
    )?.[1];
  if (lead) return lead.trim();
  const match = STATUS.exec(after.slice(0, 70).replace(/ (?:but|because|if|so that) .*/, ''));
  return match?.[1]?.replace(/^(?:is|are|very) /, '').trim();
}

/** "It's well controlled": of the problem just named. */
function statusLater(said: Said, state: Discourse): void {
  if (state.problem === undefined || !/^(?:(?:and|so|i think|,) )*(?:it|that|this|they)\b/.test(said.text)) return;
  const status = STATUS.exec(said.text)?.[1];
  if (!status || /\bif\b/.test(said.text)) return;
  const draft = state.drafts.findLast((item) => item.body.type === 'diagnosis' && item.body.term === state.problem);
  if (!draft || draft.body.type !== 'diagnosis' || said.unit.index - draft.units.at(-1)!.index > 2) return;
  draft.body.status ??= status;
  rest(draft, [said.unit]);
}

const RANK = { definite: 3, probable: 2, possible: 1, rejected: 0 } as const;

function put(body: DiagnosisBody, said: Said, state: Discourse): Draft<DiagnosisBody> {
  for (const old of known(state, body)) {
    if (old.body.side && body.side && old.body.side !== body.side) continue;
    if ((old.body.certainty === 'rejected') !== (body.certainty === 'rejected')) {
      // Weighed first, then put aside (or the other way round): the later stands, on both.
      if (old.body.certainty === 'possible' || body.certainty === 'rejected') old.body.certainty = body.certainty;
      else continue;
    } else if (RANK[body.certainty] > RANK[old.body.certainty]) old.body.certainty = body.certainty;
    old.body.status ??= body.status;
    old.body.because ??= body.because;
    old.body.side ??= body.side;
    old.body.site ??= body.site;
    rest(old as unknown as Draft, [said.unit]);
    return old;
  }
  return add(
    state,
    body,
    [said.unit],
    'clinician',
    body.certainty === 'definite' || body.certainty === 'rejected' ? 0.85 : 0.8,
  );
}
