import type { Token } from './tokens.ts';

/** "you know", "i mean": said to hold the floor. "do you know", "you know the answer", "what i mean is" are not. */
export function withoutFillers(input: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < input.length;) {
    const length = fillerAt(input, i);
    if (length === 0) {
      out.push(input[i++]!);
      continue;
    }
    i += length;
    // ", you know," leaves one comma; at the start of a sentence, and between a verb and what belongs to it, none.
    if (input[i]?.norm !== ',' || (out.length > 0 && out.at(-1)!.kind !== 'punct')) continue;
    i++;
    if (out.at(-1)?.norm === ',' && BOUND.test(out.at(-2)?.norm ?? '')) out.pop();
  }
  return out;
}

const BOUND =
  /^(?:is|are|am|was|were|have|has|had|be|been|the|a|an|my|your|of|with|in|on|at|to|for|any|some|very|really)$/;
const ASKED_OR_TOLD =
  /^(?:do|did|does|let|as|if|would|will|that|what|how|should|can|because|to|when|not|whatever|all)$/;
const OBJECT = /^(?:if|what|how|when|about|why|that|who|where|whether|which|of|the|it|him|her|them|me|is|are|this)$/;

function fillerAt(tokens: readonly Token[], i: number): number {
  const word = (k: number): string => tokens[i + k]?.norm ?? '';
  const before = tokens[i - 1];
  const isSetOff = (length: number): boolean =>
    (before === undefined || before.kind === 'punct') && (word(length) === ',' || word(length) === '');
  if (word(0) === 'you' && word(1) === 'know') {
    if (word(2) === 'what' && word(3) === 'i' && word(4) === 'mean') return 5;
    if (isSetOff(2)) return before === undefined && word(2) === '' ? 0 : 2;
    return ASKED_OR_TOLD.test(before?.norm ?? '') || OBJECT.test(word(2)) || word(2) === '?' ? 0 : 2;
  }
  if (word(0) === 'i' && word(1) === 'mean' && before?.norm !== 'what' && before?.norm !== 'if')
    return OBJECT.test(word(2)) && word(2) !== 'the' && word(2) !== 'it' ? 0 : tokens.length > 2 ? 2 : 0;
  if (word(0) === 'like' && before?.norm === ',' && word(1) === ',' && i > 1) return 2;
  return 0;
}
