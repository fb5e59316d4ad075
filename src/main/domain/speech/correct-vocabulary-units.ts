import type { TranscriptWord } from '../../../shared/model/transcript.ts';
import { isNumber, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds, soundsOf } from './phonetic.ts';
import { secondTextOf } from './second-hearing-marks.ts';

const UNITS = ['milligrams', 'micrograms'].map((text) => ({ text, sounds: soundsOf(text) }));
const LONGEST_WINDOW = 3;
const NEEDED = 0.7;
/** Below the note's limit for a unit that was heard clearly: a person is asked to listen. */
const CONFIDENCE = 0.45;
/** The second hearing wrote the unit. */
const CONFIRMED = 0.75;

/**
 * "Twenty million rams" is twenty milligrams: after a number, words that sound like a unit of dose and begin like it are that unit. Single
 * words ("million") are left, since numbers end so.
 */
export function correctUnits(words: readonly TranscriptWord[]): TranscriptWord[] {
  return withHomophones(withUnits(words));
}

const UNIT = /^(?:milli|micro)grams?$|^(?:mg|mcg|units?)$/;
const ONE_TO_NINE = /^(?:one|two|three|four|five|six|seven|eight|nine)$/;

/**
 * "For hundred milligrams" can only be four hundred. "To point five milligrams" may be two point five or down to a half: nobody can tell
 * from the words, so all of it is doubted and a person listens.
 */
function withHomophones(words: readonly TranscriptWord[]): TranscriptWord[] {
  const plain = words.map((word) => plainWord(word.text));
  const doubted = new Set<number>();
  const out = words.map((word, at): TranscriptWord => {
    const [here, next, third, fourth] = plain.slice(at, at + 4);
    if (word.heardAs !== undefined) return word;
    if (here === 'for' && next === 'hundred' && third !== undefined && (UNIT.test(third) || UNIT.test(fourth ?? ''))) {
      const text = word.text.replace(/for/i, (found) => (found.startsWith('F') ? 'Four' : 'four'));
      return { ...word, text, confidence: Math.min(CONFIDENCE, word.confidence), heardAs: word.text };
    }
    const isTorn = (here === 'to' || here === 'too' || here === 'for') && next === 'point';
    if (isTorn && ONE_TO_NINE.test(third ?? '') && UNIT.test(fourth ?? ''))
      for (let k = at; k < at + 4; k++) doubted.add(k);
    return word;
  });
  return out.map((word, at) =>
    doubted.has(at) && word.confidence > CONFIDENCE ? { ...word, confidence: CONFIDENCE } : word,
  );
}

function withUnits(words: readonly TranscriptWord[]): TranscriptWord[] {
  const out: TranscriptWord[] = [];
  for (let at = 0; at < words.length;) {
    const previous = out.at(-1);
    const found =
      previous && isNumber(plainWord(previous.text)) && /^mi/i.test(words[at]!.text) ? unitAt(words, at) : undefined;
    if (found) {
      out.push(found.word);
      at = found.end;
    } else out.push(words[at++]!);
  }
  return out;
}

function unitAt(words: readonly TranscriptWord[], start: number): { word: TranscriptWord; end: number } | undefined {
  let best: { text: string; end: number; similarity: number } | undefined;
  for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_WINDOW); end++) {
    const window = words.slice(start, end);
    if (window.some((word) => word.heardAs !== undefined || word.settled === true || isNumber(plainWord(word.text))))
      break;
    const plain = window.map((word) => plainWord(word.text));
    const isOneSureWord =
      end === start + 1 && (plain[0] === 'million' || plain[0] === 'minutes' || words[start]!.confidence > 0.8);
    const isUnit = /^mi(?:lli|cro)(?:gram|met|lit)/.test(plain[0]!);
    if (isUnit) return undefined;
    if (!isOneSureWord)
      for (const unit of UNITS) {
        const similarity = similarityOfSounds(soundsOf(plain.join(' ')), unit.sounds);
        if (similarity >= NEEDED && (!best || similarity > best.similarity))
          best = { text: unit.text, end, similarity };
      }
    if (/[.,?!;:]$/.test(words[end - 1]!.text)) break;
  }
  if (!best) return undefined;
  const window = words.slice(start, best.end);
  const last = window.at(-1)!;
  const again = secondTextOf(window);
  const isConfirmed = again?.split(' ').map(plainWord).includes(best.text) === true;
  return {
    end: best.end,
    word: {
      text: `${best.text}${/[^\p{L}\p{N}]*$/u.exec(last.text)![0]}`,
      startMs: window[0]!.startMs,
      endMs: last.endMs,
      confidence: isConfirmed ? CONFIRMED : CONFIDENCE,
      heardAs: window.map((word) => word.text).join(' '),
      risk: 'dose',
      ...(again === undefined || isConfirmed ? {} : { heardAgain: again }),
    },
  };
}
