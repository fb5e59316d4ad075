import type { CodeEntry, CodeTable } from './code-table.ts';
import { isUnder } from './conditions.ts';
import type { Finding } from './findings.ts';
import type { PhraseCoder } from './phrase-coder.ts';

/**
 * What a note says about a problem outside its heading, and for which codes it matters. A match adds its words to the phrase; the new code
 * counts only within the family.
 */
interface Refinement {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly pattern: RegExp;
  /** The words to add; by default what matched. */
  readonly words?: string;
  /** The code itself, where words would only lead back to it. */
  readonly code?: string;
  /** Counts only in the heading. */
  readonly inTitle?: boolean;
}

const NOT = String.raw`(?<!\b(?:no|not|not in|without|denies|no recent|no acute|no current|recent|last|prior|previous|avoid|avoiding|prevent|risk of|history of)\s(?:an?\s)?(?:acute\s)?)`;

const REFINEMENTS: readonly Refinement[] = [
  { from: ['J45'], to: ['J45'], pattern: /\b(?:mild|moderate|severe)[ -]+(?:intermittent|persistent)\b|\bintermittent asthma\b/i },
  { from: ['J45'], to: ['J45'], pattern: new RegExp(`${NOT}\\b(?:exacerbations?|flare[- ]?ups?|flar(?:e|ing)|asthma attack)\\b`, 'i'), words: 'with exacerbation' },
  { from: ['J44.9'], to: ['J44'], pattern: new RegExp(`${NOT}\\b(?:exacerbations?|flare[- ]?ups?|flar(?:e|ing))\\b`, 'i'), words: 'with acute exacerbation' },
  { from: ['I50.9'], to: ['I50'], pattern: /\b(?:(?:acute on chronic|acute|chronic)\s+)?(?:combined\s+)?(?:systolic|diastolic|hfref|hfpef)\b|\b(?:reduced|preserved) ejection fraction\b(?! of)/i },
  { from: ['I48.91'], to: ['I48'], pattern: /\b(?:paroxysmal|permanent|longstanding persistent|persistent|chronic)\b/i },
  { from: ['N18.9'], to: ['N18'], pattern: /\bstage\s+(?:[1-5][ab]?|i{1,3}[ab]?|iv|v)\b/i },
  { from: ['F32.A', 'F32.9', 'F33.9'], to: ['F32', 'F33'], pattern: /\brecurrent\b/i, words: 'major depressive disorder recurrent' },
  { from: ['F32.A', 'F32.9', 'F33.9'], to: ['F32', 'F33'], pattern: /\b(?:mild|moderate|severe)(?=\s+(?:depress|major|episode|symptoms of depress|mdd|recurrent))|(?<=depress\w*\s+(?:is\s+|remains\s+)?)(?:mild|moderate|severe)\b/i },
  { from: ['F32.A', 'F32.9', 'F33.9'], to: ['F32', 'F33'], pattern: /\b(?:mild|moderate|severe)\b/i, inTitle: true },
  { from: ['F32', 'F33'], to: ['F32', 'F33'], pattern: /\bin (?:full |partial )?remission\b/i },
  { from: ['G43.909', 'G43.009'], to: ['G43'], pattern: /\bwith aura\b|\bchronic migraine\b|\bmenstrual migraine\b|\bwithout aura\b/i },
  { from: ['G43'], to: ['G43'], pattern: /\b(?:intractable|refractory)\b(?<!not intractable)/i, words: 'intractable' },
  { from: ['G40.909'], to: ['G40'], pattern: /\b(?:intractable|refractory)\b(?<!not intractable)/i },
  { from: ['E11.9', 'E11.8'], to: ['E11.A'], pattern: /\bdiabetes\b[^.]{0,20}\bin remission\b/i, words: 'in remission' },
  { from: ['E11', 'E10'], to: ['E11', 'E10'], pattern: /\b(?:uncontrolled|poorly controlled|out of control|inadequately controlled|not (?:well |adequately )?controlled|hyperglycemia|hyperglycemic)\b/i, words: 'with hyperglycemia' },
  { from: ['M17.9', 'M17.1', 'M16.9', 'M16.1'], to: ['M16', 'M17'], pattern: /\bbilateral(?:ly)?\b|\bboth (?:knees|hips)\b/i, words: 'bilateral' },
  { from: ['F17.200'], to: ['F17.21'], pattern: /\b(?:cigarettes?|ppd|packs? (?:a|per) day)\b/i, code: 'F17.210' },
  { from: ['J01.90'], to: ['J01'], pattern: /\brecurrent\b|\bmaxillary\b|\bfrontal\b|\bethmoid(?:al)?\b/i },
  { from: ['H66.9'], to: ['H66'], pattern: /\b(?:suppurative|purulent)\b/i, words: 'acute suppurative' },
  { from: ['K57.92', 'K57.90'], to: ['K57'], pattern: /\b(?:colon|sigmoid|descending|colonic)\b/i, words: 'of colon' },
  { from: ['M51.26', 'M51.36'], to: ['M51'], pattern: /\bl5[ -/]*s1\b/i, words: 'lumbosacral L5-S1' },
  { from: ['O24.419'], to: ['O24.4'], pattern: /\b(?:diet[- ]controlled|insulin|metformin|glyburide)\b/i },
  { from: ['N30.00', 'N30.90'], to: ['N30'], pattern: new RegExp(`${NOT}\\b(?:hematuria|blood in (?:the |her |his )?urine)\\b`, 'i'), words: 'acute with hematuria' },
  { from: ['S06.0X9'], to: ['S06.0'], pattern: /\b(?:no|without|denies|did not have) (?:any )?(?:loss of consciousness|loc)\b/i, words: 'without loss of consciousness' },
]; // prettier-ignore

/** Injuries are coded by what the visit is for: D once active treatment is over (Guidelines, section I.C.19.a). */
const SUBSEQUENT =
  /\b(?:here|presents?|presented|seen|returns?|returned|comes? in)\b[^.]{0,40}\bfollow(?:ing)?[- ]?up\b|^\s*follow[- ]?up\b|\b(?:is|are|has been|have been|interval|routine|delayed|early|evidence of) healing\b|\bhealed\b|\bhealing (?:well|appropriately|nicely|as expected)\b|\bcast (?:removal|was removed|is off|off)\b|\b(?:\d+|one|two|three|four|five|six|eight|several) (?:weeks?|months?) (?:out|post|after|since|status post|s\/p)\b|\b(?:status post|s\/p) (?:orif|open reduction|closed reduction|fixation|repair|casting)\b/i;

/**
 * Takes up severity, stage, course and encounter that stand outside the heading. `reason` is why the patient came. Sides come later, from
 * the whole note.
 */
export function refine(finding: Finding, coder: PhraseCoder, table: CodeTable, reason: string): Finding {
  let current = finding;
  let phrase = finding.phrase;
  for (const rule of REFINEMENTS) {
    if (!isUnder(current.entry.code, rule.from)) continue;
    const match = rule.pattern.exec(rule.inTitle ? (finding.title ?? finding.phrase) : finding.context);
    if (!match) continue;
    const words = rule.words ?? match[0];
    if (phrase.toLowerCase().includes(words.toLowerCase())) continue;
    const best =
      rule.code !== undefined
        ? { code: rule.code, score: 1 }
        : coder.hits(`${phrase} ${words}`, 8).find((hit) => hit.billable && isUnder(hit.code, rule.to));
    const entry = best && best.score >= 0.55 ? table.get(best.code) : undefined;
    if (!entry || entry.code === current.entry.code) continue;
    phrase = `${phrase} ${words}`;
    current = {
      ...current,
      entry,
      offers: [...current.offers, current.entry.code],
      reasons: [...current.reasons, `The note says “${match[0].trim()}” of it.`],
    };
  }
  return encounter(current, table, reason);
}

function encounter(finding: Finding, table: CodeTable, reason: string): Finding {
  const { code } = finding.entry;
  if (!/^[ST].{6}A$/.test(code) || isUnder(code, ['T36', 'T37', 'T38', 'T39', 'T4', 'T50', 'T78', 'T88']))
    return finding;
  if (!SUBSEQUENT.test(reason) && !SUBSEQUENT.test(finding.context)) return finding;
  const later: CodeEntry | undefined = table.get(`${code.slice(0, -1)}D`);
  return later
    ? {
        ...finding,
        entry: later,
        offers: [...finding.offers, code],
        reasons: [...finding.reasons, 'This visit follows up an injury treated before.'],
      }
    : finding;
}
