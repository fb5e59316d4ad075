import type { MedicationAction } from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';

/** How the words before a name lead up to it. */
export interface LeadUp {
  /** What the nearest verb does with it; undefined where none decides anything. */
  readonly action: MedicationAction | undefined;
  /** "if that is positive": under which it is done. */
  readonly condition: string | undefined;
  /** "could", "maybe": thought of, not decided. */
  readonly option: boolean;
  /** The words right before the name. */
  readonly before: string;
  /** Not to be done, or done already. */
  readonly undone: boolean;
}

const VERBS: readonly (readonly [RegExp, MedicationAction])[] = [
  [/^(?:stop|stopping|discontinue|discontinuing|hold|holding|off|quit)$/, 'stops'],
  [/^(?:increase|increasing|raise|raising|double|doubling|bump|up)$/, 'increases'],
  [/^(?:decrease|decreasing|lower|lowering|reduce|reducing|cut|cutting|taper|tapering|drop|down)$/, 'decreases'],
  [/^(?:continue|continuing|keep|keeping|stay|staying|remain|maintain|leave)$/, 'continues'],
  [/^(?:refills?|renew|refilling)$/, 'refills'],
  [
    /^(?:start|starting|restart|resume|begin|initiate|prescribe|prescribing|prescription|put|putting|place|placing|give|giving|add|adding|try|send|sending|call|write|order|ordering|use|take|apply|recommend|switch|switching|change|get|treat)$/,
    'starts',
  ],
];

/** Talk about a drug, or what the patient does with it: nothing is decided. */
const NO_DECISION =
  /^(?:adjust|adjustments?|changes|remember|remembering|remembered|forget|forgetting|forgot|missed|missing|allergic|without|instead|because|since|helps?|thinking|effects?)$/;

const FAR = 14;
const FAR_CONDITION = 18;

const norms = (unit: Unit): string[] => unit.tokens.map((token) => token.norm);

/** The first place in the clinician's words where a thing of that name is led up to by a verb. */
export function leadUpTo(term: string, units: readonly Unit[], lexicon: Lexicon): LeadUp | undefined {
  let weak: LeadUp | undefined;
  for (const unit of units) {
    if (unit.speaker === 'patient') continue;
    for (const mention of lexicon.find(unit.tokens)) {
      if (mention.concept.preferred !== term) continue;
      const found = leadUp(norms(unit), mention.start);
      if (found.action !== undefined && !found.undone) return found;
      weak ??= found;
    }
  }
  return weak;
}

function leadUp(words: readonly string[], at: number): LeadUp {
  const verb = nearestVerb(words, at);
  const from = verb?.at ?? at;
  const before = words.slice(Math.max(0, from - 5), at).join(' ');
  return {
    action: verb?.action,
    before: words.slice(Math.max(0, at - 8), at).join(' '),
    condition: conditionBefore(words, from),
    option: /\b(?:could|might|may|maybe|possibly|consider|potentially)\b/.test(before),
    undone:
      /\b(?:not|no|never|without|unless|last|previous|that we did|had|were|was|have been|been)\b/.test(before) &&
      !/\b(?:stop|if not|not better)\b/.test(before),
  };
}

function nearestVerb(words: readonly string[], at: number): { action: MedicationAction; at: number } | undefined {
  for (let i = at - 1; i >= Math.max(0, at - FAR); i--) {
    const word = words[i]!;
    if (NO_DECISION.test(word)) return undefined;
    const action = VERBS.find(([pattern]) => pattern.test(word))?.[1];
    if (action === undefined) continue;
    // "take it easy and …", "put on your socks", "remember to take …".
    const isHabit = words.slice(Math.max(0, i - 3), i).some((other) => NO_DECISION.test(other));
    return isHabit ? undefined : { action, at: i };
  }
  return undefined;
}

const OPENS_MAIN = /^(?:i|we|you)$/;
const MODAL = /^(?:will|would|can|could|may|might|want|need|should|am|are|do|probably|also)$/;

/** "and if that is positive I want to prescribe …": the condition that the verb at `at` hangs on. */
function conditionBefore(words: readonly string[], at: number): string | undefined {
  const from = words.lastIndexOf('if', at - 1);
  if (from < 0 || at - from > FAR_CONDITION) return undefined;
  // "let me know if …" is the condition of what stands before it.
  if (from > 0 && !/^(?:and|but|,|so|then|now|or|okay|also)$/.test(words[from - 1]!)) return undefined;
  for (let i = from + 3; i < at; i++) {
    if (!OPENS_MAIN.test(words[i]!) || !MODAL.test(words[i + 1] ?? '')) continue;
    const before = words[i - 1]!;
    if (/^(?:and|but|so)$/.test(before)) return undefined;
    return words.slice(from, before === ',' || before === 'then' ? i - 1 : i).join(' ');
  }
  return undefined;
}
