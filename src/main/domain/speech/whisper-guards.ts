/** What decoding a window came to, as far as it tells whether to believe it. */
export interface WhisperEvidence {
  readonly text: string;
  /** Mean log-probability of the text's tokens; -Infinity when there are none. */
  readonly averageLogProbability: number;
  /** Bytes of the text over its deflated bytes: what repeats itself deflates well. */
  readonly compression: number;
  /** How likely the model thought that nobody spoke. */
  readonly noSpeech: number;
  readonly looped: boolean;
  readonly durationMs: number;
  /** What the model was prompted with, if it was. */
  readonly prompt?: string;
}

/** `sound`: believe it. `again`: decode with another temperature. `silence`: nobody spoke. */
export type WhisperVerdict = 'sound' | 'again' | 'silence';

/** Radford et al. 2022, section 4.5. */
const MIN_AVERAGE_LOG_PROBABILITY = -1;
const MAX_COMPRESSION = 2.4;
const NO_SPEECH = 0.6;
/** Nobody speaks so many words a second for long; text on noise often does. */
const MAX_WORDS_PER_SECOND = 7;

/** Judges one attempt. Text that is only what the model was prompted with was not heard. */
export function judgeWhisper(evidence: WhisperEvidence): WhisperVerdict {
  const { text, averageLogProbability, compression, noSpeech, looped, durationMs, prompt } = evidence;
  if (text === '') return 'silence';
  if (noSpeech > NO_SPEECH && averageLogProbability < MIN_AVERAGE_LOG_PROBABILITY) return 'silence';
  if (isStockPhrase(text, evidence)) return 'silence';
  const words = text.split(' ').length;
  const isTooFast = words > 4 && words / Math.max(0.5, durationMs / 1_000) > MAX_WORDS_PER_SECOND;
  const isEcho = prompt !== undefined && words > 2 && plain(prompt).includes(plain(text));
  const isDoubtful = averageLogProbability < MIN_AVERAGE_LOG_PROBABILITY || compression > MAX_COMPRESSION;
  return looped || isTooFast || isEcho || isDoubtful ? 'again' : 'sound';
}

/** Ends of subtitles that Whisper learned by heart and writes over music, noise and silence. No visit has them. */
const NEVER_SAID = [
  /\b(subtitles?|captions?|transcri(bed|ption)|translated?) (by|from) \S+/,
  /amara ?org/,
  /subtítulos (realizados )?por/,
  /\b(like|please) (and|like)? ?subscribe\b/,
  /\bsubscribe to (my|our|the) channel\b/,
  /suscríbete/,
  /\bin the next video\b/,
  /\bmooji\b/,
];
/** Said by people too, though hardly in a visit: dropped where the model itself was in doubt. */
const STOCK = new Set([
  'thank you for watching',
  'thanks for watching',
  'thank you so much for watching',
  'thank you very much for watching',
  'gracias por ver el video',
  'gracias por ver',
]);
/** Said in visits every day, and written over silence as often: dropped only where hardly anything speaks for speech. */
const SHORT = new Set(['you', 'thank you', 'thanks', 'bye', 'bye bye', 'okay', 'so', 'the end', 'gracias', 'oh']);

function isStockPhrase(
  text: string,
  { noSpeech, averageLogProbability }: Pick<WhisperEvidence, 'noSpeech' | 'averageLogProbability'>,
): boolean {
  const said = plain(text);
  // Signs without a word: music notes, brackets, dots.
  if (!/[\p{L}\p{N}]/u.test(said)) return true;
  if (/^\s*[[(♪*].*[\])♪*]\s*$/u.test(text)) return true;
  if (said.length < 80 && NEVER_SAID.some((pattern) => pattern.test(said))) return true;
  if (STOCK.has(said)) return noSpeech > 0.1 || averageLogProbability < -0.3;
  return SHORT.has(said) && noSpeech > 0.4 && averageLogProbability < -0.5;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

/**
 * Takes out word runs that repeat beyond what people say ("go on and on go on and on go on and on"), whatever the tokens were, up to
 * their first occurrence: a run of up to six words four times over, or one word eight times.
 */
export function withoutRepeats<Word extends { readonly text: string }>(words: readonly Word[]): Word[] {
  const kept = [...words];
  const said = kept.map((word) => plain(word.text));
  for (let end = kept.length; end > 1; end--)
    for (let period = 1; period <= 6; period++) {
      let same = 0;
      while (end - 1 - same - period >= 0 && said[end - 1 - same] === said[end - 1 - same - period]) same++;
      const repeats = Math.floor(same / period) + 1;
      if (repeats < (period === 1 ? 8 : 4)) continue;
      const surplus = (repeats - 1) * period;
      kept.splice(end - surplus, surplus);
      said.splice(end - surplus, surplus);
      end -= surplus;
      break;
    }
  return kept;
}
