/** What is known of a model, for recommending one. */
export interface Candidate {
  readonly name: string;
  readonly parametersMillions: number;
  readonly languages: readonly string[];
  /** Seconds of work a second of speech, where it was measured on this machine. */
  readonly realTimeFactor?: number;
}

export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Live captions need time for the rest of the visit's work: faster than this keeps up. */
export const LIVE_FACTOR = 0.6;
/** Weights in int8, the audio's keys and values, and room to breathe: about so many bytes a parameter. */
const BYTES_PER_PARAMETER = 4;

/**
 * The largest model that this machine should keep up with, since larger ones err less: by what was measured, else by a rule of
 * thumb (OpenAI's relative speeds; a small clinic machine has two to four cores). `undefined`: none fits, the built-in one stays.
 */
export function recommendModel(
  candidates: readonly Candidate[],
  machine: Machine,
  language: string,
): string | undefined {
  const fits = ({ parametersMillions, languages, realTimeFactor }: Candidate): boolean => {
    const hears = languages.includes(language) || languages.includes('multilingual') || languages.length > 1;
    if (!hears || parametersMillions * 1e6 * BYTES_PER_PARAMETER > machine.memoryBytes / 2) return false;
    return realTimeFactor === undefined
      ? parametersMillions <= thumb(machine.cores, language)
      : realTimeFactor <= LIVE_FACTOR;
  };
  const best = candidates.filter(fits).sort((a, b) => b.parametersMillions - a.parametersMillions)[0];
  return best?.name;
}

/** The most millions of parameters to begin with. Where only the large model hears the language, it is worth waiting for. */
function thumb(cores: number, language: string): number {
  if (language !== 'en') return Infinity;
  return cores >= 4 ? 300 : 100;
}
