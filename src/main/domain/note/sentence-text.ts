/** Words to a sentence: what every composer does at the end. */

/** First letter up, everything else as it is. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const NUMERIC_UNIT = /\b(\d+(?:\.\d+)?) (?:percent)\b/g;

/** Commas close up, capital first, one full stop last (or the mark it ends with). Nothing of nothing. */
export function asSentence(text: string): string {
  const out = text
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .replace(/,+/g, ',')
    .replace(/ ([:.;])/g, '$1')
    .replace(/ %/g, '%')
    .replace(NUMERIC_UNIT, '$1%')
    .trim()
    .replace(/[,:;.]+$/, '');
  if (out === '') return '';
  return /[!?]$/.test(out) ? capital(out) : `${capital(out)}.`;
}
