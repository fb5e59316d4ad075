import { entryOfPhrase } from './word-list.ts';

/** Half of Whisper's context may be a prompt; a shorter one leaves room for text and pulls less at the model. */
const MAX_PROMPT_TOKENS = 160;

export interface WhisperPrompt {
  readonly tokens: readonly number[];
  readonly text: string;
}

/**
 * Words that are likely in this visit, as the text that Whisper believes went before: a list of names makes it spell them. Terms are
 * taken in their order while there is room. `undefined` when there is nothing to say or the model has no token for it.
 */
export function whisperPrompt(
  vocabulary: readonly string[],
  startOfPrevious: number | undefined,
  encode: (text: string) => readonly number[],
): WhisperPrompt | undefined {
  if (startOfPrevious === undefined) return undefined;
  const terms: string[] = [];
  let tokens: readonly number[] = [];
  for (const term of new Set(
    vocabulary.map((entry) => entryOfPhrase(entry.trim()).term).filter((entry) => entry !== ''),
  )) {
    const longer = encode(` ${[...terms, term].join(', ')}.`);
    // A term in signs that the vocabulary does not have cannot be hinted at.
    if (!longer.every(Number.isInteger)) continue;
    if (longer.length > MAX_PROMPT_TOKENS) break;
    terms.push(term);
    tokens = longer;
  }
  return terms.length === 0 ? undefined : { tokens: [startOfPrevious, ...tokens], text: terms.join(', ') };
}
