import type { CodeEntry, CodeTable } from './code-table.ts';
import { isUnder, LASTING } from './conditions.ts';
import { withoutSites } from './laterality.ts';
import type { CodeHit, CodeSearch } from './search.ts';

/** A stretch of a heading or a problem's name, and the code it was given. */
export interface CodedPhrase {
  /** Place in the heading, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly entry: CodeEntry;
  readonly score: number;
}

export interface PhraseCoder {
  /** A heading to its diagnoses: "HTN, HLD and T2DM" are three, "low back pain with left sciatica" is one. */
  code(title: string): CodedPhrase[];
  /** The best code for a phrase that is known to be one diagnosis. */
  best(phrase: string): { entry: CodeEntry; score: number } | undefined;
  hits(phrase: string, limit: number): CodeHit[];
}

const ACCEPTED = 0.5;
/** Above this a phrase is understood well enough; splitting it further wins nothing. */
const WELL_UNDERSTOOD = 0.82;
const COST_OF_A_PART = 0.04;
const MOST_PARTS = 7;
const LATER_PART = 0.65;
/** How, when and with what: never a diagnosis of its own. */
const CIRCUMSTANCE = /^(?:after|from|following|since|during|while|without|no|in|on|at|using|treated|managed|\d)\b/i;
const SEPARATORS =
  /\s*(?:[,;/+&]|\band\b|\bwith\b|\bdue to\b|\bsecondary to\b|\bcomplicated by\b|\bin the setting of\b|\bas well as\b)\s*/gi;
/** Two diagnoses although the index has a name for both words together. */
const ALWAYS_APART = /\banxiety\b\s*(?:and|\/|&|,)\s*\bdepression\b|\bdepression\b\s*(?:and|\/|&|,)\s*\banxiety\b/i;
const EXPLICIT_CODE = /\b([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)\b/;
const STATUS_WORDS =
  /\b(?:well[- ]controlled|controlled|stable|improv(?:ing|ed)|unchanged|at goal|newly diagnosed|newly found|new found|new onset|new diagnosis of|new|ongoing|known|currently|asymptomatic|symptomatic|today|follow[- ]?up (?:of|for)?|management of|evaluation of|hcc|doing well|longstanding|long-standing|established|worsening|mildly|visit|summary|status)\b|\(hcc\)/gi;

/** Words that describe a condition and are none. */
const MODIFIERS =
  /\b(?:uncontrolled|poorly|controlled|acute|chronic|right|left|bilateral|mild|moderate|severe|recurrent|persistent|initial|subsequent|encounter|unspecified|resolved|positive|negative|normal|of|the|in|for|and|with|treated|diet|benign|malignant|likely|possible|probable|symptoms?|grade|stage|class|type|weeks?|months?|years?|days?|old|out|ago|today|\d+(?:\.\d+)?|[1-4][ab])\b/gi;
const NORMAL = /^(?:normal|negative|unremarkable|within normal)\b/i;
/** What follows is a thought about the rest, never a part of its name. */
const DOUBT =
  /^(?:likely|most likely|possibl[ey]|probabl[ey]|suspected|suspicious for|concern(?:ing)? for|rule out|r\/o|versus|vs|consistent with|presumed|questionable|question of|favor(?:s|ed|ing)?|differential|\?)/i;

const PAST = /^(?:(?:past )?(?:medical )?history of|h\/o|hx of|known)\s+/i;
/** A hedge before a diagnosis: "possible", "concern for". */
export const LEADING_DOUBT =
  /^(?:(?:most |less )?(?:likely|possibl[ey]|probabl[ey]|suspected|presumed|questionable|favor(?:s|ed|ing)?)|concern(?:ing)? for|rule out|r\/o|versus|vs\.?|consistent with|suspicious for|question of|\?)\s*(?=\S)/i;
/** These begin a thing of their own wherever they stand. */
const OF_ITS_OWN = /^(?:s\/p|status post|history of|h\/o|hx of)\b/i;

export function createPhraseCoder(search: CodeSearch, table: CodeTable): PhraseCoder {
  const cache = new Map<string, CodeHit[]>();
  const hits = (phrase: string, limit: number): CodeHit[] => {
    const key = `${limit}|${phrase.toLowerCase()}`;
    const known = cache.get(key);
    if (known) return known;
    const found = search.search(phrase, limit);
    cache.set(key, found);
    return found;
  };

  const best = (phrase: string): { entry: CodeEntry; score: number } | undefined => {
    const plain = phrase.replace(LEADING_DOUBT, '').replace(STATUS_WORDS, ' ').replace(/\s+/g, ' ').trim();
    if (!/[a-z]{2}/i.test(withoutSites(plain).replace(MODIFIERS, ' ')) || NORMAL.test(plain)) return undefined;
    // A past that lasts is the condition; only a past that is over has a code of its own.
    const lasting = PAST.exec(plain);
    if (lasting) {
      const present = best(plain.slice(lasting[0].length));
      if (present && isUnder(present.entry.code, LASTING)) return present;
    }
    const hit = hits(plain, 8).find((candidate) => candidate.billable && candidate.code !== 'Z87.898');
    const entry = hit ? table.get(hit.code) : undefined;
    const whole = hit && entry && hit.score >= ACCEPTED ? { entry, score: hit.score } : undefined;
    // "Hyperlipidemia on a statin": what it is treated with is no part of its name.
    const treated = whole && whole.score >= LATER_PART ? null : / on (?!exertion|standing)/i.exec(plain);
    const named = treated ? best(plain.slice(0, treated.index)) : undefined;
    if (named && named.score > (whole?.score ?? 0)) return named;
    if (whole) return whole;
    // "Rash of the trunk": the condition without its place.
    const place = /\s+(?:of|on|in|over|at)\s+(?:the\s+|his\s+|her\s+)?(?:\w+\s*){1,3}$/i.exec(plain);
    const bare = place ? best(plain.slice(0, place.index)) : undefined;
    return bare && { entry: bare.entry, score: bare.score * 0.85 };
  };

  return {
    hits,
    best,
    code(title) {
      const explicit = EXPLICIT_CODE.exec(title)?.[1];
      const given = explicit ? table.get(explicit) : undefined;
      if (given?.billable && /\d{2}/.test(explicit ?? '')) {
        // A clinician who writes the code has decided.
        return [{ start: 0, end: title.length, text: title.trim(), entry: given, score: 1 }];
      }
      return bestSegments(inPlainWords(title), best);
    },
  };
}

/** Same length as the title: "right > left" is both sides, the BMI is a code of its own that follows the weight. */
function inPlainWords(title: string): string {
  return title
    .replace(/\b(?:right|left)\s*(?:>|<|greater than|worse than|and|&|\/)\s*(?:left|right)\b/gi, (both) =>
      'bilateral'.padEnd(both.length).slice(0, both.length),
    )
    .replace(/,?\s*\(?\b(?:with\s+)?(?:an?\s+)?(?:BMI|body mass index)\b[^,;)]*\)?/gi, (bmi) => ' '.repeat(bmi.length));
}

interface Part {
  readonly start: number;
  readonly end: number;
}

function bestSegments(
  title: string,
  best: (phrase: string) => { entry: CodeEntry; score: number } | undefined,
): CodedPhrase[] {
  const parts = splitParts(title);
  if (parts.length === 0) return [];
  let chosen: CodedPhrase[] = [];
  let highest = -1;
  // Every way of joining neighbours: at most 2^(n - 1), and n is small.
  for (let cuts = 0; cuts < 2 ** (parts.length - 1); cuts += 1) {
    const segments: CodedPhrase[] = [];
    let value = 0;
    let weight = 0;
    let from = 0;
    for (let i = 0; i < parts.length; i += 1) {
      if (i < parts.length - 1 && ((cuts >> i) & 1) === 0) continue;
      const start = parts[from]!.start;
      const end = parts[i]!.end;
      const text = title.slice(start, end);
      const words = text.split(/\s+/).length;
      const apart =
        ALWAYS_APART.test(text) ||
        parts
          .slice(from + 1, i + 1)
          .some((part) => DOUBT.test(title.slice(part.start)) || OF_ITS_OWN.test(title.slice(part.start)));
      const found = apart ? undefined : best(text);
      weight += words;
      // The first part names the problem; later ones must be as clear as it to stand alone.
      if (found && (from === 0 || found.score >= LATER_PART)) {
        value += words * Math.min(found.score, WELL_UNDERSTOOD);
        segments.push({ start, end, text, ...found });
      }
      from = i + 1;
    }
    const total = value / weight - COST_OF_A_PART * segments.length;
    if (total > highest + 1e-9) {
      highest = total;
      chosen = segments;
    }
  }
  return chosen;
}

function splitParts(title: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  const push = (end: number): void => {
    const text = title.slice(start, end);
    const lead = text.length - text.trimStart().length;
    if (text.trim() !== '' && (parts.length === 0 || !CIRCUMSTANCE.test(text.trim())))
      parts.push({ start: start + lead, end: start + text.trimEnd().length });
  };
  for (const match of title.matchAll(SEPARATORS)) {
    if (match.index <= start || parts.length >= MOST_PARTS - 1) continue;
    push(match.index);
    start = match.index + match[0].length;
  }
  push(title.length);
  return parts;
}
