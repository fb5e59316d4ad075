import { clippings, inThird, isFinished } from './clinical-phrase.ts';
import { HYPOTHETICAL, type Impression } from './impression.ts';
import type { Person } from './person.ts';
import { rewriteAll, type Rewrite } from './rewriting.ts';
import { asSentence } from './sentence-text.ts';

const STATUS =
  /\b(?:well[- ]controlled|poorly controlled|not controlled|uncontrolled|out of control|under (?:good |better |great )?control|stable|doing (?:really |very |pretty |quite |so |much |fairly )?(?:well|good|better|great|okay|fine)|worsening|improving|improved|resolved|controlled|at goal|not at goal|healing (?:well|nicely)|healed|in remission|asymptomatic|progressing|(?:getting|become|become) (?:better|worse)|going well(?! to)|looks? (?:really |very |pretty )?good|relatively well|as expected|(?:is|are|has been) (?:a (?:little|bit|lot) |much |slightly )?(?:better|worse)(?! (?:than|with|when|at|in|after|on))|not where (?:we|i) (?:want|would like) (?:it|them|you)(?: to be)?)\b/;

const TIDY: readonly Rewrite[] = [
  [
    /^(?:it|that|this) (?:really )?(?:sounds|looks|seems) like (?:you are |you have been |it is )?(?=doing|going|improving|well|stable|under)/,
    '',
  ],
  [/^[a-z ]{3,30} , (?=(?:everything|things) )/, ''],
  [/^(?:everything|things) (?:is|are|seems?(?: to be)?|looks?) (?=(?:well |under |stable|controlled|improv))/, ''],
  [
    /^(?:it|this|that|they|everything|things)(?: also| still| all)? (?:is|are|has been|have been)(?: also| still)? /,
    (all) => (/^(?:everything|things)/.test(all) ? all : ''),
  ],
  [/^(?:you)(?: also| still)? are (?=doing|stable|improving)/, ''],
  [/^(?:it|that) (?=(?:looks|seems|sounds|appears)\b)/, ''],
  [/^(?:your|the) (?=(?:[a-z]+ ){1,4}(?:is|are|has|have|looks?|seems?)\b)/, ''],
  [/\b(?:pretty|really|very|so) (?=well|good|stable|great)/g, ''],
  [/ with (?:it|that|this)$/, ''],
  [/\bnot (?:yet |quite )?where (?:we|i) (?:want|would like) (?:it|them|you)(?: to be)?\b/, 'not at goal'],
];

/** Whether the words tell how a known problem does, rather than how it should. */
export const tellsStatus = (text: string): boolean =>
  STATUS.test(text) &&
  !/\b(?:if|goal|should|would|(?<!where (?:we|i) )want|hope|make sure)\b/.test(text) &&
  !HYPOTHETICAL.test(text) &&
  text.split(' ').length <= 26;

/** "Your blood pressure is pretty well controlled" → "Blood pressure is well controlled." */
export function composeStatus(text: string, person: Person): Impression | undefined {
  for (const clip of clippings(rewriteAll(text, TIDY))) {
    if (!STATUS.test(clip)) continue;
    const out = asSentence(inThird(clip.replace(/ (?:okay|here|there|right now|as well|too|so)$/, ''), person));
    const leans = /^(?:it|this|that|these|they|looks|seems|sounds)\b/i.test(out);
    if (isFinished(out) && !leans && !/\b(?:we|patient) (?:will|want)\b/.test(out))
      return { text: out, kind: 'status', certainty: 'definite' };
  }
  return undefined;
}
