import { stripDiscourse } from './discourse.ts';

/** "i think this is …" → "this is likely …": the clinician's uncertainty stays in the sentence, in a clinician's words. */
const HEDGES: readonly (readonly [RegExp, string])[] = [
  [/^i (?:do not|really do not) (?:think|believe) (?:that )?(this|it|that) is /, '$1 is not felt to be '],
  [
    /^i (?:do |really |also )*(?:think|believe|feel|feel like|suspect) (?:that )?(?:what )?(this|it|that) is (?:most likely |likely |probably )?/,
    '$1 is likely ',
  ],
  [
    /^i (?:do |really |also )*(?:think|believe|suspect) (?:that )?you (?:have|have got|do have|are having|probably have|likely have|might have|may have) /,
    'you likely have ',
  ],
  [
    /^i (?:do |really |also )*(?:think|believe|suspect) (?:that )?your (.+?) (is|are) (?:most likely |likely |probably )?/,
    'your $1 $2 likely ',
  ],
  [
    /^i (?:do |really |also )*(?:think|believe|suspect) (?:that )?your (.+?) (comes|stems|results) from /,
    'your $1 likely $2 from ',
  ],
  [/^(?:so )?what i think (?:is going on |you have )?is (?:that )?/, 'likely '],
];

export function wordHedge(words: readonly string[]): string[] {
  const text = words.join(' ');
  for (const [pattern, replacement] of HEDGES) {
    if (pattern.test(text))
      return stripDiscourse(
        text
          .replace(pattern, replacement)
          .replace(/likely (likely|probably|most likely|just) /, 'likely ')
          .split(' '),
      );
  }
  return [...words];
}
