import { claimOf, type Check, type Claim } from './verify-claims.ts';

/** "My dad's side" is the paternal one. */
function checkFamilySide(check: Check): Claim | undefined {
  const { sentence, evidence } = check;
  const claimed = /\b(maternal|paternal)\b/.exec(sentence.line.text);
  if (!claimed) return undefined;
  const said = (of: string): boolean => evidence.some(({ line }) => FAMILY_SIDES[of]!.test(line.text));
  const other = claimed[1] === 'maternal' ? 'paternal' : 'maternal';
  if (said(claimed[1]!) || (!said(other) && evidence.length === 0)) return undefined;
  const at = sentence.line.wordAt(claimed.index);
  return claimOf(check, 'person', at, at + 1, said(other) ? 'contradicted' : 'not-heard');
}

const FAMILY_SIDES: Readonly<Record<string, RegExp>> = {
  maternal:
    /\bmaternal\b|\b(?:mom|mother|mum|mama|mommy)(?:'s| is) (?:\w+ )?(?:side|mom|mother|dad|father|sister|brother|parents?|family)\b|\bmother side\b/,
  paternal:
    /\bpaternal\b|\b(?:dad|father|papa|daddy)(?:'s| is) (?:\w+ )?(?:side|mom|mother|dad|father|sister|brother|parents?|family)\b/,
};

/** A relative named by the sentence must have been named. */
export function checkRelatives(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const ofSide = checkFamilySide(check);
  if (ofSide) return [ofSide];
  const said = new Set(evidence.flatMap((quote) => quote.relatives.map(({ relative }) => relative)));
  const general: Readonly<Record<string, readonly string[]>> = {
    parent: ['mother', 'father'],
    sibling: ['sister', 'brother'],
    grandparent: ['grandmother', 'grandfather'],
    mother: ['parent'],
    father: ['parent'],
  };
  return sentence.relatives.flatMap(({ relative, at }) => {
    if (relative === 'family' || said.has(relative)) return [];
    if (/^(?:mother|father)$/.test(relative) && evidence.some(({ line }) => BOTH_PARENTS.test(line.text))) return [];
    if (general[relative]?.some((other) => said.has(other)) && !['mother', 'father'].includes(relative)) return [];
    // "My mom's mom" is a grandmother.
    if (
      /^grand(?:mother|father)$/.test(relative) &&
      evidence.some((quote) =>
        /\b(?:mom|mother|dad|father)(?:'s| is) (?:mom|mother|dad|father)\b/.test(quote.line.text),
      )
    )
      return [];
    if (
      /^(?:wife|husband)$/.test(relative) &&
      evidence.some((quote) => /\b(?:spouse|partner|married)\b/.test(quote.line.text))
    )
      return [];
    return [claimOf(check, 'person', at, at + 1, said.size > 0 ? 'contradicted' : 'not-heard')];
  });
}

export const BOTH_PARENTS = /\b(?:both (?:of )?(?:my |your |his |her |their )?|(?:my|his|her) )parents\b/;
