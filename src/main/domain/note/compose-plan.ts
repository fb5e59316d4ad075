import { clippings, inThird, isFinished, type Phrase } from './clinical-phrase.ts';
import { wholeClauses } from './clauses.ts';
import type { Person } from './person.ts';
import { asSentence } from './sentence-text.ts';

export type PlanKind =
  'medication' | 'test' | 'referral' | 'procedure' | 'advice' | 'follow-up' | 'return' | 'agreement' | 'other';

export interface PlanItem {
  readonly kind: PlanKind;
  readonly text: string;
  /** Proposed, not decided ("we could try"). */
  readonly option: boolean;
}

const LEADS =
  /^(?:(?:so|and|then|now|also|but|well|okay|first|firstly|second|secondly|third|thirdly|next|lastly|finally|number one|number two|number three|again|instead|otherwise|additionally|in addition|in addition to that|at this point|at this time|right now|for now|for that|for this|today|in the meantime|after that|from there|as well|on top of that|in that case|, |what i would like to do is|what i want to do is|what i am going to do is|what we are going to do is|what i will do is|what we will do is|the first thing i want to do is|the next thing i want to do is|what i would recommend is|what i would suggest is|what i would like to go ahead and do is|my plan is to|my plan would be to|the plan is to|the plan will be to|i think that|i think what|i think|i do think that|i do think|i feel like|the other thing is|here is what i am thinking|what i am thinking is|my recommendation is|my recommendation would be|my recommendation at this time is|the best thing to do is) ?,? ?)+/;

/** Up to here the heading is named ("for your first problem, your hypertension, i …"). */
const HEADING =
  /^(?:(?:so|and|now|then|okay|as) )*(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|when it comes to|with respect to|concerning|going back to|moving on to|on|from) (?:the |your |that |a |an )?(?:(?:first|second|third|fourth|next|last|other|final) )?(?:problem|issue|diagnosis|concern)?.{0,90}?(?:standpoint|perspective|point of view)?(?= i | we | you should | you can | please | take | continue | let us | it is | it looks | that is | this is | these are | your symptoms | everything | keep | start | use | avoid )/;

const VERB_I =
  /^(?:let us|why do not we|(?:(?:i|we)(?: am| are)?(?: also| just| still| probably| definitely| then| certainly| actually| really| do| both| absolutely| think| recommend| suggest| feel| believe| would| that| we| i)*) ?(?:going to be|going to|will be|will|would like us to|would like to|would like|like us to|want to|want us to|need to|plan to|am planning to|planning on|plan on|have to|should probably|should|can|could|might want to|might|may need to|may want to|may|would|like to|are planning to|planning to))(?: also| just| probably| still| definitely| then| certainly| try to| start to| start by| need to| want to| have to| be able to| most likely| likely| like to| first| actually| really| go and| go ahead and| and| plan to)* (.+)$/;

const REWRITES: readonly (readonly [RegExp, string])[] = [
  [/^(?:get|getting|have) you (?:started|going) (?:back )?on /, 'start '],
  [/^(?:start|try|put|place|have|get|keep trying) (?:you|him|her|them)(?: back)?(?: off)?(?: on)? (?:on|with) (?=.*)/, 'start '],
  [/^(?:give|write|send|provide)(?: you| him| her| in| over)* (?:with )?(?:a |an |some |another )?(?:prescriptions?|scripts?) (?:for|of) (?:you for )?/, 'prescribe '],
  [/^(?:send|call|put|phone)(?: in| over| that in)*(?: a| the| you)*(?: prescriptions?| script| rx)(?: in)? (?:for|of) /, 'prescribe '],
  [/^(?:call|send) in (?=\w)/, 'prescribe '],
  [/^be doing /, 'do '],
  [/^do (?=[a-z]+ ,? ?\d)/, 'use '],
  [/^recommend (?:you|him|her) (?:for|to see) /, 'recommend '],
  [/^be using /, 'use '],
  [/^be taking /, 'take '],
  [/^keep using /, 'continue '],
  [/^cut (?:back )?(?=.* to )/, 'decrease '],
  [/^(?:start|try|put|place) (?:him|her|them|the patient) on /, 'start '],
  [/^(?:be )?prescrib(?:e|ing) (?:you |him |her |them )?(?:for )?(?:with )?/, 'prescribe '],
  [/^continue(?: with)? (?:you |him |her |to take |taking |using |on |with )+/, 'continue '],
  [/^(?:keep|leave|maintain) (?:you |him |her |them )(?:on|with) /, 'continue '],
  [/^stay on /, 'continue '],
  [/^keep (?:going with|taking|using|up with|on with|on taking) /, 'continue '],
  [/^(?:be )?increasing /, 'increase '],
  [/^(?:bump|go up|raise)(?: up)?(?: on)? (?:your |the )?/, 'increase '],
  [/^go down on /, 'decrease '],
  [/^(?:be )?ordering (?:you )?/, 'order '],
  [/^order (?:you |him |her |up )/, 'order '],
  [/^(?:also )?(?:get|obtain|have)(?: you| him| her| them)? (?=(?:a |an |another |some |the |new |repeat |your )*(?:[a-z-]+ ){0,3}(?:x-rays?|mri|ct|scan|ultrasound|echocardiogram|ekg|labs?|blood work|bloodwork|urinalysis|culture|panel|test|tests|a1c|level|levels|study|imaging|profile|mammogram|colonoscopy|count)\b)/, 'obtain '],
  [/^(?:get|have) (?:you |him |her |them )?(?:set up|scheduled|signed up|arranged) (?:for|to have|to get) /, 'schedule '],
  [/^(?:get|have) (?:you |him |her |them )?(?:set up|scheduled|plugged in|connected|in) (?:with|to see) /, 'schedule a visit with '],
  [/^(?:schedule|set) (?:you|him|her)(?: up)? (?:for|to have|to get) /, 'schedule '],
  [/^(?:schedule|set)(?: you| him| her)(?: up)? (?:with|to see) /, 'schedule a visit with '],
  [/^set up (?=\w)/, 'schedule '],
  [/^(?:put|place)(?: you)?(?: in)? (?:a|an|the) referral (?:in )?(?:for|to) (?:you (?:for|to) )?/, 'refer to '],
  [/^(?:put|place)(?: you)?(?: in)? (?:a|an|the) order (?:in )?for (?:you for )?/, 'order '],
  [/^write (?:you |him |her )?(?=(?:a |an )?(?:[a-z]+ )?(?:note|letter))/, 'provide '],
  [/^keep giving (?:him |her |them )?/, 'continue '],
  [/^give (?:him|her|them) (?=\w)/, 'give '],
  [/^see (?:a |an |the |our |your )?(?=(?:[a-z]+ )?(?:physical therap\w+|podiatrist|cardiologist|neurologist|dermatologist|urologist|surgeon|specialist|therapist|psychiatrist|psychologist|counselor|ophthalmologist|optometrist|gastroenterologist|rheumatologist|endocrinologist|pulmonologist|allergist|dietitian|nutritionist|orthopedist|nephrologist|hematologist|oncologist|physical therapy|occupational therapy|cardiology|urology|dermatology|neurology|podiatry|orthopedics)\b)/, 'refer to '],
  [/^(?:place|put|make|give|order|do|send|submit)(?: you)?(?: in)? (?:a )?referral(?: out| over)? (?:to|for) (?:you to )?(?:see )?/, 'refer to '],
  [/^(?:be )?(?:refer|referring|send|sending) (?:you |him |her |them )?(?:out |over |back |down |up |off )*to (?:see )?/, 'refer to '],
  [/^refer (?:you|him|her) for /, 'refer for '],
  [/^send (?:you |him |her |them )?(?:out |over |down |up |off )*(?:for|to get|to have) /, 'send for '],
  [/^(?:be )?(?:see|seeing|follow up with|following up with|have|like) (?:you|him|her|them) (?:to )?(?:come |return |follow up )?(?:with me |to see me )?(?:again |back |here |and see me |to see me |then |up )*(?:in (?:about |around |approximately |like |roughly )?)(?=.*\b(?:days?|weeks?|months?|years?)\b)/, 'follow up in '],
  [/^(?:see|have) (?:you|him|her|them) (?:again |back |here |come back |return |follow up )*(?:in )?(?=(?:next|after|once|when|at|on|before|tomorrow)\b)/, 'follow up '],
  [/^(?:be )?follow(?:ing)? up(?: with you)? /, 'follow up '],
  [/^(?:be )?(?:check|checking|recheck|draw|drawing|get|run|running) (?:some |a few )?(?=(?:basic |routine |more |thyroid |fasting )*(?:labs?|blood work|bloodwork|blood tests?)\b)/, 'check '],
  [/^give you (?=\w)/, 'give '],
  [/^(?:keep an eye on|watch|keep watching|keep monitoring|continue to watch|follow) /, 'monitor '],
  [/^(?:hold|stop|discontinue|take you off(?: of)?|get you off(?: of)?|come off(?: of)?) (?:you on |taking |the use of )?/, 'stop '],
  [/^get (?:you )?(?:in|into|enrolled in) (?=physical therapy|occupational therapy|therapy|pt\b|ot\b)/, 'refer to '],
  [/^do (?=(?:a |an |another |some )*(?:[a-z-]+ ){0,3}(?:x-ray|mri|ct|ultrasound|echo\w*|ekg|labs?|blood work|test|injection|biopsy|culture|swab|panel|urinalysis|screen|strep|stress|physical therapy)\b)/, 'perform '],
]; // prettier-ignore

const ACTIONS =
  /^(?:start|restart|resume|begin|initiate|prescribe|continue|increase|decrease|reduce|lower|double|stop|discontinue|hold|taper|wean|switch|change|adjust|add|refill|order|obtain|check|recheck|repeat|draw|perform|schedule|refer|send for|send off|send|consult|follow up|monitor|give|provide|inject|aspirate|drain|excise|remove|biopsy|culture|swab|splint|immobilize|place|put|apply|wrap|treat|manage|reassess|reevaluate|re-evaluate|evaluate|consider|proceed|arrange|submit|collect|admit|hospitalize|recommend|hold off|avoid|rule out|test|screen|discuss|address|maximize|optimize|limit|work on|use|try|keep|focus on|get|make|administer|vaccinate|update|renew|plan|request|titrate|replace|cut|trial|await|do|have|set|see|run|talk about|look into|review|fit|cast|brace|stay|hope)\b/;
/** Verbs that order something only with a clinical object. */
const WEAK =
  /^(?:get|make|do|have|set|see|run|use|try|keep|put|send|give|work on|focus on|hold|plan|address|talk about|look into|review|change|test|check|discuss|treat|hope|stay|place|cut|move)\b/;
const CLINICAL_OBJECT =
  /\b(?:mg|mcg|therapy|therapist|x-rays?|mri|ct|scan|ultrasound|echo\w*|ekg|labs?|blood|urine|culture|panel|test(?:s|ing)?|a1c|levels?|referral|prescription|medications?|medicine|dose|steroids?|antibiotics?|injections?|shots?|cast|splint|brace|boot|sling|crutches|air cast|wrap|ice|heat|exercises?|surgery|surgical|procedure|biopsy|vaccines?|diet|imaging|studies|study|inhalers?|cream|ointment|drops|epidural|catheterization|colonoscopy|endoscopy|mammogram|physical therapy|specialist|cardiology|orthopedics?|gastroenterology|neurology|dermatology|pain|weight|pressure|sugars?|insulin|pills?|tablets?|monitor\w*|handout|education|plan|nsaids?|supplements?|vitamins?|stitches|sutures|stent|insurance|transfusion|options|imaging|treatment|allergy|compression|stockings|refills?|salt|sodium|fluids?|water|sugar|carbs?|carbohydrates?|caffeine|alcohol|smoking|activity|activities|sports?|knee|foot|leg|ankle|wrist|arm|back|wound|skin|incision|weightbearing|weight-bearing|sunscreen|sun|glasses|stairs|vegetables|protein|foods?|records?|logs?|journal|glucose|lotion|soap|shampoo|rehab|follow-up|nutrition\w*|dietician|dietitian|evaluation|biopsies|questionnaires|screening|counseling|lumpectomy|excision|patch|patches|gum|consult\w*|intake|triggers?|exposure|allergens?|mask|respirator|quit)\b/;

const TALK =
  /^(?:review\b|(?:obtain|perform|do|order) (?:a |an |your |the )?(?:quick |brief |full )?(?:physical|exam)\b|see (?:how|if|what|where|that|whether|you(?: then)?$)|talk (?:a |more|to|with|you|about (?:it|that|this|your|my|some|what))|go (?:over|through)|look at (?:some|your|the|that|it|this)|take a (?:look|listen|quick)|get (?:to|you (?:checked|out|better|back|feeling|some|discharged|taken|through)|started (?:here|with your)|back|into|that (?:done|going)|it|going|this|started|those|some vitals)|do (?:that|this|it|what|a (?:quick|brief|physical)|my|your|the|is|some|for)|make (?:you|it|that|sure (?:i|we understand))|let|tell|ask|explain|show|step|listen|examine|start (?:by|with (?:your|the) |off (?:by|with)|asking|looking|simple|there)|give you (?:a call|time|a minute|an idea|the|some time)|check (?:out|you out|on|your (?:heart|lungs|back|knee))|have (?:you (?:lie|lay|sit|stand|hop|turn|move|push|try)|to|a|someone|my|the (?:nurse|front))|try (?:that|this|it|to (?:see|get|figure|be))|put (?:that|this|it|you through|your|in your|my)|keep (?:that|this|it|going|you posted|talking)|be|use (?:that|this|it)|hope|move on|hold (?:your|on)|review (?:that|those|some|your|the)|run through|work (?:on (?:that|it|this)|together)|discuss (?:that|those|this|it)|change (?:that|it)|send (?:that|it|you home)|set (?:that|it)|stay|place (?:my|your)|place the needle|test (?:your|that)|treat (?:that|it)$|address (?:that|it)|monitor (?:that|it)$|continue (?:to talk|that|this|it|with that)|plan (?:on|that)|know|think|mean|cut)\b/;

/** "a", "some" in front of a drug or test go; the head noun stands. */
function objectTidy(text: string): string {
  return text
    .replace(/^((?:start|prescribe|continue|increase|decrease|stop|refill|restart|give|add|order|obtain|check|repeat|recheck|schedule)) (?:you |him |her )?(?:on )?(?:some of|some|that|this|these|those|the same|on a|on the|on some|on) (?!over|in\b|to\b|at\b|for\b|again|and|or\b|with|as\b|today|then|if\b|on\b|area|off)(?=[a-z])/, '$1 ')
    .replace(/^(start|prescribe|continue|increase|decrease|stop|refill|add) (?:your|the|his|her|their) (?=(?:[a-z/-]+ ){1,3})/, (all, verb: string) => (/^\w+ the (?:dose|same|amount|current|medication|frequency)/.test(all) ? all : `${verb} `))
    .replace(/^(start|prescribe|give) (?:you )?(?:an?|the) (?=(?:[a-z]+ )?\d)/, '$1 ')
    .replace(/^(?:start|prescribe) you /, 'start ')
    .replace(/ (?:on|for|to|with) (?:you|him|her|them)(?= |$)/g, (all) => (/^ (?:for|on) /.test(all) ? '' : all))
    .replace(/^refer to (?:a |an |the |our )?(?:see )?/, 'refer to ')
    .replace(/^refer to for /, 'refer for ')
    .replace(/^consider like /, 'consider ')
    .replace(/^(start|restart) (?:you|him|her|them) on /, '$1 ')
    .replace(/^refer to (?=(?:podiatrist|optometrist|psychologist|orthopedist|orthopedic (?:surgeon|specialist|doctor)|specialist|neurologist|cardiologist|gastroenterologist|dermatologist|urologist|surgeon|rheumatologist|therapist|podiatrist|nutritionist|dietitian|physical therapist|psychiatrist|pulmonologist|endocrinologist|ophthalmologist|hand surgeon|pain specialist|counselor|allergist|hematologist|oncologist|nephrologist|spine specialist|spine surgeon|[a-z]+ specialist)\b)/, 'refer to a ')
    .replace(/^(refer to a) (?=[aeiou](?!rolog))/, '$1n ')
    .replace(/\bi recommend\b/g, 'recommend')
    .replace(/\bthe patient's (?=(?:lisinopril|metformin|blood))/g, '')
    .replace(/\s+/g, ' ');
} // prettier-ignore

const ADVICE: readonly RegExp[] = [
  /^(?:i|we)(?: do| also| just| would| really| will| am| are| still)* (?:want|like|need|going to want|going to need|going to have|have|going to ask|ask|encourage|recommend that|recommend|suggest that|suggest|advise|urge|going to recommend|going to recommend that|going to encourage)(?: for)? you(?: should)?(?: to)?(?: just| also| really| try to| definitely| start to| go ahead and| please)* (?=[a-z])/,
  /^(?:please|just|just please|make sure(?: that)?(?: you)?(?: are)?|be sure(?: that)? ?(?:you|to)?|try to|you want to(?: make sure(?: you)?)?|you will want to|remember to|go ahead and|also|it is important (?:that you|to|for you to)|it is very important (?:that you|to|for you to)|it would be best if you could|i need for you to)(?: just| also)* (?=[a-z])/,
];

const COMMANDS =
  /^(?:count|restart|resume|weigh|document|take|avoid|keep|use|try|call|come|follow|stay|stop|wear|drink|eat|rest|ice|elevate|return|start|apply|check|monitor|limit|bring|wash|watch|schedule|cut|continue|increase|decrease|hold|finish|refrain|walk|exercise|maintain|refill|go|get|write|record|weigh|soak|change|sleep|alternate|quit|complete|log|track|reduce|report|notify|seek|do|make|give|let|perform|see|put|be|have|remain|lose|work|clean|pick|remove|massage|stretch|switch|begin|resume|discontinue|measure|test|practice|consider|focus|look|find|attend|consume|minimize|increase|raise|bear|lift|sit|stand|add|talk|contact|send|purchase|buy|obtain|cover|place|gargle|rinse)\b/;

/** An order during the exam, or the visit's own course. */
const ROOM =
  /^(?:cut (?:out|open)|take advantage|keep bending|take care|finish (?:off|the|up)|wear that|put (?:these|that)|be (?:very )?active|report now|take (?:a (?:deep |big |couple |few )|off|some deep|deep|your (?:shirt|shoe))|look (?:up|down|at|straight|over|to|here)|(?:go(?! to the (?:er|emergency|ed|hospital|nearest|lab))|move|bend|turn|tilt|lift|raise|push(?! fluids)|pull|squeeze(?! a)|hold (?:your|it|still|on|that|them)|follow my|breathe|lean|sit|stand|lie|lay|roll|scoot|hop|touch|point|open|close|stick|say|show|tell|relax|resist|press|straighten|extend|flex|give me|walk (?:for|me)|let me(?! know)|come (?:on|to (?!labor|the (?:er|emergency|hospital|clinic|office))|over|in|back to)|keep (?:it|your (?:arms|eyes)|them|going|that)|do (?:that|this|it|the same|you|so|is)|make (?:a |sense|it|sure (?:i|we))|see (?:if|how|what|that|where)|be (?:right|a|there|honest|careful not)|have (?:a (?:good|great|seat|nice)|you|any|the|to)|look|put (?:that|your (?:arm|hand|leg|foot|head))|talk to me|get (?:up|down|on|off|back|out|better|it|that|in|into|you|to|some vitals|this)|try (?:that|this|it)|go (?:ahead|from|back|over|through|to (?:sleep|work|the other))|test|find|work (?:on that|through)|sit|see|add))\b/;

const RETURN =
  /\b(?:call|come back|return|emergency|urgent care|911|let (?:me|us) know|notify|seek|contact|give (?:me|us) a call|go to the (?:er|ed|hospital))\b/;
const BAD_OBJECT =
  /\b(?:the medications and|gym|party|vacation|weather|game|congratulations|wedding|dog|holiday|holidays|weekend|traffic)\b/;

/** What will be done, as a plan item. Undefined where the words are no instruction or intention, or cannot be put well. */
export function composePlan(phrase: Phrase, person: Person): PlanItem | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  let text = phrase.text.replace(HEADING, '').trim().replace(LEADS, '').trim();
  if (text === '' || BAD_OBJECT.test(text)) return undefined;
  // "if your symptoms continue, we will order an mri"
  const conditional = /^(?:if|should|when|once|unless|until) (.+)$/.test(text) ? splitCondition(text) : undefined;
  if (conditional) {
    const inner = intent(conditional.main, phrase, person);
    const condition = inThird(conditional.condition.replace(/^should /, 'if '), person).replace(/^if they\b/, 'if the patient').replace(/^if (?:it|this|that) (?:is|does) not (?:get |feel |any )?better/, 'if not better');
    if (!inner) return undefined;
    return finish({ ...inner, text: `${inner.text}`, option: false }, condition, person);
  }
  text = text.replace(/^(?:hey )?dragon /, '');
  const made = intent(text, phrase, person);
  return made === undefined ? undefined : finish(made, undefined, person);
} // prettier-ignore

interface Draft {
  readonly kind: PlanKind;
  readonly text: string;
  readonly option: boolean;
  /** How it begins: an order of the clinician's, or advice to the patient. */
  readonly mood: 'order' | 'may' | 'can' | 'advice' | 'should' | 'patient-may' | 'plain';
}

function intent(heard: string, phrase: Phrase, person: Person): Draft | undefined {
  let text = heard;
  const maybe = /^(?:maybe|perhaps) /.test(text);
  if (maybe) text = text.replace(/^(?:maybe|perhaps) /, '');
  const named = phrase.mentions.some((mention) => /^(?:drug|test|procedure)$/.test(mention.concept.kind));
  const drug = phrase.mentions.some((mention) => mention.concept.kind === 'drug');
  if (drug) text = text.replace(/^(?:keep|stay on|stick with) (?:taking |using |on )?(?:the |your )?/, 'continue ').replace(/^cut (?=.* to )/, 'decrease ');
  const advice = ADVICE.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (advice) {
    const rest = text.slice(advice[0].length);
    const followUp = /^(?:to )?(?:come back|return|follow up|see me|come see me|come in)(?: and see me| to see me| with me| to the office| here| again| back| to follow up)*(?: in)? ?(?=(?:about |around |like |approximately )?(?:\d|a (?:week|month|year|couple|few)|one|two|three|four|six|next|tomorrow)\b)/.exec(rest);
    if (followUp) return order(`follow up ${/^(?:next|tomorrow)/.test(rest.slice(followUp[0].length)) ? '' : 'in '}${rest.slice(followUp[0].length)}`, 'order');
    const rewritten = REWRITES.find(([pattern]) => pattern.test(rest));
    const own = rewritten ? rest.replace(rewritten[0], rewritten[1]) : rest;
    if (/^(?:continue|start|stop|increase|decrease|hold|discontinue|restart|resume|taper|follow up|refer to)\b/.test(own) && (/^(?:follow up|refer to)/.test(own) || phrase.mentions.some((mention) => mention.concept.kind === 'drug'))) {
      const made = order(own, 'order', true);
      if (made) return made;
    }
    const explicit = /\byou\b/.test(advice[0]) && /^(?:push|strain|be|eliminate|undergo|receive|not|ensure|bring|use|stick|transition|progress|advance|taper|increase|squeeze|feel|always|also|never|only|slowly|gradually|strictly|continue|bathe|bathing|start|cut|think|alternate|pay|document|immediately|complete|perform|remain|elevate|listen|prop|submit|slow|back|help)\b/.test(rest);
    if ((COMMANDS.test(rest) || explicit) && !ROOM.test(rest)) return { kind: kindOf(rest, 'advice'), text: rest, option: false, mood: 'advice' };
  } // prettier-ignore
  const asked = /^(?:i|we) (?:(?:would|do|also|still|just) )*(?:like|want|need) ((?:an?|some|the|another|one more|your) .+)$/.exec(text);
  if (asked && phrase.mentions.some((mention) => mention.concept.kind === 'test' || mention.concept.kind === 'procedure'))
    return order(`order ${asked[1]!}`, 'order', true);
  const own = VERB_I.exec(text);
  if (own) {
    const lead = text.slice(0, text.length - own[1]!.length);
    let rest = own[1]!.replace(/^(?:you )(?=to )/, '');
    const gerund = /^([a-z]+ing) (?=\w)/.exec(rest);
    if (gerund && GERUNDS[gerund[1]!] !== undefined) rest = `${GERUNDS[gerund[1]!]} ${rest.slice(gerund[0].length)}`;
    const haveYou = /^(?:have|get|ask|like|want|encourage|advise|recommend) you (?:to )?(?:just |also |try to |start to |start )*(?=[a-z])/.exec(rest);
    if (haveYou && COMMANDS.test(rest.slice(haveYou[0].length)) && !/^(?:have|get) you (?:on|in|set|scheduled|started|going)\b/.test(rest)) {
      const inner = rest.slice(haveYou[0].length);
      const again = /^(?:come back|return|follow up|see me|come see me|come in)(?: and see me| to see me| with me| to the office| here| again)*(?: in)? ?(?=(?:about |around |like |approximately )?(?:\d|a (?:week|month|year|couple|few)|one|two|three|four|six|next|tomorrow)\b)/.exec(inner);
      if (again) return order(`follow up ${/^(?:next|tomorrow)/.test(inner.slice(again[0].length)) ? '' : 'in '}${inner.slice(again[0].length)}`, 'order');
      return ROOM.test(inner) ? undefined : { kind: kindOf(inner, 'advice'), text: inner, option: false, mood: 'advice' };
    }
    for (const [pattern, to] of REWRITES) if (pattern.test(rest)) { rest = rest.replace(pattern, to); break; }
    const mood = /\b(?:could|might|may)\b|^why\b/.test(lead) ? 'may' : /\bcan\b/.test(lead) ? (/\b(?:or|either)\b/.test(rest) ? 'may' : 'can') : 'order';
    if (/^would $/.test(lead.replace(/^(?:i|we) /, '')) && !/like|want|recommend|suggest/.test(`${lead} ${rest}`)) return undefined;
    if (/^(?:get|have|do|run) (?!you|him|her|them|the patient)/.test(rest) && phrase.mentions.some((mention) => mention.concept.kind === 'test' && rest.split(' ').slice(1, 6).includes(phrase.unit.tokens[mention.start]?.norm ?? '')) && rest.split(' ').length < 12) rest = rest.replace(/^(?:get|have|do|run) /, 'obtain ');
    return order(rest, maybe ? 'may' : mood, named);
  }
  const progressive = /^(?:i am|we are) (?:also |just )?(ordering|referring|starting|prescribing|sending|increasing|decreasing|giving|putting|stopping|refilling|recommending|adding|continuing|scheduling|holding|placing|switching) (.+)$/.exec(text);
  if (progressive) {
    let rest = `${BASE_OF[progressive[1]!]} ${progressive[2]!}`;
    for (const [pattern, to] of REWRITES) if (pattern.test(rest)) { rest = rest.replace(pattern, to); break; }
    return order(rest, 'order', named);
  }
  if (/^(?:i am|we are|i will|we will|i do) not (?:going to |want to |think we need to )?(?:make any changes|change anything|change any)\b/.test(text)) return { kind: 'other', text: 'no changes', option: false, mood: 'plain' };
  const joint = /^(?:i|we) (?:would |also |do |strongly )*(?:recommend|suggest)(?: that)? we (?:go ahead and )?([a-z].+)$/.exec(text);
  if (joint) {
    const rewritten = REWRITES.find(([pattern]) => pattern.test(joint[1]!));
    return order(rewritten ? joint[1]!.replace(rewritten[0], rewritten[1]) : joint[1]!, 'order', named);
  }
  const on = /^(?:i|we) (?:would |do |also )*(?:like|want) (?:you|him|her) on (?:an? |the )?(.+)$/.exec(text);
  if (on && phrase.mentions.some((mention) => mention.concept.kind === 'drug')) return order(`start ${on[1]!}`, 'order', true);
  const ban = /^(?:meanwhile |and |so |in the meantime )*(no (?:[a-z]+ )?(?:[a-z]+ing|bed rest|alcohol|sports|work|weight ?bearing|salt|nsaids|ibuprofen|school|gym)\b.*)$/.exec(text);
  if (ban && text.split(' ').length <= 16) return { kind: 'advice', text: ban[1]!, option: false, mood: 'plain' };
  const needless = /^(?:i|we) do not (?:really )?think (?:that )?(?:you|we) (?:need|will need) (?:a |an |any |to have |to do |to get )*([a-z].*)$/.exec(text);
  if (needless && CLINICAL_OBJECT.test(needless[1]!) && !/^(?:to|it|that|any of)\b/.test(needless[1]!) && !/\bto (?:do|get|have|adjust|change)\b/.test(needless[1]!)) return { kind: 'other', text: `no ${needless[1]!.replace(/^(?:anything like |anything )/, '')} needed`.replace(/ (at this time|at this point|right now) needed$/, ' needed $1'), option: false, mood: 'plain' };
  const told = /^(?:i|we) (?:would |do |also |strongly |still |just |have |already |had |then |definitely |highly |really )*(recommend|suggest|advise|encourage|prescribed|ordered|referred|refilled|discussed|reviewed|recommended|counseled|educated|explained) (.+)$/.exec(text);
  if (told) return { kind: kindOf(told[2]!, 'other'), text: `${told[1]} ${told[2]}`, option: false, mood: 'plain' };
  const you = /^you(?: also| really| still| just| probably| definitely)* (should|need to|have to|must|ought to|can|may|could|will need to|are going to need to|are going to|will)(?: also| just| still| then| probably| definitely| continue to(?= continue))* ([a-z].+)$/.exec(text);
  if (you) {
    const verb = you[1]!;
    const rest = you[2]!;
    if ((verb === 'will' || verb === 'are going to') && !/^(?:need|require|be (?:given|started|placed|fitted|scheduled)|have (?:a|an|to)|take|continue|start|follow|return|get (?:a|an)|receive|wear|use)\b/.test(rest)) return undefined;
    const again = REWRITES.find(([pattern]) => pattern.test(rest));
    const better = again ? rest.replace(again[0], again[1]) : rest;
    if (drug && /^(?:continue|stop|start|increase|decrease)\b/.test(better)) return order(better, 'order', true);
    if (!COMMANDS.test(rest) && !/^(?:not|be|also|need|require|have|receive|feel|expect|always|never|only|still)\b/.test(rest)) return undefined;
    if (ROOM.test(rest)) return undefined;
    const mood = /can|may|could/.test(verb) ? 'patient-may' : 'should';
    return { kind: kindOf(rest, 'advice'), text: verb === 'will' || verb === 'are going to' ? `will ${rest}` : /need/.test(verb) && verb !== 'need to' ? `will need to ${rest}` : rest, option: false, mood: verb === 'will' || verb === 'are going to' || verb === 'will need to' || verb === 'are going to need to' ? 'plain' : mood };
  }
  for (const [pattern, to] of REWRITES) if (pattern.test(text)) return order(text.replace(pattern, to), 'order', named);
  const seeMe = /^(?:come back|return|follow up|see me|come see me)(?: and see me| to see me| with me| here| again| back)*(?: in)? ?(?=(?:about |around |approximately )?(?:\d|a (?:week|month|year|couple|few)|next|tomorrow|after the|on (?:monday|tuesday|wednesday|thursday|friday)|once the)\b)/.exec(text);
  if (seeMe) return order(`follow up ${/^(?:next|tomorrow|after|on |once)/.test(text.slice(seeMe[0].length)) ? '' : 'in '}${text.slice(seeMe[0].length)}`, 'order');
  if (/^(?:order|refill|prescribe|refer|obtain|continue|increase|decrease|start|follow up|repeat|recheck|schedule|stop|discontinue|check)\b/.test(text) && !/^(?:start (?:by|with|from|off)|stop (?:me|it|and)|check (?:out|me))/.test(text)) return order(text, 'order', named);
  if (/^(?:get|have) (?=(?:a |an |the |your |some )?)/.test(text) && phrase.mentions.some((mention) => mention.concept.kind === 'test')) return order(text.replace(/^(?:get|have) /, 'obtain '), 'order', true);
  if (COMMANDS.test(text) && !ROOM.test(text) && text.split(' ').length >= 2) {
    if (/^let (?:me|us) know/.test(text)) return { kind: 'return', text: text.replace(/^let (?:me|us) know/, 'notify us'), option: false, mood: 'advice' };
    if (/^(?:let|be|have|make|do|get|go|see|look|find|give|put|add|test|talk|sit|stand|hold|work|come)\b/.test(text) && !RETURN.test(text)) return undefined;
    return { kind: kindOf(text, 'advice'), text, option: false, mood: 'advice' };
  }
  void phrase;
  void person;
  return undefined;
} // prettier-ignore

const GERUNDS: Readonly<Record<string, string>> = { sending: 'send', checking: 'check', getting: 'obtain', ordering: 'order', doing: 'perform', putting: 'put', starting: 'start', giving: 'give', prescribing: 'prescribe', increasing: 'increase', adding: 'add', treating: 'treat', trying: 'try', having: 'have', drawing: 'draw', scheduling: 'schedule', referring: 'refer', switching: 'switch', stopping: 'stop', continuing: 'continue', monitoring: 'monitor', repeating: 'repeat' }; // prettier-ignore

const BASE_OF: Readonly<Record<string, string>> = {
  ordering: 'order', referring: 'refer', starting: 'start', prescribing: 'prescribe', sending: 'send', increasing: 'increase', decreasing: 'decrease', giving: 'give', putting: 'put', stopping: 'stop', refilling: 'refill', recommending: 'recommend',
  adding: 'add', continuing: 'continue', scheduling: 'schedule', holding: 'hold', placing: 'place', switching: 'switch',
}; // prettier-ignore

function order(input: string, mood: Draft['mood'], named = false): Draft | undefined {
  const rest = objectTidy(input.replace(/^be (?=follow)/, '').replace(/^(?:also|just|then) /, ''));
  if (!ACTIONS.test(rest) || TALK.test(rest) || OBJECTLESS.test(rest)) return undefined;
  if (WEAK.test(rest) && !CLINICAL_OBJECT.test(rest) && !named) return undefined;
  return { kind: kindOf(rest, 'other'), text: rest, option: mood === 'may', mood };
}

/** "increase that over time": what it is about was said elsewhere. */
const OBJECTLESS =
  /^(?:start|prescribe|continue|increase|decrease|reduce|order|obtain|check|repeat|stop|refill|add|give|perform|change|use|try|put|do|get|adjust|send|hold|schedule|switch|monitor|recheck)(?: (?:you|him|her|it|that|this|them|those|these|one|some|an?|the|any|more|another|to|for|and|up|off)){0,3}(?: (?:over|in|to|at|for|again|and|or|with|as|today|then|if|on|until|by|from|daily|when|so|but|because|right)\b.*)?$/;

const DRUG_VERB =
  /^(?:start|restart|resume|initiate|prescribe|continue|increase|decrease|reduce|lower|double|stop|discontinue|taper|wean|switch|refill|add|adjust|hold|take|give|use)\b/;

function kindOf(text: string, otherwise: PlanKind): PlanKind {
  if (/^follow up|^(?:return|come back) (?:in|to)\b/.test(text)) return 'follow-up';
  if (RETURN.test(text) && otherwise === 'advice') return 'return';
  if (/^refer\b|\breferral\b|\bphysical therapy|occupational therapy|^(?:schedule a visit|consult)\b/.test(text)) return 'referral';
  if (/\b(?:x-rays?|mri|ct|scan|ultrasound|echo\w*|ekg|labs?|blood work|bloodwork|culture|panel|tests?|a1c|levels?|urinalysis|imaging|studies|study|profile|mammogram|colonoscopy|endoscopy|count|biopsy|catheterization|monitor)\b/.test(text) && /^(?:order|obtain|check|repeat|recheck|draw|perform|send|schedule|get|do|have|run|consider)/.test(text)) return 'test';
  if (/\b(?:injection|excision|aspirate|drain|surgery|procedure|cast|splint|brace|sling|boot|crutches|biopsy)\b/.test(text) && otherwise !== 'advice') return 'procedure';
  if (DRUG_VERB.test(text) && otherwise !== 'advice') return 'medication';
  return otherwise;
} // prettier-ignore

function finish(draft: Draft, condition: string | undefined, person: Person): PlanItem | undefined {
  if ((draft.mood === 'advice' || draft.mood === 'should' || draft.mood === 'patient-may') && WEAK_ADVICE.test(draft.text) && !CLINICAL_OBJECT.test(draft.text) && !RETURN.test(draft.text)) return undefined;
  for (const clip of clippings(draft.text)) {
    let core = inThird(tailTidy(clip), person).replace(/\bthose (?=[a-z]+s\b)/g, 'the ');
    if (person.plural) core = core.replace(/\btheir (?=(?:right|left|knee|back|leg|arm|neck|foot|ankle|wrist|hand|elbow|shoulder|hip|blood|weight|diet|medications?|symptoms?|activity|pain)\b)/g, 'the ');
    let text: string;
    switch (draft.mood) {
      case 'advice':
        text = /\b(?:him|her)\b(?! (?:own|[a-z]+))|^(?:bring|take|keep|give) (?:him|her)\b/.test(draft.text) ? core.replace(/^(bring|take|keep|give) (?:him|her)\b/, '$1 the patient') : `the patient was advised to ${core.replace(/^to /, '')}`;
        break;
      case 'should':
        text = `the patient should ${core}`;
        break;
      case 'patient-may':
        text = core.startsWith('not ') ? `the patient cannot ${core.slice(4)}` : `the patient may ${core}`;
        break;
      case 'may':
        text = condition === undefined ? `may ${core}` : `we may ${core}`;
        break;
      case 'can':
        text = orderText(core);
        break;
      case 'plain':
        text = /^will\b/.test(core) ? `the patient ${core}` : core;
        break;
      default:
        text = orderText(core);
    }
    if (condition !== undefined) text = `${condition}, ${/^(?:we|the patient)\b/.test(text) ? text : `we will ${text}`}`.replace(/, we will (follow up|bring|take|keep|give|call|return|stop|start|increase|continue) /, (all, verb: string) => (/^(?:follow up|bring|take|keep)$/.test(verb) ? `, ${verb} ` : all)).replace(/(, )the patient was advised to /, '$1the patient was advised to ');
    text = text
      .replace(/\b(call|notify|contact|message|tell|inform|see|reach out to|come back to|email) us\b/g, '$1 the office')
      .replace(/\badvised to do not /, 'advised not to ');
    if (draft.kind === 'follow-up') {
      text = untilTime(text);
      if (!/\d|\b(?:days?|weeks?|months?|years?|week|tomorrow|next|after|once|when|with|monday|tuesday|wednesday|thursday|friday|results?)\b/.test(text)) continue;
    }
    const sentence = wholeOf(asSentence(text.replace(/ ?, ?$/, '')));
    if (isFinished(sentence) && !POOR.test(sentence) && sentence.split(' ').length >= 2)
      return { kind: condition !== undefined && RETURN.test(draft.text) ? 'return' : draft.kind, text: sentence, option: draft.option };
  }
  return undefined;
} // prettier-ignore

/** "Follow up in 2 weeks carolyn": up to the time, and what it is for. */
function untilTime(text: string): string {
  const match = /^(.*?\bfollow up (?:in (?:the office|the clinic|clinic|office) )?(?:in |next |on )?(?:(?:\d+|a|an|one|two|three|four|six|the next|next|couple|few|several|of|or|to|-) ?)*(?:\d+ ?)?(?:days?|weeks?|months?|years?|monday|tuesday|wednesday|thursday|friday|tomorrow)(?: or so)?)(.*)$/.exec(text);
  if (!match) return text;
  return match[1]! + (/^ (?:for|to|with|after|or (?:if|sooner)|unless|sooner if)\b/.test(match[2]!) && !/\b(?:see how|see you|you|check in|talk|see what|see where)\b/.test(match[2]!) ? match[2]! : '');
} // prettier-ignore

/** Long sentences about the patient or about us have to be whole clauses; of what is not, the beginning that is. */
function wholeOf(sentence: string): string {
  if (/^Recommend /.test(sentence) && sentence.split(' ').length > 9) return wholeOf(`We r${sentence.slice(1)}`).replace(/^We r/, 'R');
  const words = sentence.split(' ').length;
  if (words <= (/^We recommend/.test(sentence) ? 9 : 14) || !/^(?:The patient|We) /.test(sentence) || (words <= 26 && /\d ?(?:mg|mcg|g|mL|units?|puffs?|weeks?|hours?|days?|months?)\b/i.test(sentence))) return sentence;
  const clauses = wholeClauses(sentence);
  if (clauses.length === 0) return '';
  const first = asSentence(clauses[0]!.join(' '));
  const covered = clauses.reduce((sum, clause) => sum + clause.length, 0);
  if (covered >= words - 2) return sentence;
  return sentence.toLowerCase().startsWith(first.toLowerCase().replace(/\.$/, '')) && first.split(' ').length >= 5 ? first : '';
} // prettier-ignore

/** Medication changes and follow-up stand in the imperative, what else is ordered with "We will". */
function orderText(core: string): string {
  if (/^(?:start|restart|resume|initiate|continue|increase|decrease|reduce|lower|double|stop|discontinue|taper|wean|refill|follow up|recommend|consider|hold off)\b/.test(core)) return core;
  return `we will ${core}`;
} // prettier-ignore

function tailTidy(text: string): string {
  return text
    .replace(/ ?,? (?:if|when) (?:that is|that's|you are|it is) (?:okay|alright|all right|fine|good)(?: with you)?\b.*$/, '')
    .replace(/ ?,? (?:okay|alright|right|instead|for right now|right now|at this time|at this point|for you|with you|on you|here|as well|too|though|for now|in there|there|with that|for that|on that|for this|about that|to you|on it|of that|please|at least|you know)$/, '')
    .replace(/ ?,? and (?:if|to make sure|to see|in that) .*$/, '')
    .replace(/ ?,? (?:that|which|and that|this|it|they) (?:will|should|can|is going to|would)(?: also| definitely| really| just)* help (?:you |him |her )?(?=[a-z])/, ' to help ')
    .replace(/ ?,? because (?:that|this|it|i|you|we)\b.*$/, '')
    .replace(/ ?,? (?:just )?(?:to see (?:what|how|where|if) .*|and (?:see|go|we|then|i) .*|and that .*|and it .*|and make sure .*)$/, '')
    .replace(/\b(?:just|really|actually|basically|definitely|certainly|hopefully)\b /g, '')
    .replace(/ (?:some|that|this) (?=(?:area|leg|knee)\b)/g, ' the ')
    .replace(/\bin (?:about|around|like|approximately) (?=\d|a )/g, 'in ')
    .replace(/^follow up in (?:approximately |about |around )?/, 'follow up in ')
    .replace(/ on you\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
} // prettier-ignore

const POOR =
  /^We will \w+\.$|advised to (?:return|come back)\.$|\b(?:take|use|apply|taking|using|put|wear|keep|keep taking|give|send|obtain) (?:that|it|this|them|those)\b(?! [a-z]+(?:s|ing)? )|\b(?:may|should|to) (?:keep|continue) (?:taking|using|doing)\.|\bmay get from\b|obtain scheduled|those side effects\.|^We will (?:put|take|get|give|send|do) (?:them|it|this|those)\b|^We will (?:make sure|have (?:some|the results)|order a (?:study|test)\.)|^(?:Continue|Start) the (?:course|plan)\.|\b(?:follow-up|follow up)\.$|^(?:We will|We can|May|We may|The patient (?:should|may|was advised to)) (?:(?:be|do|get|go|have|make|see|try|keep|put|use|let|take|give)(?: (?:it|that|this|those|them|him|her|the patient|so))?\.|(?:it|that|so|not to)\b)|\b(?:that|this|it|those|them) (?:do|does|is|are)\.|\b(?:the patient (?:some|a|an)|to the patient the)\b|We will (?:have|get|make|let|see|do) the patient\b(?! (?:scheduled|set|evaluated|an?))|We will (?:keep|talk|hope|work)\b(?! on weight)|^(?!.*\b(?:no|not|if|without|avoid|prevent|rule out|stop|whether|unless|in case|before|determine|limit|cannot|for any|of any)\b).*\bany\b/i;
const WEAK_ADVICE = /^(?:to )?(?:get|go|do|be|see|have|make|put|give|let|work|add|look|find)\b/;

/** "if your symptoms continue , we will …": both halves; "call us if …" is no such thing. */
function splitCondition(text: string): { condition: string; main: string } | undefined {
  const words = text.split(' ');
  for (let i = 3; i < Math.min(words.length - 1, 26); i++) {
    const word = words[i]!;
    const next = words[i + 1] ?? '';
    const before = words[i - 1]!;
    const opens =
      ((word === 'i' || word === 'we') && /^(?:will|can|may|might|would|could|want|am|are|need|should|recommend)$/.test(next)) ||
      (word === 'you' && /^(?:should|can|need|will|may)$/.test(next)) ||
      (word === 'let' && /^(?:us|me)$/.test(next)) ||
      (word === 'then' || (word === 'please' && next !== 'you')) ||
      (before === ',' && COMMANDS.test(`${word} `) && !/^(?:be|have|do|get|work|walk|exercise|rest|ice|let|cut|change|sleep)$/.test(word)) ||
      ((before === ',' || i >= 4) && /^(?:call|return|seek|contact|notify|give|stop|take|come|go)$/.test(word) && !/^(?:to|or|and|not|you|i|it|they|can|will|does|do|your)$/.test(before));
    if (!opens || /^(?:that|which|what|and|or|as|because)$/.test(before)) continue;
    const condition = words.slice(0, before === ',' ? i - 1 : i).join(' ');
    const main = words.slice(word === 'then' || word === 'please' ? i + 1 : i).join(' ').replace(/^(?:, |then |please )+/, '').replace(LEADS, '');
    if (condition.split(' ').length < 3) continue;
    return { condition, main };
  }
  return undefined;
} // prettier-ignore
