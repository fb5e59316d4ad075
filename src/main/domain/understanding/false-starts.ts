import { BROKEN_OFF, type Token } from './tokens.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const PRONOUNS = words('i you he she it we they there that');
const AUXILIARIES = words('am is are was were have has had do does did can could will would should may might must');
/** What a clause may begin with and a speaker break off after: nothing has been said yet. */
const OPEN = words(
  'i you he she it we they there that this am is are was were be been have has had do does did can could will would should may might must not the a an my your his her our their to of in on at for with from by and or but so because if when where as than like just also really very going trying getting having taking feel feeling think thought tend want wanted need about which who what how why kind sort some any',
);
/** After these "i do", "it is" stands for a verb said before and closes its clause. */
const ELLIPTIC = words('when if whenever once before after as because like than what how where who whatever that so');
const LONGEST = 5;

/**
 * What a speaker began and left goes: "i would- i tend to walk", "is does it come and go", "he was, he went home". Only beginnings
 * that say nothing by themselves are dropped, so no fact is lost with them. Dashes that remain are pauses.
 */
export function withoutFalseStarts(input: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < input.length; i++) {
    const token = input[i]!;
    const next = input[i + 1];
    if (token.norm === ',' && next) {
      const from = begunAt(out, next, token.text === BROKEN_OFF);
      if (from !== undefined) {
        out.length = from;
        continue;
      }
      // "i had, the pain": the pause stands inside a clause.
      if (token.text === BROKEN_OFF && OPEN.has(out.at(-1)?.norm ?? '')) continue;
      out.push(token.text === BROKEN_OFF ? { ...token, text: ',' } : token);
      continue;
    }
    // "do you have you noticed": a question begun again with its own first verb.
    if (isVerbOfQuestion(token, next) && AUXILIARIES.has(out.at(-2)?.norm ?? '') && out.at(-1)?.norm === next?.norm) {
      out.length -= 2;
      out.push(token);
      continue;
    }
    out.push(token);
    if (next && next.kind !== 'punct') {
      const from = restartedAt(out, next, input[i + 2]);
      if (from !== undefined) out.length = from;
    }
  }
  return out;
}

const isVerbOfQuestion = (token: Token, next: Token | undefined): boolean =>
  /^(?:have|had|are|were|did|do|does|is|was|has)$/.test(token.norm) && PRONOUNS.has(next?.norm ?? '');

/** Where the beginning that ends at a pause starts, when what follows begins it anew. */
function begunAt(said: readonly Token[], next: Token, isDash: boolean): number | undefined {
  const floor = Math.max(said.findLastIndex((token) => token.kind === 'punct') + 1, said.length - LONGEST);
  const begun = said.slice(floor);
  const again = begun.findLastIndex((token) => token.norm === next.norm && token.kind === 'word');
  const clause = PRONOUNS.has(next.norm) || AUXILIARIES.has(next.norm);
  // "yes i do, i get dizzy" answers.
  if (
    !isDash &&
    again >= 0 &&
    next.norm === 'i' &&
    begun.length - again === 2 &&
    (again === 0 || /^(?:yes|yeah|no|oh|well|so)$/.test(begun[again - 1]!.norm))
  )
    return undefined;
  if (again >= 0 && (clause || isDash) && begun.slice(again + 1).every((token) => OPEN.has(token.norm)))
    return floor + again;
  // "this is the- my knee": the whole of a beginning without a noun or a verb in it.
  if (!isDash || !PRONOUNS.has(next.norm) || begun.length > 3 || begun.length === 0) return undefined;
  const isStart = floor === 0 || said[floor - 1]?.kind === 'punct';
  return isStart && begun.every((token) => OPEN.has(token.norm)) && begun.some((token) => PRONOUNS.has(token.norm))
    ? floor
    : undefined;
}

/** The same without a pause, as recognisers and typists write it: "i was i started", "is does it". */
function restartedAt(said: readonly Token[], next: Token, after: Token | undefined): number | undefined {
  const last = said.at(-1)!;
  const before = said.at(-2);
  if (!after || last.kind !== 'word') return undefined;
  if (
    /^(?:is|are|was|were|do|does|did|have|has)$/.test(last.norm) &&
    /^(?:is|are|was|were|do|does|did|have|has)$/.test(next.norm) &&
    PRONOUNS.has(after.norm) &&
    !PRONOUNS.has(before?.norm ?? '') &&
    !ELLIPTIC.has(before?.norm ?? '')
  )
    return said.length - 1;
  if (!AUXILIARIES.has(last.norm) || !before || before.norm !== next.norm || !PRONOUNS.has(before.norm))
    return undefined;
  if (said.slice(-5, -2).some((token) => ELLIPTIC.has(token.norm))) return undefined;
  // What follows has to be a verb, or the pronoun is the object of what was said ("i told you you can").
  return AUXILIARIES.has(after.norm) || /(?:ed|ing|s|t)$/.test(after.norm) || after.norm.length > 3
    ? said.length - 2
    : undefined;
}
