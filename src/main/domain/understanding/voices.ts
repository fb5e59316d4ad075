import type { Speaker } from '../../../shared/model/transcript.ts';
import { scoreBinary, type BinaryModel } from './linear-model.ts';
import type { Unit } from './utterances.ts';

/** What the words of a unit say about who speaks: features of the voice model, the same in training and use. */
export function voiceFeatures(words: readonly string[], question: boolean): string[] {
  const plain = words.map((word) => (/^\d/.test(word) ? '#' : word));
  const out = new Set<string>([
    question ? '?' : '.',
    `n${plain.length < 4 ? plain.length : plain.length < 9 ? 4 : plain.length < 18 ? 9 : 18}`,
  ]);
  plain.forEach((word, i) => {
    out.add(word);
    if (i > 0) out.add(`${plain[i - 1]!} ${word}`);
    if (i > 1) out.add(`${plain[i - 2]!} ${plain[i - 1]!} ${word}`);
  });
  out.add(`^${plain[0] ?? ''}`);
  out.add(`^${plain[0] ?? ''} ${plain[1] ?? ''}`);
  return [...out];
}

/** How far a label of a recogniser is believed, in units of the model's log odds, and what a change of voice inside a segment costs. */
const LABEL = 2.2;
const CHANGE = 2;
/** An answer after a question costs less. */
const ANSWER = 0.7;
const MOST = 4;

type Voice = 'clinician' | 'patient';

/**
 * Who says each unit of one segment whose label may hide a second voice: the most probable sequence of clinician and patient, given
 * the words (`model`: positive for the clinician), the label, and that voices do not change often.
 */
export function voicesOf(units: readonly Unit[], label: Voice, model: BinaryModel): Speaker[] {
  const sign = label === 'clinician' ? 1 : -1;
  const scores = units.map((unit) => {
    const words = unit.tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm);
    const odds = scoreBinary(model, voiceFeatures(words, unit.question));
    return (
      Math.max(-MOST, Math.min(MOST, odds)) * (words.length < 3 ? 0.3 : 1) + sign * LABEL * (units.length > 6 ? 0.5 : 1)
    );
  });
  // best[k][v]: the best score of units 0..k that ends in voice v (0 clinician, 1 patient).
  let best = [scores[0]! / 2, -scores[0]! / 2];
  const from: number[][] = [];
  for (let k = 1; k < units.length; k++) {
    const own = [scores[k]! / 2, -scores[k]! / 2];
    const cost = units[k - 1]!.question ? ANSWER : CHANGE;
    const came = [0, 1].map((v) => (best[v]! >= best[1 - v]! - cost ? v : 1 - v));
    best = [0, 1].map((v) => own[v]! + (came[v] === v ? best[v]! : best[1 - v]! - cost));
    from.push(came);
  }
  let at = best[0]! >= best[1]! ? 0 : 1;
  const out: Speaker[] = [];
  for (let k = units.length - 1; k >= 0; k--) {
    out.unshift(at === 0 ? 'clinician' : 'patient');
    if (k > 0) at = from[k - 1]![at]!;
  }
  return out;
}
