/** Words behind a side or a part of the body that say the talk is of another time: what follows corrects nothing and belongs to no complaint of today. */
const PAST =
  /\b(?:used to|years? ago|back (?:then|when|in)|in the past|as a (?:kid|child)|had surgery|was (?:operated|replaced|fixed))\b/;

export const isOfThePast = (words: string): boolean => PAST.test(words);

const OTHER_SIDE = /\b(?:left|right|other)(?: one)?\b/;

/** "The left one used to bother me years ago": a story whose side and details are not the present one's. */
export function isAnotherStory(text: string): boolean {
  const side = OTHER_SIDE.exec(text);
  return side !== null && isOfThePast(text.slice(side.index + side[0].length));
}
