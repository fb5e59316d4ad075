/** Lower case, letters, digits and inner apostrophes only: how words are compared across transcribers. */
export const plainWord = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}']+/gu, '');

/**
 * Aligns what was heard with what was spoken by least edit distance over words.
 * @returns for each heard word the index of the spoken word it stands for; an inserted word gets that of the word before it.
 */
export function alignWords(spoken: readonly string[], heard: readonly string[]): number[] {
  const rows = spoken.length + 1;
  const columns = heard.length + 1;
  const a = spoken.map(plainWord);
  const b = heard.map(plainWord);
  const MATCH = 0;
  const DELETE = 1;
  const INSERT = 2;
  const move = new Uint8Array(rows * columns);
  let previous = Float64Array.from({ length: columns }, (_, column) => column);
  move.fill(INSERT, 0, columns);
  for (let row = 1; row < rows; row++) {
    const current = new Float64Array(columns);
    current[0] = row;
    move[row * columns] = DELETE;
    for (let column = 1; column < columns; column++) {
      // A substitution costs a little more than in the usual count, so that unlike words don't pair where they needn't.
      const match = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1.2);
      const drop = previous[column]! + 1;
      const insert = current[column - 1]! + 1;
      const best = Math.min(match, drop, insert);
      current[column] = best;
      move[row * columns + column] = best === match ? MATCH : best === drop ? DELETE : INSERT;
    }
    previous = current;
  }
  const result = new Array<number>(heard.length).fill(0);
  let row = spoken.length;
  let column = heard.length;
  while (row > 0 || column > 0) {
    const step = move[row * columns + column];
    if (step === MATCH) {
      row--;
      column--;
      result[column] = row;
    } else if (step === DELETE) row--;
    else {
      column--;
      result[column] = -1;
    }
  }
  let last = 0;
  for (let index = 0; index < result.length; index++) {
    if (result[index]! < 0) result[index] = last;
    else last = result[index]!;
  }
  return result;
}
