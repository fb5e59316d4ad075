import type { TranscriptWord } from '../../../shared/model/transcript.ts';
import { plainWord } from './correct-vocabulary-words.ts';

/** A symptom and the everyday word that recognisers write for it. Where the other word belongs, it stands beside one of these. */
interface SoundAlike {
  readonly symptom: string;
  readonly written: string;
  readonly ownBefore: RegExp;
  readonly ownAfter: RegExp;
}

const ALIKES: readonly SoundAlike[] = [
  {
    symptom: 'cough',
    written: 'cuff',
    ownBefore: /^(?:rotator|pressure|bp|arm|wrist|monitor|larger|bigger|smaller|adult|home|automatic)$/,
    ownAfter:
      /^(?:tear|tears|injury|size|repair|surgery|muscles?|tendons?|tendinitis|pressure|readings?|on|around|off)$/,
  },
];

/** So often the symptom has to be heard clearly elsewhere in the visit. */
const WITNESSES = 2;
/** As sure as a correction can be. */
const CONFIDENCE = 0.6;

/** The pairs of which this visit speaks, by all the words that were clearly heard in it. */
export function alikesIn(clear: readonly string[]): readonly SoundAlike[] {
  return ALIKES.filter(
    ({ symptom, written }) =>
      clear.filter((word) => word === symptom).length >= WITNESSES &&
      clear.filter((word) => word === written).length <= 1,
  );
}

/** "If the cuff is not gone in a month", in a visit about a cough. What stood there is kept in `heardAs`. */
export function correctAlikes(words: readonly TranscriptWord[], alikes: readonly SoundAlike[]): TranscriptWord[] {
  return words.map((word, at): TranscriptWord => {
    const own = plainWord(word.text);
    const pair = word.heardAs === undefined ? alikes.find(({ written }) => written === own) : undefined;
    if (!pair) return word;
    const [before, after] = [words[at - 1], words[at + 1]].map((beside) => plainWord(beside?.text ?? ''));
    if (pair.ownBefore.test(before!) || pair.ownAfter.test(after!)) return word;
    const text = word.text.replace(new RegExp(pair.written, 'i'), (found) =>
      found.startsWith(pair.written[0]!) ? pair.symptom : pair.symptom[0]!.toUpperCase() + pair.symptom.slice(1),
    );
    return { ...word, text, confidence: Math.min(CONFIDENCE, word.confidence), heardAs: word.text };
  });
}
