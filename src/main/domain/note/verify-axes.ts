import { remembered } from '../understanding/remembered.ts';
import type { Line } from './verify-times.ts';

/**
 * Words that judge or act, on axes with opposite ends: "better" is not "worse", "start" not "stop", "controlled" not "uncontrolled".
 * A sentence may say an end only if its evidence says the same end in some of its words.
 */
export interface AxisMark {
  readonly axis: string;
  readonly end: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface End {
  readonly axis: string;
  readonly end: string;
  /** What a note says. */
  readonly claim: RegExp;
  /** What else people say for it: support, no claim. */
  readonly also?: RegExp;
  /** Says it too, but not of a drug: "order a test" starts none. */
  readonly loose?: RegExp;
}

const ENDS: readonly End[] = [
  { axis: 'action', end: 'stop', claim: /\b(?:stop(?:s|ped|ping)?|discontinu\w*|quit(?:s|ting)?|hold(?:ing)? (?:the |her |his |off )?|ceas\w*|avoid\w*|abstain\w*|refrain\w*)\b/g, also: /\b(?:(?:come|came|coming|get|got|getting|go|went|take|took|taken|taking)(?: \w+){0,2} off|off(?: of)?|stay(?:ing)? away|no longer|not (?:take|taking|use|using|be(?:en)? (?:on|taking|using)|want (?:you|him|her|them) (?:to take|on|taking))|cut(?:ting)? (?:\w+ )?out|instead of|never took|held|hold|gave up|give up|lay off|ran out|drop(?:ped|ping)? (?:the|my|your|it|that)|get(?:ting)? rid of|ditch\w*|scrap\w*|years ago|used to (?:take|be on|use)|skip\w*|pull(?:ed|ing)? (?:you|him|her|it)|switch\w*|done with)\b/g, loose: /\b(?:do not|does not|did not|can not|no|not (?:eat|do)|not been|never|until)\b/g },
  { axis: 'action', end: 'start', claim: /\b(?:start(?:s|ed|ing)?|initiat\w*|begin(?:s|ning)?|began|prescrib\w*|add(?:s|ed|ing)?)\b/g, also: /\b(?:put(?:ting)?(?: \w+){0,3} on|giv(?:e|es|ing)|gave|try|trying|trial|plac(?:e|ing)(?: \w+){0,3} on|get(?:ting)?(?: \w+){1,3} (?:on|going|started)|go(?:ing)? on|went on|want (?:you|him|her|them) (?:to|on)|have (?:you|him|her|them) (?:take|use|do|start)|switch\w*|chang\w*|send\w*|sent|write|wrote|writing|call(?:ing)? in|prescription|script|new|take|use|recommend\w*|like (?:you|him|her|them) to|restart\w*|resum\w*)\b/g, loose: /\b(?:order\w*|will do|do some|onset|came on|refer\w*)\b/g },
  { axis: 'action', end: 'continue', claim: /\b(?:continu\w*|remain(?:s|ed)? on|maintain\w*)\b/g, also: /\b(?:stick(?:ing)? with|stuck with|hang(?:ing)? on to|where (?:it|they) (?:is|are)|does not need to change|keep\w*|kept|stay\w*|remain\w*|still|same|going to leave|leave|as (?:you|he|she|they) (?:are|is|have been)|ongoing|carry on|go on|going with|no change|not (?:chang\w*|stop\w*)|have (?:you|him|her|them) on|more|every day|been (?:taking|doing|on|using)|take|taking|refill\w*|renew\w*)\b/g },
  { axis: 'level', end: 'high', claim: /\b(?:increas\w*|elevat\w*|high|higher|rais(?:e|ed|es|ing)|doubl(?:e|ed|ing)|uptitrat\w*|rising|rose)\b/g, also: /\b(?:max(?:ed|ing)? (?:\w+ )?out|go(?:es|ing)? up|went up|gone up|up|bump\w*|more|above|over|rise|risen|enlarg\w*|gain\w*|tachy\w*|fast|rapid|spik\w*|too much|shoot\w*|shot|hyper\w+|extra|bigger|upped|titrat\w*|larger|excess\w*|at least|plenty|lots|tons?|a lot|push)\b/g },
  { axis: 'level', end: 'low', claim: /\b(?:decreas\w*|reduc\w*|low|lower(?:ed|ing|s)?|taper\w*|diminish\w*|wean\w*|declin(?:ing|es) (?:in|of)|drop(?:s|ped|ping)?)\b/g, also: /\b(?:go(?:es|ing)? down|went down|gone down|down|cut\w*|less|fewer|below|loss|los(?:e|ing|t)|halv\w*|half|poor|limit\w*|under|fell|hypo\w+|back off|brady\w*|slow\w*|not as (?:much|good)|weak\w*|impair\w*|small\w*|minimi\w*|watch\w*|restrict\w*|mild\w*|limited|stiff\w*|not (?:eat\w*|drink\w*|bend\w*))\b/g },
  { axis: 'course', end: 'worse', claim: /\b(?:worse|worsen\w*|deteriorat\w*|exacerbat\w*|aggravat\w*|progressive\w*)\b/g, also: /\b(?:hurts?(?: \w+){0,3} (?:more|when|if|with)|more|bother\w*|set(?:s|ting)? it off|bring\w* it on|kick\w*|flar\w*|act(?:s|ing)? up|trigger\w*|especially|mostly|whenever|when|progress\w*|bad|harder|spread\w*|stronger|with)\b/g },
  { axis: 'course', end: 'better', claim: /\b(?:better|improv\w*|reliev\w*|alleviat\w*|helpful|beneficial|effective|(?:with|provid\w+|gives?|gave|some|good|partial|significant|mild|moderate) (?:\w+ )?(?:relief|benefit))\b/g, also: /\b(?:help\w*|relief|takes? care of|does the trick|did the trick|knock\w* (?:it|them) out|difference|do (?:a|any) ?thing|touch\w*|let(?:s|ting)? up|eas(?:e|es|ed|ing)|goes away|go away|went away|settl\w*|resolv\w*|less|good|well|work(?:s|ed|ing)?|edge off|subsid\w*|great|(?<!function (?:is |are )?)down|calm\w*|nicely|gone|healing|sooth\w*|lighter|fine)\b/g },
  { axis: 'course', end: 'stable', claim: /\b(?:stable|unchanged)\b/g, also: /\b(?:same|steady|no (?:real )?changes?|not (?:really )?chang\w*|well|good|fine|okay|controlled|under control|holding|great|level)\b/g },
  { axis: 'control', end: 'poor', claim: /\b(?:uncontrolled|poorly[ -]controlled|(?:not|isn't) (?:well |adequately |fully |at all )?[ -]?controlled|out of control|not under control|not at goal|inadequately controlled|suboptimally controlled)\b/g, also: /\b(?:not (?:\w+ )?control\w*|not where|too high|running high|high|elevated|needs? better control|poor\w*|still up)\b/g },
  { axis: 'control', end: 'well', claim: /\b(?:(?:well|adequately)[ -]controlled|well-controlled|controlled|under (?:good )?control|at goal)\b/g, also: /\b(?:good control|doing (?:\w+ )?(?:well|good|great)|looks? (?:\w+ )?(?:good|great)|where (?:i|we) want|okay|stable|in range|good|well|great|fine|manag\w*|perfect|excellent)\b/g },
  { axis: 'normality', end: 'abnormal', claim: /\b(?:abnormal|irregular|positive)\b/g, also: /\b(?:not (?:\w+ )?(?:normal|regular|right|good)|off|problem|concern\w*|something|skip\w*|afib|fibrillation|came back|show\w*|did|bad|pain\w*|hurt\w*|yes|tender)\b/g },
  { axis: 'normality', end: 'normal', claim: /\b(?:normal|unremarkable|intact|within normal limits)\b/g, also: /\b(?:fine|good|great|clear|okay|ok|negative|regular|perfect\w*|healthy|excellent|well|nice|full|no (?:\w+ )?(?:abnormal\w*|problems?|issues?|concerns?|changes?|fracture\w*|evidence|sign\w*|damage)|not (?:see|seeing|hear|feel|find|show|notice|appreciate)|nothing|looks? (?:good|fine)|wnl|fully|without|beautiful|stable|strong|equal|symmetric\w*|unchanged|flat|soft|same)\b/g },
  { axis: 'normality', end: 'negative', claim: /\bnegative\b/g, also: /\b(?:normal|clear|fine|good|okay|no|not|none|nobody|nothing|without|ruled out|came back (?:fine|okay|good)|nothing)\b/g },
  { axis: 'quality', end: 'sharp', claim: /\b(?:sharp|stabbing|shooting)\b/g, also: /\b(?:knife|stab\w*|shoot\w*|shoots|pierc\w*|jab\w*|needles?|electric\w*|lightning|zap\w*)\b/g },
  { axis: 'quality', end: 'dull', claim: /\b(?:dull|aching|achy)\b/g, also: /\b(?:ache\w*|sore\w*|nagging|throb\w*|hurts?|pain\w*)\b/g },
  { axis: 'normality', end: 'clear', claim: /\bclear\b/g, also: /\b(?:clean|good|fine|normal|great|nice|no (?:\w+ )?(?:wheez\w*|crackl\w*|rales|rhonchi)|negative|sounds? (?:\w+ )?(?:good|okay|fine)|perfect)\b/g },
  { axis: 'severity', end: 'mild', claim: /\b(?:mild|mildly|slight|slightly|minimal|minor|trace)\b/g, also: /\b(?:little|bit|small|tiny|not (?:too|that|so|very|really) (?:bad|much)|not bad|low|faint|some|light\w*|barely|touch|tad|just|[1-4](?:\/10| out of (?:10|ten))|one plus|1\+?)\b/g },
  { axis: 'severity', end: 'moderate', claim: /\b(?:moderate|moderately)\b/g, also: /\b(?:medium|middle|so-so|five|six|[4-7](?:\/10| out of)|pretty|fairly|2\+|two plus)\b/g },
  { axis: 'severity', end: 'severe', claim: /\b(?:severe|severely|excruciating|intense)\b/g, also: /\b(?:bad|terrible|awful|horrible|worst|intense|kill\w*|unbearable|extreme\w*|strong|really|so much|significant\w*|ten|nine|eight|(?:8|9|10)(?:\/10| out of)|a lot|very|miserable|agony|can not (?:even|stand|bear)|sharp|hard|bone on bone)\b/g },
  { axis: 'onset', end: 'sudden', claim: /\b(?:sudden|suddenly|abrupt\w*)\b/g, also: /\b(?:all of a sudden|out of nowhere|just (?:like that|happened|hit|started)|instant\w*|immediate\w*|right away|overnight|acute\w*|at once|quick\w*|cold turkey)\b/g },
  { axis: 'onset', end: 'gradual', claim: /\b(?:gradual|gradually|insidious\w*)\b/g, also: /\b(?:slow\w*|over (?:time|the)|crept|creeping|little by little|bit by bit|progress\w*|built up|more and more|worse and worse)\b/g },
  { axis: 'onset', end: 'chronic', claim: /\b(?:chronic|chronically|longstanding|long-standing)\b/g, also: /\b(?:years|long time|always|forever|long[ -]term|ongoing|months|all my life|since i was|decades?|history|persistent)\b/g },
  { axis: 'onset', end: 'acute', claim: /\bacute\b/g, also: /\b(?:sudden\w*|new|recent\w*|just|fresh|today|yesterday|since (?:this|last|yesterday|today)|this (?:morning|afternoon|evening)|hours?|flare\w*|days? ago|strain\w*|out of nowhere)\b/g },
  { axis: 'constancy', end: 'constant', claim: /\b(?:constant|constantly|continuous|continuously)\b/g, also: /\b(?:all the time|non-?stop|always|never (?:goes|stops|lets)|24\/7|whole time|all day|persist\w*|every day|does not (?:go away|let up|stop)|not let up|day and night|steady|still there)\b/g },
  { axis: 'constancy', end: 'intermittent', claim: /\b(?:intermittent|intermittently|comes and goes|come and go|on and off|occasional|occasionally)\b/g, also: /\b(?:off and on|sometimes|once in a while|now and (?:then|again)|time to time|here and there|episod\w*|waves|comes? and|every (?:so often|once|now|few)|few times|not all the time|not always|some days|then it|couple (?:of )?times|flar\w*|periodic\w*)\b/g },
  { axis: 'size', end: 'bigger', claim: /\b(?:enlarg(?:ing|ed)|bigger|larger|grow(?:n|ing|s)|grew|expand\w*)\b/g, also: /\b(?:swell\w*|swollen|spread\w*|big|large|size|up)\b/g },
  { axis: 'size', end: 'smaller', claim: /\b(?:smaller|shrink\w*|shrunk\w*|shrank)\b/g, also: /\b(?:small|less|down|little|tiny)\b/g },
  { axis: 'shade', end: 'darker', claim: /\b(?:darker|darken\w*)\b/g, also: /\b(?:dark|black\w*|brown\w*)\b/g },
  { axis: 'shade', end: 'lighter', claim: /\b(?:lighter in colou?r|lightening)\b/g, also: /\b(?:light\w*|pale|fad\w*)\b/g },
  { axis: 'mobility', end: 'fixed', claim: /\b(?:fixed|immobile)\b/g, also: /\b(?:not mov\w*|stuck|solid|does not (?:move|budge))\b/g },
  { axis: 'mobility', end: 'mobile', claim: /\b(?:mobile|movable)\b/g, also: /\b(?:mov\w*|rolls?|slid\w*|slips?)\b/g },
  { axis: 'symmetry', end: 'asymmetric', claim: /\b(?:asymmetric\w*|unequal)\b/g, also: /\b(?:different|uneven|not (?:the same|equal|even)|bigger|smaller|droop\w*|crooked)\b/g },
  { axis: 'symmetry', end: 'symmetric', claim: /\b(?:symmetric\w*|equal)\b/g, also: /\b(?:same|both|even|match\w*|normal|good|bilateral\w*|two|fine|intact)\b/g },
  { axis: 'assent', end: 'declined', claim: /\b(?:(?:patient|he|she|they|parent|mother|father|family|vaccine|vaccination|paperwork|today) (?:has |have )?(?:declin(?:es|ed|ing)|refus(?:es|ed|ing))|deferred|postponed)\b/g, also: /\b(?:rather not|no thank\w*|not (?:today|interested|want\w*|ready|going to)|pass|skip\w*|wait\w*|hold(?:ing)? off|think about it|no|never|next time|later|declin\w*|refus\w*|turn\w* (?:it|that) down|put (?:it|that) off|until|till|instead)\b/g },
  { axis: 'assent', end: 'agreed', claim: /\b(?:(?:patient|he|she|they|parent|mother|father|family) (?:has |have )?(?:agree[sd]|consent(?:s|ed)|accept(?:s|ed)) to|(?:vaccine|vaccines|vaccination|shot|injection)s? (?:was |were )?(?:administered|given|received))\b/g, also: /\b(?:yes|yeah|yep|sure|okay|ok|fine|good|sounds|let us|agree\w*|want|do it|go ahead|got|had|gave|give|giv\w*|received|took|shot|today|already|last|administer\w*|will)\b/g },
  { axis: 'work', end: 'out of work', claim: /\b(?:unemployed|retired|not working|out of work)\b/g, also: /\b(?:laid off|lost (?:my|his|her) job|between jobs|no job|not work\w*|retire\w*|quit (?:my|his|her) job|disability|fired)\b/g },
  { axis: 'intake', end: 'poor intake', claim: /\b(?:poor|decreased|reduced) (?:oral |po |food |fluid )?(?:intake|appetite|feeding)\b/g, also: /\b(?:not|hardly|barely|no|less|only|little|poor\w*|bad\w*|refus\w*|will not|pick\w*|off)\b/g },
]; // prettier-ignore

/** A reading "not normal" stands at the other end of its axis. */
export const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  bigger: ['smaller'],
  smaller: ['bigger'],
  darker: ['lighter'],
  lighter: ['darker'],
  fixed: ['mobile'],
  mobile: ['fixed'],
  asymmetric: ['symmetric'],
  symmetric: ['asymmetric'],
  declined: ['agreed'],
  agreed: ['declined'],
  stop: ['start', 'continue'],
  start: ['stop'],
  continue: ['stop'],
  high: ['low'],
  low: ['high'],
  worse: ['better'],
  better: ['worse'],
  poor: ['well'],
  well: ['poor'],
  abnormal: ['normal', 'clear', 'negative'],
  negative: ['abnormal'],
  sharp: ['dull'],
  dull: ['sharp'],
  normal: ['abnormal'],
  clear: ['abnormal'],
  mild: ['severe'],
  severe: ['mild'],
  sudden: ['gradual'],
  gradual: ['sudden'],
  chronic: ['acute'],
  acute: ['chronic'],
  constant: ['intermittent'],
  intermittent: ['constant'],
};

/** What a text claims on the axes. Where two ends share words ("uncontrolled" holds "controlled") the first takes them. */
export const axisClaims = remembered((line: Line): readonly AxisMark[] => {
  const out: AxisMark[] = [];
  for (const { axis, end, claim } of ENDS) {
    claim.lastIndex = 0;
    for (let match = claim.exec(line.text); match; match = claim.exec(line.text)) {
      const from = line.wordAt(match.index);
      const to = line.wordAt(match.index + Math.max(0, match[0].trimEnd().length - 1)) + 1;
      if (out.some((other) => other.axis === axis && from < other.to && to > other.from)) continue;
      out.push({ axis, end, from, to, text: match[0].trim() });
    }
  }
  return out;
});

/** Everything that speaks for an end of an axis, with the index of its first word. */
export function axisSupport(
  line: Line,
  axis: string,
  end: string,
  ofDrug = false,
): { readonly at: number; readonly strong: boolean }[] {
  const rule = ENDS.find((other) => other.axis === axis && other.end === end)!;
  const out: { at: number; strong: boolean }[] = [];
  for (const [pattern, strong] of [
    [rule.claim, true],
    [rule.also, false],
    [ofDrug ? undefined : rule.loose, false],
  ] as const) {
    if (!pattern) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(line.text); match; match = pattern.exec(line.text))
      out.push({ at: line.wordAt(match.index), strong });
  }
  return out;
}
