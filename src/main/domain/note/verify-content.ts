import { stem } from './verify-read.ts';
import type { Reading } from './verify-reading.ts';

/** What a clause says beside its sides and places: its findings, with their no, and its words of weight. */
export function contentAround({ words, mentions, meanings }: Reading, at: number): ReadonlySet<string> {
  const isEnd = (i: number): boolean =>
    /^(?:[.;?!,]|but|so|whereas|while)$/.test(words[i]!.norm) ||
    (words[i]!.norm === 'and' &&
      /^(?:the|my|your|his|her|no|there|left|right|i|it|\d.*)$/.test(words[i + 1]?.norm ?? ''));
  let low = at;
  while (low > 0 && !isEnd(low - 1)) low--;
  let high = at;
  while (high < words.length && !isEnd(high)) high++;
  const inside = mentions.filter(
    ({ concept, start, end }) => concept.kind !== 'anatomy' && start >= low && end <= high,
  );
  const isIn = (i: number): boolean => mentions.some(({ start, end }) => i >= start && i < end);
  const out = new Set(inside.map(({ concept, end }) => `${meanings[end - 1]!.negated ? 'no ' : ''}${concept.id}`));
  for (let i = low; i < high; i++) {
    const { norm, kind } = words[i]!;
    if (kind !== 'word' || isIn(i) || SIDE_FRAME.test(norm)) continue;
    out.add(stem(norm));
  }
  return out;
}

/** Grammar, sides and joints: nothing that one side has and the other has not. */
const SIDE_FRAME =
  /^(?:left|right|both|bilateral|the|a|an|my|your|his|her|their|its|is|are|was|were|be|been|has|have|had|do|does|did|and|or|of|in|on|at|to|for|with|by|it|i|you|he|she|they|there|that|this|one|side|just|so|also|some|any|no|not|patient|reports?|denies|noted|notes?|feels?|feeling|felt|started|since|about|around|like|really|very|knees?|hips?|shoulders?|ankles?|wrists?|elbows?|hands?|feet|foot|legs?|arms?|eyes?|ears?|up|down|here|now|today|then|but|from|as|when|if|what|which|going|go|get|got|exam|examination|musculoskeletal)$/;
