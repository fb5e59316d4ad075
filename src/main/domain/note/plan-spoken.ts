import { asOrder, order } from './plan-orders.ts';
import { CLINICAL_OBJECT, kindOf, type PlanRule } from './plan-item.ts';

/** Ways of speaking of a plan that are no order by their form: contacts, refusals, what was done, what the patient gets. */

const COLLEAGUE = String.raw`(?:(?:[a-z]+ ){0,2}(?:doctor|cardiologist|neurologist|urologist|nephrologist|oncologist|surgeon|psychiatrist|therapist|endocrinologist|gynecologist|obstetrician|pediatrician|rheumatologist|dermatologist|gastroenterologist|pulmonologist|dentist|pharmacist|pharmacy|office|school|nurse|insurance|team|clinic|provider)|dr\.? [a-z]+)(?:'s office)?`;
const CONTACTS = new RegExp(
  String.raw`^(?:i|we)(?: am| are| will| would| also| just| going to| like to| want to)* (message|call|contact|talk to|speak (?:to|with)|reach out to|email|send a message to|touch base with) (?:(?:your|the|his|her|their) )?(${COLLEAGUE})\b(.*)$`,
);

/** "I'm going to message your cardiologist about switching that": who is asked, and what. */
export const contacts: PlanRule = ({ text }) => {
  const match = CONTACTS.exec(text);
  if (!match || match[2]!.startsWith('insurance')) return undefined;
  const about = /^ (?:about|to (?:see|ask|arrange|discuss|set up)|for)\b.{3,60}$/.exec(match[3]!)?.[0] ?? '';
  if (about === '' && BARE.test(match[2]!)) return undefined;
  const name = /^dr/.test(match[2]!) ? match[2]! : `the ${match[2]!}`;
  return { kind: 'other', text: `contact ${name}${about}`, option: false, mood: 'order' };
};

/** Whose that is has to be said by what is asked. */
const BARE = /^(?:doctor|office|team|clinic|nurse|provider|school)$/;

const WILL_NOT =
  /^(?:i|we)(?: am| are| will| do)* not(?: going to| want to| planning to)? (start|restart|give|prescribe|order|put in|place|stop|change|refer|use|do|get|increase|treat|operate) (.+)$/;

/** "I'm not going to start levothyroxine until we repeat the TSH": what is decided against, and until when. */
export const decidesAgainst: PlanRule = ({ text, named }) => {
  const match = WILL_NOT.exec(text);
  if (!match || !named || /^(?:that|it|this|anything|to)\b/.test(match[2]!)) return undefined;
  const what = match[2]!
    .replace(/^(?:you |him |her )?(?:on )?(?:an?|any|the|your) /, '')
    .replace(/ ?,? until (?:we|i) (?:\w+) (?:it|that|this|them)\b.*$/, '')
    .replace(/ ?,? (?:because|since|so)\b.*$/, '')
    .replace(/ (?:right )?now$/, ' at this time');
  return {
    kind: 'other',
    text: `we will not ${match[1]!.replace(/^put in$/, 'place')} ${what}`,
    option: false,
    mood: 'plain',
  };
};

const PARTICIPLES: Readonly<Record<string, string>> = {
  'put in': 'placed', placed: 'placed', removed: 'removed', 'took out': 'removed', drained: 'drained', irrigated: 'irrigated', cleaned: 'cleaned', closed: 'closed', splinted: 'splinted', 'gave you': 'given', 'gave him': 'given', 'gave her': 'given',
}; // prettier-ignore
const DONE = new RegExp(
  String.raw`^(?:i|we) (?:just |already |went ahead and )*(${Object.keys(PARTICIPLES).join('|')}) ((?:\d+|an?|the|your|some|two|three|four|five|six|seven|eight|nine|ten) .+)$`,
);

/** "I put in five stitches, 4-0 nylon": what was done in the visit. */
export const wasDone: PlanRule = ({ text }) => {
  const match = DONE.exec(text);
  if (!match || !CLINICAL_OBJECT.test(match[2]!)) return undefined;
  const [what, ...rest] = match[2]!
    .replace(/^(?:an?|the|your|some) /, '')
    .replace(/\b(\d) 0 (?=nylon|vicryl|prolene|silk|monocryl|ethilon|chromic)/, '$1-0 ')
    .split(' , ');
  const tail = rest.length === 0 ? '' : `, ${rest.join(', ')}`;
  return { kind: 'procedure', text: `${what!} ${PARTICIPLES[match[1]!]!}${tail}`, option: false, mood: 'plain' };
};

const RECEIVES =
  /^(?:.{0,40} , so )?you (?:are getting|are going to get|get|will get) (?:(?:a|an|the|your) )?((?:[a-z0-9-]+ ){1,4}?(?:shots?|vaccines?|boosters?|injections?|infusion|immunizations?)(?: today| now| here| in the office)?)$/;

/** "You're getting a tetanus shot today", "… so you get the RhoGAM shot". */
export const receives: PlanRule = ({ text }) => {
  const what = RECEIVES.exec(text)?.[1];
  return what === undefined || /\bif you\b/.test(text)
    ? undefined
    : order(`give ${what.replace(/ (?:now|here)$/, '')}`, 'order', true);
};

const GOES_TO =
  /^for (?:the|your) ((?:[a-z]+ )?[a-z]+) ,? ?(?:(?:let us|you can|we can|i would) )?(?:go|move|switch|change)(?: it)?(?: up| down| back)? to ((?:once|twice|every|daily|\d|three times|two|half)\b.{0,40})$/;

/** "For the iron, go to every day": a new dose without the drug beside it. */
export const goesTo: PlanRule = ({ text, drug }) => {
  const match = GOES_TO.exec(text);
  return match && drug ? order(`change ${match[1]!} to ${match[2]!}`, 'order', true) : undefined;
};

const IS_FINE =
  /^((?:[a-z-]+ ){0,2}?[a-z-]+) (?:is|are|would be) (?:perfectly |totally |all )?(?:fine|okay|ok|safe|all right|alright)(?: to (?:use|take|have))?( for (?:the |your )?[a-z ]{3,30}| as needed| in moderation)?(?: ,? ?(?:but )?(no (?:more )?[a-z]+(?: or [a-z]+)?))?$/;

/** "Tylenol is fine, no ibuprofen." */
export const isFine: PlanRule = ({ text, phrase }) => {
  const match = IS_FINE.exec(text);
  const isDrug = match && phrase.mentions.some(({ concept, start }) => concept.kind === 'drug' && start <= 2);
  if (!match || !isDrug) return undefined;
  const not = match[3] === undefined ? '' : `, ${match[3]}`;
  return { kind: 'advice', text: `use ${match[1]!}${match[2] ?? ''}${not}`, option: false, mood: 'patient-may' };
};

const VERB =
  /\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|may|might|must|i|we|you|he|she|they|it|that|this|there|what|let|take|took|gave|give|helps?|works?|causes?|makes?|need|want|got|get)\b/;
const TELLS_HOW =
  /\b(?:for|at|with|every|daily|twice|once|three times|four times|as needed|before|after|until|mg|teaspoons?|tablespoons?|to the|on the|\d+ (?:minutes|hours|days|weeks|times))\b/;
const SELF_CARE =
  /^(?:ice|heat|rest|elevation|honey|fluids|plenty|lots|gentle|cool|cold|warm|salt ?water|saline|humidifier|vaseline|sunscreen|compression|crutches|sling|splint|brace|support|belt|stretch\w*|moisturizer|steam|bland|soft|clear)$/;

/** "Honey for the cough, a teaspoon at bedtime": written as it was said, for a plan needs no verb. */
export const withoutVerb: PlanRule = ({ text, phrase }) => {
  const said = text.replace(/^(?:and |then |also |just |some |a |an |the )+/, '');
  const words = said.split(' ');
  if (words.length < 2 || words.length > 18 || VERB.test(said)) return undefined;
  const norms = phrase.unit.tokens.map(({ norm }) => norm);
  const names = phrase.mentions.some(
    ({ concept, start }) =>
      concept.kind === 'drug' &&
      norms
        .slice(0, start)
        .every((word) =>
          /^(?:and|then|also|just|sure|okay|yes|yeah|,|some|a|an|the|plain|regular|children's|low|dose)$/.test(word),
        ),
  );
  if (!names && !SELF_CARE.test(words[0]!)) return undefined;
  const parts = said.split(' , ');
  if (!TELLS_HOW.test(said) && !(parts.length > 1 && parts.every((part) => SELF_CARE.test(part.split(' ')[0]!))))
    return undefined;
  return { kind: kindOf(said, 'advice'), text: said, option: false, mood: 'plain' };
};

const COMES_OUT =
  /^(?:the |your |those |these )?(stitches|sutures|staples|packing|drain|catheter|cast|splint)(?: should| will| can)? comes? (?:out|off) ((?:in|on|after|at) .+)$/;

/** "Stitches come out in ten to twelve days." */
export const comesOut: PlanRule = ({ text }) => {
  const match = COMES_OUT.exec(text);
  return match
    ? { kind: 'procedure', text: `remove ${match[1]!} ${match[2]!}`, option: false, mood: 'plain' }
    : undefined;
};

/** "If the biopsy is benign we repeat the ultrasound in a year": what we then do. */
export const weDo: PlanRule = ({ text, named }) => {
  const match = /^we (?:then |just |also )?((?:repeat|recheck|start|stop|treat|check|get|do) .+)$/.exec(text);
  return match && named ? order(asOrder(match[1]!) ?? match[1]!, 'order', true) : undefined;
};
