import type { Candidate } from './candidates.ts';

/** Features of a candidate for the section model. Words, pairs, concept kinds, the question before, the place in the visit. */
export function sectionFeatures(candidate: Candidate, all: readonly Candidate[], total: number): string[] {
  const { unit, question } = candidate;
  const words = unit.tokens
    .filter((token) => token.kind !== 'punct')
    .map((token) => (/^\d/.test(token.norm) ? shape(token.norm) : token.norm));
  const speaker =
    unit.speaker === 'patient' || unit.speaker === 'other' ? 'P' : unit.speaker === 'clinician' ? 'C' : 'U';
  const features = new Set<string>([`s=${speaker}`]);
  const add = (prefix: string, list: readonly string[]): void => {
    list.forEach((word, i) => {
      features.add(`${prefix}${word}`);
      if (i > 0) features.add(`${prefix}${list[i - 1]!} ${word}`);
    });
  };
  add(`${speaker}:`, words);
  words.slice(0, 2).forEach((_, i) => features.add(`${speaker}^${words.slice(0, i + 1).join(' ')}`));
  if (question) {
    features.add(`a=${candidate.answer ?? ''}`);
    add(
      'Q:',
      question.tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm),
    );
    if (candidate.bare) features.add('bare');
  }
  if (candidate.denied.length > 0) features.add('deny');
  if (candidate.affirmed.length > 0) features.add('affirm');
  for (const mention of candidate.mentions) {
    features.add(`k=${mention.concept.kind}`);
    features.add(`${speaker}k=${mention.concept.kind}`);
    features.add(`g=${mention.concept.group}`);
  }
  if (candidate.mentions.length === 0) features.add(`${speaker}k=0`);
  const length = words.length;
  const bucket = length < 3 ? '1' : length < 5 ? '3' : length < 8 ? '5' : length < 14 ? '8' : length < 22 ? '14' : '22';
  features.add(`${speaker}n=${bucket}`);
  if (unit.question) features.add(`${speaker}?`);
  const place = Math.min(9, Math.floor((10 * unit.index) / Math.max(1, total)));
  features.add(`p=${place}`);
  features.add(`${speaker}p=${place}`);
  if (unit.index < 3) features.add('first');
  // Whose turn it was before, and whether the other asked, says what a short answer is worth.
  const before = all[candidate.index - 1]?.unit;
  if (before) features.add(`${speaker}<${before.speaker.charAt(0)}${before.question ? '?' : '.'}`);
  if (/\d/.test(words.join(' '))) features.add(`${speaker}#`);
  const kinds = [...new Set(candidate.mentions.map((mention) => mention.concept.kind))].sort().join('+');
  features.add(`${speaker}K=${kinds}`);
  features.add(`${speaker}K=${kinds}p=${place < 3 ? 'a' : place < 6 ? 'b' : 'c'}`);
  // What the neighbours are about: the part of the visit that goes on here.
  for (const [side, steps] of [
    ['<', [-6, -5, -4, -3, -2, -1]],
    ['>', [1, 2, 3, 4, 5, 6]],
  ] as const) {
    const near = new Set(
      steps.flatMap((step) => (all[candidate.index + step]?.mentions ?? []).map((mention) => mention.concept.kind)),
    );
    for (const kind of near) features.add(`${speaker}${side}k=${kind}`);
  }
  // What the neighbours talk about: a plan item rarely stands alone.
  for (const step of [-2, -1, 1, 2]) {
    const near = all[candidate.index + step];
    if (!near) continue;
    const side = step < 0 ? '<' : '>';
    for (const token of near.unit.tokens) if (token.norm.length > 2) features.add(`${side}${token.norm}`);
  }
  return [...features];
}

function shape(word: string): string {
  return word.replace(/\d+(\.\d+)?/g, '#');
}
