import { normalizeNumbers } from '../understanding/numbers.ts';
import { tokenize } from '../understanding/tokens.ts';
import { capital } from './sentence-text.ts';

/** "a new line": where one dictated sentence ends and the next begins. */
const NEW_LINE =
  /\s*[,.]?\s*\b(?:new line|next line|new paragraph|new bullet|next bullet|new sentence|next sentence)\b\s*[,.:]?\s*/gi;
/** "period" is also a word of medicine and of time. */
const FULL_STOP =
  /(?<!\b(?:menstrual|last|her|my|the|a|per|this|that|trial|waiting|grace|postpartum|of|first|missed|heavy))\s*,?\s+(?:period|full stop)\b(?!\s+(?:of|pain|cramps?|is|was|started|began))[.,]?/gi;

/**
 * What was dictated to sentences: punctuation that was spoken becomes punctuation, spoken numbers and units become figures ("twenty milligrams" →
 * "20 mg"), each sentence begins with a capital and ends. Nothing else is changed: these are the clinician's own words.
 */
export function dictatedSentences(spoken: string): string[] {
  return spoken
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .replace(FULL_STOP, '. ')
    .split(NEW_LINE)
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[A-Za-z0-9])/))
    .map((line) =>
      figures(
        line
          .replace(/\s*,?\s*\bquestion mark\b[.,]?/gi, '?')
          .replace(/\s*,?\s*\bsemicolon\b[,]?/gi, ';')
          .replace(
            /\s*,?\s*\bcolon\b(?=\s+[a-z0-9]|$)(?!\s+(?:cancer|polyps?|resection|screening|mass|surgery))[,]?/gi,
            ':',
          )
          .replace(/\s*,?\s*\bcomma\b[,]?/gi, ',')
          .replace(/\bopen (?:paren|parenthesis|bracket)\s*/gi, '(')
          .replace(/\s*\bclose (?:paren|parenthesis|bracket)\b/gi, ')'),
      ),
    )
    .map(finish)
    .filter((line) => line !== '');
}

/** Spoken numbers with their units to figures, everything between them as it was. */
export function figures(text: string): string {
  let out = '';
  let at = 0;
  for (const token of normalizeNumbers(tokenize(text))) {
    if (token.kind !== 'number' || token.start < at) continue;
    const said = text.slice(token.start, token.end);
    // "one of them", "a second": alone and small, a word stays a word.
    const stays =
      /^[a-z]+$/i.test(said) &&
      /^(?:1|1st|2nd|3rd)$/.test(token.norm) &&
      !/^\s+(?:day|week|month|year|hour|minute|time|tablet|pill|puff|capsule|drop|unit)/i.test(text.slice(token.end));
    out += text.slice(at, token.start) + (stays ? said : token.text);
    at = token.end;
  }
  return out + text.slice(at);
}

function finish(text: string): string {
  const bare = text
    .replace(/\s+([,.;:?!)])/g, '$1')
    .replace(/([,;:])\s*$/, '')
    .trim();
  if (!/[a-z0-9]/i.test(bare)) return '';
  return `${capital(bare)}${/[.!?]$/.test(bare) ? '' : '.'}`;
}
