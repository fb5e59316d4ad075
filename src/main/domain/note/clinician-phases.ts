import type { Judged } from './clinician-state.ts';

/** What the clinician is doing: hearing the story, examining, going through results, or saying what it is and what to do. */
export type Phase = 'history' | 'exam' | 'results' | 'plan';

const EXAM_ON =
  /\b(?:physical exam\w*|(?:quick|brief|focused|do (?:a|an|my|your)) (?:physical|exam)|examine you|examine your|on (?:your )?exam\w*|let (?:me|us) (?:take a look at you|examine|listen|feel|check you)|take a (?:quick )?(?:look at you|listen)|listen to your|check you out|\w+ exam (?:shows|is|reveals)|verbalize (?:some of )?my findings|call out some of my findings|vital signs|your vitals)\b/;
/** "Let me look": an exam begins, unless it is a look at something written. */
const LOOKS =
  /\blet (?:me|us) (?:have a |take a |just )?(?:look|see)\b(?! (?:at (?:the|your) (?:lab|result|chart|record)|what|if|how|here))/;
const RESULTS_ON =
  /\b(?:show me (?:the |your )?|results? (?:of|for|from)|look(?:ing)? (?:here )?at (?:your |the |some of your )|review(?:ed|ing)? (?:the |your |some )|pull up |here is (?:your|the) )(?:.{0,40}?)\b(?:x-?rays?|ekg|ecg|echo\w*|labs?|lab results|mri|ct|ultrasound|results|a1c|panel|imaging|scan|blood work|pathology|report|images|hemoglobin|urinalysis|level|study|function)\b|^(?:the |your )?(?:[a-z]+ ){0,3}(?:x-?ray|ekg|mri|ct scan|echocardiogram|ultrasound)(?: of (?:the |your )?[a-z ]{2,24})? (?:shows|showed|reveals|is|was|looks)\b|\bx-?ray (?:i|we) (?:took|did) .{0,20}\bshows?\b/;
const PLAN_ON =
  /\b(?:i do not (?:think|believe) (?:this|it|that|you|he|she)|i (?:would like|want) (?:an?|you|him|her|some)\b|(?:so|yeah) (?:you|he|she) (?:has|have|had) an?|i can ?not rule out|look like|assessment and (?:my |our )?plan|my (?:assessment|plan|impression)|(?:first|second|next|last|other) problem|for your (?:first|second)|i (?:do )?(?:think|believe|suspect) (?:that )?(?:you|this|it|your|what)|what i would like to do|(?:i am|we are) going to (?:order|prescribe|start|refer|put|give|send|get|increase|continue|have you|treat|go ahead)|i want to (?:order|prescribe|start|refer|put|get|increase|go ahead and (?:order|prescribe|start))|i would (?:like|recommend)|let us (?:go ahead and )?(?:order|start|get|continue|increase|try)|treatment|you (?:do )?have (?:a |an )?(?:acute|mild|case of)|i recommend|consistent with|diagnos)\b/;

const STRONG_PLAN =
  /\b(?:i can ?not rule out|(?:my|our|the) (?:assessment and |impression and )?plan\b|(?:my|our) (?:assessment|impression)|can ?not rule out|(?:for|with) (?:the|your) (?:first|second|third|next|last) (?:problem|issue|diagnosis|concern)|first problem)\b/;

/** "So this is a heart failure flare": with a condition named, what was found out. */
const CONCLUDES =
  /^(?:(?:so|and|yeah|okay|well|now|,) )*(?:this|that|it|you|he|she) (?:is|are|has|have|had|looks like) (?!no\b|not\b)/;

/** Past the story: of a visit of a few sentences all but the first. */
export const isLate = (index: number, total: number): boolean => (total < 12 ? index > 0 : index > total * 0.3);

/** Where in the visit each clinician unit stands, by what it says and what came before. */
export function phasesOf(judged: readonly Judged[], total: number): Map<number, Phase> {
  const out = new Map<number, Phase>();
  let phase: Phase = 'history';
  for (const { candidate, slot } of judged) {
    const { unit } = candidate;
    if (unit.speaker === 'patient') continue;
    const text = unit.tokens.map((token) => token.norm).join(' ');
    const late = isLate(unit.index, total);
    if (late && STRONG_PLAN.test(text)) phase = 'plan';
    else if (EXAM_ON.test(text) && phase !== 'plan') phase = 'exam';
    else if (phase === 'history' && LOOKS.test(text)) phase = 'exam';
    else if (late && RESULTS_ON.test(text) && (phase !== 'plan' || !PLAN_ON.test(text))) phase = 'results';
    else if (
      late &&
      (PLAN_ON.test(text) ||
        (CONCLUDES.test(text) && candidate.mentions.some((mention) => mention.concept.kind === 'condition'))) &&
      !(phase === 'exam' && slot === 'exam')
    )
      phase = 'plan';
    else if (late && phase === 'plan' && slot === 'exam' && /\bon (?:your|the) \w+ exam|forgot to examine\b/.test(text))
      phase = 'exam';
    out.set(unit.index, phase);
  }
  return out;
}
