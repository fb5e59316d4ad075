/** Which of the words that were heard were said. */
import { alignWords, plainWord } from './speakers-align.ts';
import { loadDialogues, type Dialogue } from './speakers-corpora.ts';

const SPELT: Readonly<Record<string, string>> = {
  okay: 'ok',
  yep: 'yeah',
  yes: 'yeah',
  ya: 'yeah',
  alright: 'right',
  cause: 'because',
  mmhmm: 'mhm',
};
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function spelling(word: string): string {
  const plain = plainWord(word).replace(/[^\p{L}\p{N}]/gu, '');
  const number = NUMBERS.indexOf(plain);
  return number >= 0 ? String(number) : (SPELT[plain] ?? plain);
}

let dialogues: readonly Dialogue[] | undefined;

/** By alignment with the human transcript of that recording; spellings of the same word are the same word. */
export function areRight(recording: string, heard: readonly string[]): boolean[] {
  dialogues ??= loadDialogues();
  const dialogue = dialogues.find(({ corpus, name }) => corpus === 'fareez' && name === recording);
  if (!dialogue) throw new Error('no transcript');
  const spoken = dialogue.turns.flatMap((turn) => turn.text.match(/\S+/g) ?? []);
  const known = spoken.map(spelling);
  return alignWords(known, heard.map(spelling)).map((index, at) => known[index] === spelling(heard[at]!));
}
