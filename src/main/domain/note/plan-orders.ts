import { CLINICAL_OBJECT, kindOf, NO_PLAN, type PlanDraft } from './plan-item.ts';
import { rewriteAll, rewriteFirst, type Rewrite } from './rewriting.ts';

/** How orders are said, to how they are written. */
const REWRITES: readonly Rewrite[] = [
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
  [/^(?:switch|change|move) (?:you|him|her|them)(?: over)? (?:to|onto) /, 'switch to '],
  [/^(?:be )?prescrib(?:e|ing) (?:you |him |her |them )?(?:for )?(?:with )?/, 'prescribe '],
  [/^continue(?: with)? (?:you |him |her |to take |taking |using |on |with )+/, 'continue '],
  [/^(?:keep|leave|maintain) (?:you |him |her |them )(?:on|with) /, 'continue '],
  [/^stay on /, 'continue '],
  [/^keep (?:going with|taking|using|up with|on with|on taking) /, 'continue '],
  [/^(?:be )?increasing /, 'increase '],
  [/^(?:bump|go up|raise(?! (?:the |your )?(?:head|foot|feet|legs?|arms?|bed)\b))(?: up)?(?: on)? (?:your |the )?/, 'increase '],
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
  [/^(?:put|place|get|fit|have) (?:you|him|her) in(?:to)? (?=(?:a |an |the |this |your )?(?:[a-z-]+ ){0,4}(?:brace|splint|sling|cast|boot|collar|immobilizer|wrap|shoe)\b)/, 'place the patient in '],
  [/^see (?:a |an |the |our |your )?(?=(?:[a-z]+ )?(?:physical therap\w+|podiatrist|cardiologist|neurologist|dermatologist|urologist|surgeon|specialist|therapist|psychiatrist|psychologist|counselor|ophthalmologist|optometrist|gastroenterologist|rheumatologist|endocrinologist|pulmonologist|allergist|dietitian|nutritionist|orthopedist|nephrologist|hematologist|oncologist|physical therapy|occupational therapy|cardiology|urology|dermatology|neurology|podiatry|orthopedics)\b)/, 'refer to '],
  [/^(?:place|put|make|give|order|do|send|submit)(?: you)?(?: in)? (?:a )?referral(?: out| over)? (?:to|for) (?:you to )?(?:see )?/, 'refer to '],
  [/^(?:be )?(?:refer|referring|send|sending) (?:you |him |her |them )?(?:out |over |back |down |up |off )*to (?:see )?/, 'refer to '],
  [/^refer (?:you|him|her) for /, 'refer for '],
  [/^send (?:you |him |her |them )?(?:out |over |down |up |off )*(?:for|to get|to have) /, 'send for '],
  [/^(?:be )?(?:see|seeing|follow up with|following up with|have|like) (?:you|him|her|them) (?:to )?(?:come |return |follow up )?(?:with me |to see me )?(?:again |back |here |and see me |to see me |then |up )*(?:in (?:about |around |approximately |like |roughly )?)(?=.*\b(?:days?|weeks?|months?|years?)\b)/, 'follow up in '],
  [/^(?:check|recheck|check in with) (?:on )?(?:you|him|her|them) (?:again |back |here )*in (?=(?:about |around )?(?:\d|a |one|two|three|four|six|the next))/, 'follow up in '],
  [/^(?:see|have) (?:you|him|her|them) (?:again |back |here |come back |return |follow up )*(?:in )?(?=(?:next|after|once|when|at|on|before|tomorrow)\b)/, 'follow up '],
  [/^(?:be )?follow(?:ing)? up(?: with you)? /, 'follow up '],
  [/^(?:be )?(?:check|checking|recheck|draw|drawing|get|run|running) (?:some |a few )?(?=(?:basic |routine |more |thyroid |fasting )*(?:labs?|blood work|bloodwork|blood tests?)\b)/, 'check '],
  [/^give you (?=\w)/, 'give '],
  [/^(?:keep an eye on|watch|keep watching|keep monitoring|continue to watch|follow) /, 'monitor '],
  [/^(?:hold(?! off)|stop|discontinue|take you off(?: of)?|get you off(?: of)?|come off(?: of)?) (?:you on |taking |the use of )?/, 'stop '],
  [/^get (?:you )?(?:in|into|enrolled in) (?=physical therapy|occupational therapy|therapy|pt\b|ot\b)/, 'refer to '],
  [/^do (?=(?:a |an |another |some )*(?:[a-z-]+ ){0,3}(?:x-ray|mri|ct|ultrasound|echo\w*|ekg|labs?|blood work|test|injection|biopsy|culture|swab|panel|urinalysis|screen|strep|stress|physical therapy)\b)/, 'perform '],
]; // prettier-ignore

/** Medical verbs in the imperative; undefined where none of the ways of speaking is known. */
export const asOrder = (text: string): string | undefined => rewriteFirst(text, REWRITES);

const ACTIONS =
  /^(?:start|restart|resume|begin|initiate|prescribe|continue|increase|decrease|reduce|lower|double|stop|discontinue|hold|taper|wean|switch|change|adjust|add|refill|order|obtain|check|recheck|repeat|draw|perform|schedule|refer|send for|send off|send|consult|follow up|monitor|give|provide|inject|aspirate|drain|excise|remove|biopsy|culture|swab|splint|immobilize|place|put|apply|wrap|treat|manage|reassess|reevaluate|re-evaluate|evaluate|consider|proceed|arrange|submit|collect|admit|hospitalize|recommend|hold off|avoid|rule out|test|screen|discuss|address|maximize|optimize|limit|work on|use|try|keep|focus on|get|make|administer|vaccinate|update|renew|plan|request|titrate|replace|cut|trial|await|do|have|set|see|run|talk about|look into|review|fit|cast|brace|stay|hope)\b/;
/** Verbs that order something only with a clinical object. */
const WEAK =
  /^(?:get|make|do|have|set|see|run|use|try|keep|put|send|give|work on|focus on|hold|plan|address|talk about|look into|review|change|test|check|discuss|treat|hope|stay|place|cut|move)\b/;

const TALK =
  /^(?:review\b|(?:obtain|perform|do|order) (?:a |an |your |the )?(?:quick |brief |full )?(?:physical|exam)\b|see (?:how|if|what|where|that|whether|you(?: then)?$)|talk (?:a |more|to|with|you|about (?:it|that|this|your|my|some|what))|go (?:over|through)|look at (?:some|your|the|that|it|this)|take a (?:look|listen|quick)|get (?:to|you (?:checked|out|better|back|feeling|some|discharged|taken|through)|started (?:here|with your)|back|into|that (?:done|going)|it|going|this|started|those|some vitals)|do (?:that|this|it|what|a (?:quick|brief|physical)|my|your|the|is|some|for)|make (?:you|it|that|sure (?:i|we understand))|let|tell|ask|explain|show|step|listen|examine|start (?:by|with (?:your|the) |off (?:by|with)|asking|looking|simple|there)|give you (?:a call|time|a minute|an idea|the|some time)|check (?:out|you out|on|your (?:heart|lungs|back|knee))|have (?:you (?:lie|lay|sit|stand|hop|turn|move|push|try)|to|a|someone|my|the (?:nurse|front))|try (?:that|this|it|to (?:see|get|figure|be))|put (?:that|this|it|you through|your|in your|my)|keep (?:that|this|it|going|you posted|talking)|be|use (?:that|this|it)|hope|move on|hold (?:your|on)|review (?:that|those|some|your|the)|run through|work (?:on (?:that|it|this)|together)|discuss (?:that|those|this|it)|change (?:that|it)|send (?:that|it|you home)|set (?:that|it)|stay|place (?:my|your)|place the needle|test (?:your|that)|treat (?:that|it)$|address (?:that|it)|monitor (?:that|it)$|continue (?:to talk|that|this|it|with that)|plan (?:on|that)|know|think|mean|cut)\b/;

/** "increase that over time": what it is about was said elsewhere. */
const OBJECTLESS =
  /^(?!switch to (?!it\b|that\b|this\b|them\b|another\b|something\b|a different\b))(?:start|prescribe|continue|increase|decrease|reduce|order|obtain|check|repeat|stop|refill|add|give|perform|change|use|try|put|do|get|adjust|send|hold|schedule|switch|monitor|recheck)(?: (?:you|him|her|it|that|this|them|those|these|one|some|an?|the|any|more|another|to|for|and|up|off|regimen|new regimen)){0,3}(?: (?:over|in|to|at|for|again|and|or|with|as|today|then|if|on|until|by|from|daily|when|so|but|because|right)\b.*)?$/;

/** "a", "some" in front of a drug or test go; the head noun stands. */
const OBJECT_TIDY: readonly Rewrite[] = [
  [/^((?:start|prescribe|continue|increase|decrease|stop|refill|restart|give|add|order|obtain|check|repeat|recheck|schedule)) (?:you |him |her )?(?:on )?(?:some of|some|that|this|these|those|the same|on a|on the|on some|on) (?!over|in\b|to\b|at\b|for\b|again|and|or\b|with|as\b|today|then|if\b|on\b|area|off)(?=[a-z])/, '$1 '],
  [/^(start|restart|resume|prescribe|continue|increase|decrease|stop|refill|add) (?:(?:your|his|her|their)|the(?! (?:dose|same|amount|frequency|course|plan|exercises?|treatment|rest|other|one)\b)) (?=[a-z])/, '$1 '],
  [/^(start|prescribe|give) (?:you )?(?:an?|the) (?=(?:[a-z]+ )?\d)/, '$1 '],
  [/^(?:start|prescribe) you /, 'start '],
  [/ (?:on|for|to|with) (?:you|him|her|them)(?= |$)/g, (all) => (/^ (?:for|on) /.test(all) ? '' : all)],
  [/^refer to (?:a |an |the |our )?(?:see )?/, 'refer to '],
  [/^refer to for /, 'refer for '],
  [/^consider like /, 'consider '],
  [/^(start|restart) (?:you|him|her|them) on /, '$1 '],
  [/^refer to (?=(?:(?:eye|foot|heart|skin|kidney|bone|lung) doctor|podiatrist|optometrist|psychologist|orthopedist|orthopedic (?:surgeon|specialist|doctor)|specialist|neurologist|cardiologist|gastroenterologist|dermatologist|urologist|surgeon|rheumatologist|therapist|podiatrist|nutritionist|dietitian|physical therapist|psychiatrist|pulmonologist|endocrinologist|ophthalmologist|hand surgeon|pain specialist|counselor|allergist|hematologist|oncologist|nephrologist|spine specialist|spine surgeon|[a-z]+ specialist)\b)/, 'refer to a '],
  [/^(refer to a) (?=[aeiou](?!rolog))/, '$1n '],
  [/\bi recommend\b/g, 'recommend'],
  [/\bthe patient's (?=(?:lisinopril|metformin|blood))/g, ''],
  [/\s+/g, ' '],
]; // prettier-ignore

/** An order with its kind, if it is one. `named`: a drug, test or procedure is known to be meant. */
export function order(input: string, mood: PlanDraft['mood'], named = false): PlanDraft | typeof NO_PLAN {
  const text = rewriteAll(input.replace(/^be (?=follow)/, '').replace(/^(?:also|just|then) /, ''), OBJECT_TIDY);
  if (!ACTIONS.test(text) || TALK.test(text) || OBJECTLESS.test(text)) return NO_PLAN;
  if (WEAK.test(text) && !CLINICAL_OBJECT.test(text) && !named) return NO_PLAN;
  return { kind: kindOf(text, 'other'), text, option: mood === 'may', mood };
}
