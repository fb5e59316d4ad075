import { rest, type Discourse, type Draft, type MedicationBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import type { Said } from './said.ts';

const LEADS = String.raw`(?:(?:okay|yeah|well|um|uh|oh|no|,|so|honestly|actually|i think|i mean|hmm) )*`;

/** Words that turn down what was just proposed; "I don't want it to get worse" is none. */
const JUST_PROPOSED = new RegExp(
  String.raw`^${LEADS}(?:i would (?:really )?(?:rather|prefer) not\b|no thanks?\b|no thank you\b|i do not (?:really |think i )?want (?:to (?:take|do|have|be on|start|try|go on|add|get)|another|any|that|it(?! to)|more|surgery|shots?|a shot)\b|i am not (?:really )?(?:ready|interested|comfortable)\b|(?:let us|can we|could we) (?:just )?(?:hold off|wait)\b|i (?:will|think i will) pass\b)`,
);
/** The same of a thing that is named. */
const NAMED =
  /\b(?:(?:do|does|did|would) not (?:really )?want\b|rather not\b|prefer not\b|refuse|not interested\b|decline)/;

export const refuses = (text: string): boolean => JUST_PROPOSED.test(text);
export const refusesNamed = (text: string): boolean => NAMED.test(text);

const SOON = 4;
const AT_ONCE = 2;
const ORDERED = /^(?:starts|increases|decreases|continues|considers)$/;

/** "I'd start you on atorvastatin." "I don't want atorvastatin.", "I'd rather not.": the order is refused, and nothing is taken. */
export function refusesDrug(said: Said, drugs: readonly Mention[], state: Discourse): boolean {
  if (said.clinician) return false;
  const names = drugs.map(({ concept }) => concept.preferred);
  const orders = state.drafts.filter(
    (draft): draft is Draft<MedicationBody> =>
      draft.body.type === 'medication' && draft.by === 'clinician' && ORDERED.test(draft.body.action),
  );
  const since = ({ units }: Draft<MedicationBody>): number => said.unit.index - units.at(-1)!.index;
  const order =
    (refusesNamed(said.text) && orders.findLast((draft) => names.includes(draft.body.term) && since(draft) <= SOON)) ||
    (refuses(said.text) && orders.findLast((draft) => since(draft) <= AT_ONCE));
  if (!order) return false;
  order.body.action = 'refuses';
  rest(order, [said.unit]);
  return true;
}
