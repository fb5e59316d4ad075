import type { InstructionAction } from '../../../shared/model/instruction.ts';

/** An instruction in its parts. `section`, `about`, `from`, `to` are in the clinician's own words. */
export type Instruction =
  | { action: 'add'; section: string; text: string }
  | { action: 'add-problem'; problem: string; text: string }
  | { action: 'remove'; about: string | undefined }
  | { action: 'replace'; from: string; to: string }
  | { action: 'dose' | 'side' | 'frequency'; to: string }
  | { action: 'pronoun'; to: 'she' | 'he' | 'they' | 'the patient' }
  | { action: 'move'; section: string }
  | {
      action: Exclude<
        InstructionAction,
        'add' | 'add-problem' | 'remove' | 'replace' | 'dose' | 'side' | 'frequency' | 'pronoun' | 'move'
      >;
    };

/** Names of sections and headings that people use, longest first. */
export const SECTION_WORDS =
  'history of (?:the )?present(?:ing)? (?:illness|complaint)|past medical history|past surgical history|family history|social history|review of systems|physical exam(?:ination)?|assessment and plan|chief complaint|vital signs|medications?|medicines?|allerg(?:y|ies)|subjective|objective|assessment|impression|diagnos(?:is|es)|plan|exam(?:ination)?|results?|labs?|vitals|hpi|pmh|psh|ros|fh|sh|cc|a&p|a and p';
const SECTION = `(?:the )?(${SECTION_WORDS})(?: section| part)?`;

type Rule = readonly [RegExp, (match: RegExpExecArray) => Instruction | undefined];

const rules: readonly Rule[] = [
  [new RegExp(`^(?:please )?(?:add|put|write|note|dictate|document)(?: this)? (?:to|in|into|under|for) ${SECTION}(?:\\s*[:,.-]+|\\s+that\\b)?\\s*(.*)$`, 'is'), (m) => ({ action: 'add', section: m[1]!, text: m[2]! })],
  [new RegExp(`^(?:please )?(?:add|put|write)\\s+(.+?)\\s+(?:to|in|into|under) ${SECTION}[.!]?$`, 'is'), (m) => ({ action: 'add', section: m[2]!, text: unquote(m[1]!) })],
  [new RegExp(`^(?:in |for |under |to )?${SECTION}\\s*[:,]\\s*(.+)$`, 'is'), (m) => ({ action: 'add', section: m[1]!, text: m[2]! })],
  [/^(?:please )?(?:add |put in )?(?:a )?new problem\s*[:,]?\s*(.+)$/is, (m) => problem(m[1]!)],
  [/^(?:please )?add (?:the )?problem\s*[:,]?\s*(.+)$/is, (m) => problem(m[1]!)],
  [/^(?:please )?(?:remove|delete|drop|take out|leave out|strike)(?: this| it| that)?(?: (?:sentence|line))?[.!]?$/i, () => ({ action: 'remove', about: undefined })],
  [/^(?:please )?(?:remove|delete|drop|take out|leave out|strike) (?:the |that |this )?(?:sentences?|lines?|parts?|bit|one) (?:about|on|with|that says|saying|mentioning|regarding) (?:the )?(.+?)[.!]?$/i, (m) => ({ action: 'remove', about: unquote(m[1]!) })],
  [/^(?:please )?(?:make|change|turn) (?:it|this|that)?\s*(?:in)?to (?:the )?(past|present)(?: tense)?[.!]?$/i, (m) => ({ action: m[1]!.toLowerCase() as 'past' | 'present' })],
  [/^(?:please )?(?:in |use |make (?:it |this )?)?(?:the )?(past|present)(?: tense)?[.!]?$/i, (m) => ({ action: m[1]!.toLowerCase() as 'past' | 'present' })],
  [/^(?:please )?(?:change |set |correct |make )(?:the )?dose (?:to|is|be)?\s*(.+?)[.!]?$/i, (m) => ({ action: 'dose', to: m[1]! })],
  [/^(?:please )?(?:change |set |correct |make )(?:the )?(?:frequency|schedule|interval) (?:to|is|be)?\s*(.+?)[.!]?$/i, (m) => ({ action: 'frequency', to: m[1]! })],
  [/^(?:please )?(?:change|set|correct|make) (?:the )?(?:side|laterality)?\s*(?:it |this )?(?:to )?(?:the )?(left|right|both sides|both|bilateral)(?: side)?[.!]?$/i, (m) => ({ action: 'side', to: m[1]!.toLowerCase() })],
  [/^(?:please )?(?:it(?:'s| is) )?the (left|right) (?:side|one),? not the (?:left|right)(?: side| one)?[.!]?$/i, (m) => ({ action: 'side', to: m[1]!.toLowerCase() })],
  [/^(?:please )?replace\s+(.+?)\s+(?:with|by)\s+(.+?)$/is, (m) => replace(m[1]!, m[2]!)],
  [/^(?:please )?(?:change|correct|fix)\s+(.+?)\s+(?:to|into)\s+(.+?)$/is, (m) => replace(m[1]!, m[2]!)],
  [/^(?:please )?(.+?)\s*(?:→|->|=>)\s*(.+?)$/s, (m) => replace(m[1]!, m[2]!)],
  [/^(?:please )?(?:shorten|make (?:it |this )?(?:shorter|more concise|concise|brief)|shorter|tighten)(?: (?:it|this))?[.!]?$/i, () => ({ action: 'shorten' })],
  [/^(?:please )?(?:make (?:it |this )?|as )?(?:an? )?(?:bullet|bullet point|telegraphic|note style)[.!]?$/i, () => ({ action: 'bullet' })],
  [/^(?:please )?(?:make (?:it |this )?|as )?(?:an? )?(?:plain|full|whole|complete)(?: sentence| prose)?[.!]?$/i, () => ({ action: 'plain' })],
  [/^(?:please )?(?:make (?:it |this )?)?(negative|positive)[.!]?$/i, (m) => ({ action: m[1]!.toLowerCase() as 'negative' | 'positive' })],
  [/^(?:please )?(?:negate|deny)(?: (?:it|this))?[.!]?$/i, () => ({ action: 'negative' })],
  [new RegExp(`^(?:please )?move (?:it |this |that )?(?:sentence )?(?:to|into|under) ${SECTION}[.!]?$`, 'i'), (m) => ({ action: 'move', section: m[1]! })],
  [/^(?:please )?(?:split|divide)(?: (?:it|this))?(?: (?:in|into) two)?[.!]?$/i, () => ({ action: 'split' })],
  [/^(?:please )?(?:merge|join|combine)(?: (?:it|this))?(?: (?:with|and) (?:the )?next(?: (?:one|sentence))?)?[.!]?$/i, () => ({ action: 'merge' })],
  [/^(?:please )?(?:expand|write out|spell out)(?: (?:the |all )?abbreviations?)?[.!]?$/i, () => ({ action: 'expand' })],
  [/^(?:please )?(?:abbreviate|use abbreviations)(?: (?:it|this))?[.!]?$/i, () => ({ action: 'abbreviate' })],
  [/^(?:please )?(?:use|with|say) ["“']?(she|he|they|the patient)["”']?[.!]?$/i, (m) => ({ action: 'pronoun', to: m[1]!.toLowerCase() as 'she' })],
  [/^(?:please )?(?:use )?(?:a )?(?:neutral|gender[- ]neutral)(?: pronouns?)?[.!]?$/i, () => ({ action: 'pronoun', to: 'the patient' })],
]; // prettier-ignore

/** A clinician's words to an instruction, or nothing where they are none of those that are known. */
export function parseInstruction(words: string): Instruction | undefined {
  const text = words.replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  for (const [pattern, make] of rules) {
    const match = pattern.exec(text);
    const made = match ? make(match) : undefined;
    if (made) return made;
  }
  return undefined;
}

const unquote = (text: string): string => text.trim().replace(/^["“']+|["”']+$/g, '');

function replace(from: string, to: string): Instruction | undefined {
  const [what, by] = [unquote(from), unquote(to.replace(/(?<=[a-z)"”'])\.$/i, ''))];
  return what === '' || by === '' ? undefined : { action: 'replace', from: what, to: by };
}

function problem(text: string): Instruction | undefined {
  const [name = '', ...rest] = text.split(/\s*[:;.]\s+|\s*,\s*/);
  return name.trim() === ''
    ? undefined
    : { action: 'add-problem', problem: name.replace(/[.!]$/, '').trim(), text: rest.join(', ') };
}
