import type { Slot } from '../../../shared/model/template.ts';
import type { Candidate } from '../understanding/candidates.ts';
import type { OmissionReason } from './omission-reasons.ts';

/** An answer of so few words means nothing without its question. */
const SHORT_ANSWER = 5;
const LONGEST_QUESTION = 14;

const tidy = (words: string): string =>
  words
    .replace(/\s+([,.?!])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^(?:(?:so|and|okay|ok|well|but|then|uh|um|now|alright|mm-hmm|yeah)[, ]+)+/i, '')
    .replace(/^(?:hey|hi|okay|ok)[, ]+dragon[, ]+/i, '')
    .replace(/[\s,.]+$/, '')
    .trim();

/** As it was said, named as a quotation: true whatever it means. An answer of a few words stands with its question. */
export function quoted(quote: string, { unit, question }: Candidate): string {
  const words = tidy(quote);
  if (unit.speaker === 'clinician') return `Said in the visit: “${words}”.`;
  const asked =
    question && unit.tokens.length <= SHORT_ANSWER && question.tokens.length <= LONGEST_QUESTION
      ? tidy(question.tokens.map(({ text }) => text).join(' '))
      : '';
  return asked === '' ? `The patient said: “${words}”.` : `Asked “${asked}”, the patient said: “${words}”.`;
}

const DIRECTS =
  /\b(?:(?:want|like|need) (?:you|him|her|them) (?:to|on)|let us|going to (?:have|order|start|send|get|check|refer|put|give|add|increase|prescribe)|order|schedule|make sure|try to|you should|follow up|come back|call|(?:will|would) (?:give|put|start|send|order|add|see you|keep|go up|prescribe|get)|would like to (?:start|try|add|get|order|see)|could (?:add|try|do)|keep (?:him|her|them|your|the)|due for|go up on|prescribe|recommend|then not)\b/;
const EXAMINES =
  /\b(?:appreciate|palpat\w*|on (?:your )?exam|tender\w*|range of motion|reflex\w*|murmurs?|lungs (?:are|sound)|heart(?: is|'s)|bruising|ecchymosis|swollen|effusion|when i (?:press|push|listen|look)|i (?:do not )?(?:see|hear|feel|notice)|looks? (?:a little )?(?:swollen|red|good)|gait|positive|present across|clear bilaterally|flexion|extension)\b/;
const RESULTS =
  /\b(?:x-?rays?|mri|ct|scan|ultrasound|echo\w*|ekg|labs?|a1c|creatinine|panel|colonoscopy|biopsy|pathology|scored?|pfts?|imaging|radiograph|(?:that|it|this) show(?:s|ed))\b/;
const CONCLUDES =
  /\b(?:my (?:impression|diagnosis)|i think (?:you|this|it|that)|consistent with|sounds like|looks like contact)\b/;
const RECAPS =
  /\b(?:i (?:know|see|understand)(?: here)? (?:that )?(?:you|your|we|they)|(?:have|had) you on|you(?:'re| are| have been) (?:on|taking)|you (?:had|said|mentioned|told)|looks like you)\b/;

/** Where it would stand, by who said it and how. */
export function slotFor(reason: OmissionReason, { unit }: Candidate): Slot {
  if (unit.speaker !== 'clinician') return reason === 'medication' ? 'medications' : 'hpi';
  const text = unit.tokens.map((token) => token.norm).join(' ');
  if (RECAPS.test(text) && !DIRECTS.test(text)) return reason === 'medication' ? 'medications' : 'hpi';
  if (DIRECTS.test(text)) return 'plan';
  if (CONCLUDES.test(text)) return 'assessment';
  if (RESULTS.test(text) || reason === 'measurement' || reason === 'test') return 'results';
  return EXAMINES.test(text) ? 'exam' : 'assessment';
}
