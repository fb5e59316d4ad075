/** How a condition is spoken of, after ConText (Harkema 2009): cues before or after it, within its clause. */
export type Assertion = 'present' | 'negated' | 'uncertain' | 'history' | 'status' | 'family' | 'hypothetical';

interface Cue {
  readonly kind: Exclude<Assertion, 'present'>;
  readonly pattern: RegExp;
}

/** Cues that reach forward to the end of the clause, strongest first. Rules and word lists are ours. */
const BEFORE: readonly Cue[] = [
  {
    kind: 'family',
    pattern:
      /\b(?:family (?:medical )?history|(?:her|his|their|the patient's|a|maternal|paternal)?\s*(?:mother|father|mom|dad|sister|brother|sibling|grandmother|grandfather|aunt|uncle|cousin|parents?)(?:'s)?)\b[^.;]*$/i,
  },
  {
    kind: 'negated',
    pattern:
      /\b(?:no|not|denies|denied|without|negative for|absence of|free of|never had|ruled out|rules out|no evidence of|no signs? of|rather than|instead of|not consistent with|does not have|doesn't have|do not believe|don't believe|not related to|unlikely|less likely|no longer has)\b[^.;]*$/i,
  },
  {
    kind: 'hypothetical',
    pattern:
      /\b(?:if|unless|should (?:he|she|they|this|it)|in case of|return (?:for|with)|watch for|monitor(?:ed|ing)? for|look out for|risks? (?:of|for|factors? for)|to prevent|prevention of|prevents?|signs of|warning signs|complications (?:of|such as|including|like)|side effects?|develops?|worsening|avoid(?:s|ing)?|protect(?:s|ion)? against|educat(?:ed|ion) (?:on|about|regarding)|increased risk|reduce|chance of|could lead to|can lead to|can cause|may cause|treat(?:s|ment)? (?:for|of) (?:other )?causes)\b[^.;]*$/i,
  },
  {
    kind: 'uncertain',
    pattern:
      /\b(?:possibl[ey]|probabl[ey]|likely|suspect(?:ed|s|ing)?|suspicio(?:n|us) (?:for|of)|presum(?:ed|ably|ptive)|concern(?:ed|s|ing)? (?:for|about|of|that|with)|question of|questionable|may (?:have|be|represent)|might (?:have|be)|could (?:be|have|represent)|r\/o|rule out|to rule out|ruling out|versus|vs|differential(?: diagnosis)?(?: includes)?|consistent with|compatible with|suggest(?:s|ive|ing)(?: of)?|indicative of|evaluat(?:e|ion|ing) (?:for|of)|assess(?:ment)? for|work[- ]?up (?:for|of)|cannot (?:exclude|rule out)|appears? to (?:be|have)|seems? (?:to be|like)|working diagnosis|screen(?:ed|ing)? for|check(?:ing)? for|test(?:ed|ing)? for|similar to|looks like|sounds like|maybe|perhaps|favor(?:s|ed|ing)?|borderline for)\b[^.;]*$|\?\s*$/i,
  },
  {
    kind: 'status',
    pattern:
      /\b(?:status post|s\/p|post[- ]operative from|(?:underwent|had) (?:a |an )?(?:prior |previous )?)[^.;,]*$/i,
  },
  {
    kind: 'history',
    pattern:
      /\b(?:history (?:significant )?(?:of|for)|history includes|h\/o|hx (?:of)?|previous(?:ly)?|prior|past|remote|(?<!-)(?<!(?:year|month|week|day)s? )old|former|resolved|childhood)\b[^.;]*$/i,
  },
];

/** Cues right after the condition. */
const AFTER: readonly Cue[] = [
  {
    kind: 'negated',
    pattern:
      /^[^.;,]{0,24}\b(?:(?:has|have) been ruled out|(?:was|were|is|are) (?:ruled out|negative|excluded|not (?:seen|present|found|identified|suspected|likely)|unlikely)|ruled out|unlikely|negative)\b/i,
  },
  {
    kind: 'uncertain',
    pattern:
      /^\s*(?:\?|\bversus\b|\bvs\b|,?\s*(?:is|are) (?:possible|likely|suspected|probable|considered|in the differential)|,?\s*(?:cannot be (?:excluded|ruled out)|not (?:excluded|ruled out))\b|,?\s*\(?(?:suspected|likely|probable|possible)\)?\s*[.;]?\s*$)/i,
  },
  {
    kind: 'history',
    pattern:
      /^[^.;,]{0,16}\b(?:(?:has|have) (?:now )?(?:completely |fully )?resolved|resolved|in the past|years ago|in childhood|as a child)\b/i,
  },
  { kind: 'family', pattern: /^[^.;]{0,20}\bin (?:her|his|their|the) (?:mother|father|sister|brother|family)\b/i },
];

/** A cue before one of these does not reach past it. */
const ENDS =
  /\b(?:but|however|although|though|except|who (?:presents?|comes|is here|returns)|which|presents? (?:today )?(?:with|for)|here (?:today )?(?:for|with)|therefore|so that|because|since|given|due to|secondary to|now (?:has|with)|currently|today)\b|[;:]/gi;
/** Cues whose meaning goes on through these. */
const SOFT_ENDS = /\b(?:due to|secondary to|given|because|since|today|currently)\b/i;

/** The assertion of the condition at [start, end) of a sentence. */
export function assertionAt(sentence: string, start: number, end: number): Assertion {
  let before = sentence.slice(0, start);
  for (const match of [...before.matchAll(ENDS)].reverse()) {
    if (
      SOFT_ENDS.test(match[0]) &&
      /\b(?:likely|possibl[ey]|probabl[ey]|suspect(?:ed)?|presum(?:ed|ably))\s+$/i.test(before.slice(0, match.index))
    )
      continue;
    before = before.slice(match.index + match[0].length);
    break;
  }
  const after = sentence.slice(end);
  for (const cue of AFTER) if (cue.pattern.test(after)) return cue.kind;
  // A negation of something else in the clause ("no fever but …", "not taking metformin for his diabetes") is too far away to count.
  for (const cue of BEFORE) {
    const match = cue.pattern.exec(before);
    if (!match) continue;
    const gap = match[0].split(/\s+/).length;
    if (cue.kind === 'negated' && gap > 9 && !/,| or | and /.test(match[0])) continue;
    if (
      cue.kind === 'negated' &&
      /\b(?:not|no)\b[^.;]*\b(?:for|from|of|with|regarding)\s+(?:his|her|their|the)\s+$/i.test(before)
    )
      continue;
    if (
      cue.kind === 'negated' &&
      /\bno (?:change|changes|issues?|concerns?|complaints?|problems?|worsening|longer|improvement|exacerbations?|recent)\b/i.test(
        match[0],
      )
    )
      continue;
    if (cue.kind === 'uncertain' && /\bnot\b/.test(match[0].slice(0, 4))) continue;
    return cue.kind;
  }
  return 'present';
}
