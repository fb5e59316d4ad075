import { examines, looksAtPatient, tellsFindings, tellsVitals } from '../understanding/exam-begins.ts';
import type { Judged } from './clinician-state.ts';

/** What the clinician is doing: hearing the story, examining, going through results, or saying what it is and what to do. */
export type Phase = 'history' | 'exam' | 'results' | 'plan';

const VITALS_ON = /\b(?:vital signs|your vitals)\b/;
const RESULTS_ON =
  /\b(?:show me (?:the |your )?|results? (?:of|for|from)|look(?:ing)? (?:here )?at (?:your |the |some of your )|review(?:ed|ing)? (?:the |your |some )|pull up |here is (?:your|the) )(?:.{0,40}?)\b(?:x-?rays?|ekg|ecg|echo\w*|labs?|lab results|mri|ct|ultrasound|results|a1c|panel|imaging|scan|blood work|pathology|report|images|hemoglobin|urinalysis|level|study|function)\b|\b(?:we|i) (?:got|took|did)(?: an?| some| your| the)? (?:x-?rays?|mri|ct|ultrasound|ekg)\b|^(?:(?:okay|so|and|now|alright|,) )*(?:the |your )?(?:[a-z]+ ){0,3}(?:x-?ray|ekg|mri|ct scan|echo|echocardiogram|ultrasound|biopsy|scan)(?: of (?:the |your )?[a-z ]{2,24})?(?: report| from [a-z ]{2,24})? (?:shows|showed|says|said|reveals|is|was|looks|came back)\b|\bx-?ray (?:i|we) (?:took|did) .{0,20}\bshows?\b/;
const PLAN_ON =
  /\b(?:i do not (?:think|believe) (?:this|it|that|you|he|she)|i (?:would like|want) (?:an?|you|him|her|some)\b|(?:so|yeah) (?:you|he|she) (?:has|have|had) an?|i can ?not rule out|look like|assessment and (?:my |our )?plan|my (?:assessment|plan|impression)|(?:first|second|next|last|other) problem|for your (?:first|second)|i (?:do )?(?:think|believe|suspect) (?:that )?(?:you|this|it|your|what)|what i would like to do|(?:i am|we are) going to (?:order|prescribe|start|refer|put|give|send|get|increase|continue|have you|treat|go ahead)|i want to (?:order|prescribe|start|refer|put|get|increase|go ahead and (?:order|prescribe|start))|i would (?:like|recommend)|^(?:(?:so|and|okay|,) )*(?:the|your|his|her) (?:[a-z]+ ){1,3}(?:is|are) (?:probably |likely |most likely |all )?(?:from|due to|because of|caused by|coming from)\b|let us (?:go ahead and )?(?:order|start|get|continue|increase|try|cut|stop|add|switch|send|decrease|use|repeat)|treatment|what (?:we|you|he|she) (?:have|has)(?: got)?(?: here)? is\b|(?:we are|i am) seeing an?\b|i am (?:a little |pretty |really )?(?:worried|concerned) (?:about|that|you|he|she|for)\b|(?:i am|we are) going to (?:use|add|message|write|switch|change|stop|hold)\b|i will (?:give|add|prescribe|send|write|refer|put in)\b|you (?:do )?have (?:a |an )?(?:acute|mild|case of)|i recommend|consistent with|diagnos)\b/;

const STRONG_PLAN =
  /\b(?:i can ?not rule out|(?:my|our|the) (?:assessment and |impression and )?plan\b|(?:my|our) (?:assessment|impression)|can ?not rule out|(?:for|with) (?:the|your) (?:first|second|third|next|last) (?:problem|issue|diagnosis|concern)|first problem)\b/;

/** "So this is a heart failure flare": with a condition named, what was found out. */
const CONCLUDES =
  /^(?:(?:so|and|yeah|okay|well|now|,) )*(?:(?:this|that|it|you|he|she) (?:is|are|has|have|had|(?:looks|sounds|seems) like) (?!no\b|not\b|your (?:first|second|third|fourth|last)\b)|(?:your|the|his|her) (?:\S+ ){1,4}(?:is|are|has been|looks) (?:a (?:little|bit|lot) |much |still |doing |getting |really |not )*(?:better|worse|stable|controlled|improv\w+|where)\b)/;

/** "The thyroid is well controlled, stay on the same dose": how a problem stands, and so no finding. */
const STANDS =
  /\b(?:(?:well|poorly|not|better|under|fairly) controlled|under control|at goal|stay on (?:the|your|it)|not where (?:we|i) (?:want|would like)|where (?:we|i) (?:want|would like) (?:it|you|them))\b/;

/** A part of the body that is examined and not pictured: the exam goes on after a result. */
const OF_BODY =
  /^(?:(?:and|so|okay|now|,|your|the|his|her|on|both) )*(?:you have|i (?:do not |can |do )?(?:hear|feel)|heart(?: is|'s| sounds)|lungs?|belly|abdomen|throat|neck|skin|gait|reflexes|feet|pulses|ankles|ears?|eyes|legs|strength|sensation)\b/;

/** "The knee is osteoarthritis": a part of the body is said to be an illness. */
const isIllness = ({ mentions, unit }: Judged['candidate']): boolean =>
  mentions.some(
    ({ concept, start }) =>
      concept.kind === 'condition' &&
      start <= 6 &&
      /^(?:is|are)$/.test(unit.tokens[start - 1]?.norm ?? '') &&
      /^(?:the|your|his|her)$/.test(
        unit.tokens.find(({ norm }) => !/^(?:so|and|okay|,|then|now)$/.test(norm))?.norm ?? '',
      ),
  );

/** A study or a value is told: "your TSH was 6.2", "the ultrasound report says …". */
const tellsStudy = ({ mentions }: Judged['candidate']): boolean =>
  mentions.some(({ concept }) => concept.kind === 'test' && /^(?:lab|imaging|cardiac)$/.test(concept.group));

/** Past the story: of a visit of a few sentences all but the first. */
export const isLate = (index: number, total: number): boolean => (total < 12 ? index > 0 : index > total * 0.3);

/** Where in the visit each clinician unit stands, by what it says and what came before. */
export function phasesOf(judged: readonly Judged[], total: number): Map<number, Phase> {
  const out = new Map<number, Phase>();
  let phase: Phase = 'history';
  let examined = false;
  for (const { candidate, slot } of judged) {
    const { unit } = candidate;
    if (unit.speaker === 'patient') continue;
    const text = unit.tokens.map((token) => token.norm).join(' ');
    const late = isLate(unit.index, total);
    // Vital signs after what only sounded like a conclusion: the exam is still to come.
    if (phase === 'plan' && !examined && !unit.question && tellsVitals(text)) phase = 'exam';
    else if (late && STRONG_PLAN.test(text)) phase = 'plan';
    else if ((examines(text) || VITALS_ON.test(text)) && phase !== 'plan') phase = 'exam';
    else if (
      phase === 'history' &&
      (looksAtPatient(text) || (!unit.question && (tellsFindings(text) || (late && tellsVitals(text)))))
    )
      phase = 'exam';
    else if (late && RESULTS_ON.test(text) && (phase !== 'plan' || !PLAN_ON.test(text))) phase = 'results';
    else if (late && phase !== 'plan' && slot === 'results' && !unit.question && tellsStudy(candidate))
      phase = 'results';
    else if (phase === 'results' && slot === 'exam' && !tellsStudy(candidate) && OF_BODY.test(text)) phase = 'exam';
    else if (
      late &&
      (PLAN_ON.test(text) ||
        (!unit.question && isIllness(candidate)) ||
        STANDS.test(text) ||
        (CONCLUDES.test(text) && candidate.mentions.some((mention) => mention.concept.kind === 'condition'))) &&
      !(phase === 'exam' && slot === 'exam')
    )
      phase = 'plan';
    else if (late && phase === 'plan' && slot === 'exam' && /\bon (?:your|the) \w+ exam|forgot to examine\b/.test(text))
      phase = 'exam';
    examined ||= phase === 'exam';
    out.set(unit.index, phase);
  }
  return out;
}
