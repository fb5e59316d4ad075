import type { ClinicalFact } from '../../../shared/model/facts.ts';
import { tokenize, fold, type Token } from '../understanding/tokens.ts';
import { normalizeNumbers } from '../understanding/numbers.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { Wording } from '../note/wording.ts';

/**
 * What language models like to add and nobody says by accident: consent, normal findings, agreement, minutes. Such a sentence stands only
 * where its words were said.
 */
const NEVER_BY_ITSELF: readonly RegExp[] = [
  /\b(?:informed |verbal |written )?consent(?:s|ed|ing)?\b/i,
  /\b\d+ minutes?\b[^.]*\b(?:counsel|face[- ]to[- ]face|spent|coordinat)/i,
  /\b(?:time|minutes) (?:was |were )?spent\b/i,
  /\b(?:within normal limits|wnl|unremarkable|no acute distress|nad|well[- ](?:appearing|nourished|developed)|alert and oriented|a ?& ?o ?x ?[34]|normocephalic|atraumatic|regular rate and rhythm|rrr|clear to auscultation|ctab?|non-?tender|non-?distended|perrla?|moist mucous membranes|afebrile|vital signs (?:are )?stable|vss)\b/i,
  /\b(?:all|the)? ?(?:other|remaining) (?:systems?|review of systems)[^.]*\b(?:negative|normal)\b/i,
  /\botherwise (?:negative|normal|unremarkable|healthy)\b/i,
  /\b(?:verbali[sz]e[sd]? understanding|agree(?:s|d)? (?:with|to) (?:the |this )?plan|all questions (?:were )?answered|risks?,? (?:and )?benefits?)\b/i,
  /\b(?:no known (?:drug |medication )?allergies|nkda|nka)\b/i,
];

/** Words of the trade of writing notes, and of grammar: they claim nothing. */
const SCAFFOLD = new Set(
  `patient patients year years month months week weeks day days hour hours minute minutes today yesterday ago since
   about approximately report reports reported reporting deny denies denied denying state states stated describe describes described note notes noted
   present presents presented presenting complain complains complained complaint concern concerns history with without have having been being
   does this that these those there their they them then than from into onto over under after before during while when where which
   who whom whose what also only just very more most less least some many much each every other another both either neither
   take takes taking took taken start starts started starting stop stops stopped stopping continue continues continued continuing
   increase increased increases decrease decreased decreases change changed changes plan plans planned discuss discussed discusses
   advise advised advises recommend recommended recommends order ordered orders prescribe prescribed prescribes
   follow return returns clinic visit visits office will would should could may might must shall for due because and but not
   begin began begins associated relieved aggravated worse better worsening improving improved currently current recent recently
   daily once twice times time per noted found show shows showed shown likely consistent given secondary regarding including such
   well occur occurs occurred occurring experience experiences experienced experiencing has had was were are is the his her he she its
   use uses used using feel feels felt include includes included same new old past medical family social surgical assessment
   status symptom symptoms pain severity onset duration follow-up followup between through until up down out off on in at by of to as or an a
   no nor never any all it if`.split(/\s+/),
);

const read = (text: string): Token[] => normalizeNumbers(tokenize(text));
const stem = (word: string): string => fold(word).replace(/(?:ing|ed|ly|er|es|e)$/, '');

/** Phrases of the sentence that nobody may write for another, and that the evidence does not say. */
export function neverSaid(text: string, evidence: string): string[] {
  const said = new Set(read(evidence).map((token) => stem(token.norm)));
  return NEVER_BY_ITSELF.flatMap((pattern) => {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return [];
    const words = read(found).filter(
      (token) => token.kind !== 'punct' && !/^(?:and|the|with|to|of|was|were|are)$/.test(token.norm),
    );
    return words.every((token) => said.has(stem(token.norm))) ? [] : [found.trim()];
  });
}

/** Above this share of words that nobody said, a person looks at the sentence. */
const LARGEST_UNSAID_SHARE = 0.2;

/**
 * Words of content that stand neither in the evidence, nor in the facts and draft lines cited, nor mean the same by the lexicon: the rest of
 * what the verifier does not look at. Empty where they are few.
 */
export function unsaidWords(
  text: string,
  evidence: readonly string[],
  words: string,
  { lexicon, wording }: { lexicon: Lexicon; wording: Wording },
): string[] {
  const spoken = evidence.map(read);
  const all = spoken.flat();
  const known = new Set<string>();
  const learn = (text: string): void => {
    for (const token of read(text)) known.add(stem(token.norm));
  };
  for (const token of all) known.add(stem(token.norm));
  learn(wording.apply(all.map((token) => token.norm)).join(' '));
  learn(words);
  const concepts = new Set(spoken.flatMap((tokens) => lexicon.find(tokens).map(({ concept }) => concept.id)));
  const tokens = read(text);
  const mentioned = new Set<number>();
  for (const mention of lexicon.find(tokens))
    if (concepts.has(mention.concept.id)) for (let i = mention.start; i < mention.end; i++) mentioned.add(i);
  const content = tokens.flatMap((token, i) =>
    token.kind === 'word' && token.norm.length > 2 && !SCAFFOLD.has(token.norm) ? [{ token, i }] : [],
  );
  const unsaid = content.filter(({ token, i }) => !mentioned.has(i) && !known.has(stem(token.norm)));
  return unsaid.length > content.length * LARGEST_UNSAID_SHARE ? unsaid.map(({ token }) => token.text) : [];
}

const DOSE = /^\d[\d.,/]* ?(?:mg|mcg|g|ml|units?|puffs?|tablets?|drops?|%)$/i;

/**
 * Doses that stand behind a drug of the sentence and were said, but of another drug: the verifier pools numbers, a model mixes them up.
 * @returns the drug with the dose
 */
export function mixedDoses(
  text: string,
  evidence: readonly string[],
  facts: readonly ClinicalFact[],
  lexicon: Lexicon,
): string[] {
  const pairs = new Map<string, Set<string>>();
  for (const quote of evidence) {
    const tokens = read(quote);
    for (const [drug, doses] of dosesOf(tokens, lexicon))
      pairs.set(drug, new Set([...(pairs.get(drug) ?? []), ...doses.map((dose) => dose.norm.toLowerCase())]));
  }
  for (const fact of facts) {
    const drug = fact.type === 'medication' ? lexicon.lookup(fact.term)?.id : undefined;
    if (fact.type !== 'medication' || drug === undefined) continue;
    for (const dose of [fact.dose, fact.previousDose])
      if (dose !== undefined) pairs.set(drug, new Set([...(pairs.get(drug) ?? []), dose.toLowerCase()]));
  }
  if (pairs.size < 2) return [];
  return dosesOf(read(text), lexicon).flatMap(([drug, doses]) =>
    doses
      .filter((dose) => !pairs.get(drug)?.has(dose.norm.toLowerCase()))
      .map((dose) => `${drug.replace(/^drug:/, '')} ${dose.text}`),
  );
}

/** Each drug with the doses behind it ("lisinopril 20 mg"), or, where there are none, before it ("20 mg of lisinopril"). */
function dosesOf(tokens: readonly Token[], lexicon: Lexicon): [string, Token[]][] {
  const drugs = lexicon.find(tokens).filter(({ concept }) => concept.kind === 'drug');
  const within = (from: number, to: number): Token[] =>
    tokens.slice(from, to).filter((token) => token.kind === 'number' && DOSE.test(token.norm));
  return drugs.map(({ concept, start, end }, n) => {
    const behind = within(end, drugs[n + 1]?.start ?? tokens.length);
    return [concept.id, behind.length > 0 ? behind : within(drugs[n - 1]?.end ?? 0, start)];
  });
}
