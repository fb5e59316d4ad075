import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';

interface Opposite {
  /** The word that holds its own no. */
  readonly word: RegExp;
  /** What it says is not there. */
  readonly thing: RegExp;
  /** Says the same in another way. */
  readonly also?: RegExp;
}

/** "Afebrile", "nontender", "painless": a no that no scope reads, since it is part of the word. */
const OPPOSITES: readonly Opposite[] = [
  { word: /\b(?:afebrile|non-?febrile)\b/, thing: /\b(?:fevers?|febrile|temperature|temp)\b/, also: /\b(?:9[6-9](?:\.\d)?|ninety (?:six|seven|eight|nine)|normal)\b/ },
  { word: /\bnon-?tender\b/, thing: /\b(?:tender\w*|hurts?|sore|pain\w*|ouch|ow)\b/, also: /\b(?:soft|fine|normal|no|okay)\b/ },
  { word: /\bnon-?distended\b/, thing: /\b(?:distend\w*|distension|bloat\w*|swollen)\b/, also: /\b(?:soft|flat|normal)\b/ },
  { word: /\bpainless\w*\b/, thing: /\b(?:pain\w*|hurt\w*|sore|ach\w*)\b/ },
  { word: /\bnon-?(?:pruritic|itchy)\b/, thing: /\b(?:itch\w*|prurit\w*)\b/ },
  { word: /\bnon-?bloody\b/, thing: /\b(?:blood\w*|bleed\w*)\b/ },
  { word: /\bnon-?(?:bilious)\b/, thing: /\b(?:bile|bilious|green)\b/ },
  { word: /\bnon-?productive\b/, thing: /\b(?:productive|phlegm|sputum|mucus|gunk)\b/, also: /\b(?:dry|hacking)\b/ },
  { word: /\bnon-?radiating\b/, thing: /\b(?:radiat\w*|goes?|shoots?|travel\w*|spread\w*|anywhere)\b/, also: /\bstays?\b/ },
  { word: /\bnon-?smoker\b/, thing: /\b(?:smok\w*|tobacco|cigarettes?)\b/ },
  { word: /\bnon-?purulent\b/, thing: /\b(?:pus|purulent|drain\w*|discharge)\b/, also: /\bclear\b/ },
  { word: /\b(?:asymptomatic|symptom-?free)\b/, thing: /\b(?:symptoms?|bother\w*|problems?|trouble|feel\w*)\b/, also: /\b(?:fine|good|great|gone|nothing)\b/ },
  { word: /\bodorless\b/, thing: /\b(?:smell\w*|odor|stink\w*)\b/ },
  { word: /\b(?:anicteric)\b/, thing: /\b(?:yellow|jaundice\w*|icter\w*)\b/ },
  { word: /\b(?:pain|headache|seizure|symptom|cancer)-free\b/, thing: /\b(?:pain\w*|hurt\w*|headaches?|seizures?|symptoms?|cancer)\b/, also: /\b(?:gone|fine|resolved|clear)\b/ },
]; // prettier-ignore

/** Whether it is worth while to look for each. */
const HAS_NO = /\bnon|febrile|painless|free\b|asymptomatic|anicteric|amenorrh|odorless/;

/** Words that hold their own no: what they deny has to be denied, and not said. */
export function checkOpposites(check: Check): Claim[] {
  const { sentence, evidence } = check;
  if (!HAS_NO.test(sentence.line.text)) return [];
  return OPPOSITES.flatMap(({ word, thing, also }) => {
    const match = word.exec(sentence.line.text);
    if (!match) return [];
    const at = sentence.line.wordAt(match.index);
    const to = sentence.line.wordAt(match.index + match[0].length - 1) + 1;
    if (sentence.meanings[at]!.negated) return [];
    // "Tender on one side and non-tender on the other"
    if (thing.test(sentence.line.text.replace(match[0], ''))) return [];
    const said = evidence.find(({ line }) => word.test(line.text) || also?.test(line.text) === true);
    const stands = evidence.flatMap((quote, q) => standsOf(evidence, quote, q, thing));
    const no = stands.find((stand) => stand.isNo);
    if (no) return [claimOf(check, 'negation', at, to, { quote: evidence[no.q]!.text })];
    if (stands.some(({ isNo }) => !isNo)) return [claimOf(check, 'negation', at, to, 'contradicted')];
    return [claimOf(check, 'negation', at, to, said ? { quote: said.text } : 'not-heard')];
  });
}

interface Denied {
  readonly q: number;
  readonly isNo: boolean;
}

/** Each place of the thing, under a no or answered with one. A question that nobody answered says nothing. */
function standsOf(evidence: readonly Reading[], quote: Reading, q: number, thing: RegExp): Denied[] {
  return [...quote.line.text.matchAll(new RegExp(`(?<!non-?)${thing.source}`, 'g'))].flatMap(({ index }) => {
    const at = quote.line.wordAt(index);
    const reply = quote.asks ? evidence[q + 1]?.reply : undefined;
    if (reply !== undefined) return [{ q, isNo: reply === 'no' }];
    // "98.6 temperature" and a question that nobody answered say neither.
    if (quote.asks || /^(?:temp|temperature)$/.test(quote.words[at]!.norm)) return [];
    return [{ q, isNo: quote.meanings[at]!.negated }];
  });
}
