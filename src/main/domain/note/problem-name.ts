import type { Mention } from '../understanding/lexicon.ts';
import type { Phrase } from './clinical-phrase.ts';
import { capital } from './sentence-text.ts';
import { placedTerm } from './word-answers.ts';

const ADJECTIVE =
  /^(?:acute|chronic|muscular|viral|bacterial|bilateral|recurrent|allergic|uncontrolled|seasonal|lumbar|cervical|left|right|severe|mild|moderate|traumatic|uncomplicated|community-acquired|stable|post-traumatic|diabetic|new-onset|essential|lateral|medial|proximal|distal|displaced|nondisplaced)$/;

/** Illnesses whose place belongs to their name. */
const PLACED =
  /^(?:ulcer|foot ulcer|pressure ulcer|laceration|abscess|cellulitis|contusion|bursitis|tendinitis|osteoarthritis|arthritis|fracture|sprain|muscle strain|open wound|lipoma|skin lesion|eczema|infection)$/;
const INITIALS = /^(?:[a-z]{2,4}|copd|gerd)$/;
const SHORT_WORDS = /^(?:gout|acne|pain|rash|stye|burn|mole|lice|flu|cold|wart|ulcer)$/;

/** A mention as a heading: "Right foot ulcer", "Acute back strain", "COPD". */
export function problemName(mention: Mention, phrase: Phrase): string {
  const placed = placedTerm(mention, phrase.unit.tokens, phrase.mentions);
  const front = adjectivesBefore(mention, phrase, placed);
  const term = PLACED.test(placed) ? withSiteBehind(placed, mention, phrase) : placed;
  const kind = front.length === 0 && /^(?:fracture|strain|sprain|tear|muscle strain)$/.test(term);
  const words = kind ? kindBefore(mention, phrase) : front;
  const whole = `${words.join(' ')} ${term.replace(/^(?:some|a|an|the) /, '')}`.trim();
  return INITIALS.test(whole) && !SHORT_WORDS.test(whole) ? whole.toUpperCase() : capital(whole);
}

const wordsOf = (phrase: Phrase, from: number, to: number): string[] =>
  phrase.unit.tokens.slice(Math.max(0, from), to).map((token) => token.norm);

/** The two words before, as far as they are of the name: "acute", "chronic". */
function adjectivesBefore({ start }: Mention, phrase: Phrase, term: string): string[] {
  const before = wordsOf(phrase, start - 2, start);
  const at = before.findLastIndex((word) => !ADJECTIVE.test(word) || term.includes(word));
  return before.slice(at + 1);
}

/** "a nonhealing ulcer of your right foot": right foot ulcer. */
function withSiteBehind(term: string, { end }: Mention, phrase: Phrase): string {
  if (!/^(?:of|in|on|to)$/.test(phrase.unit.tokens[end]?.norm ?? '')) return term;
  const site = phrase.mentions.find(
    ({ concept, start }) => concept.kind === 'anatomy' && start >= end && start - end <= 4,
  );
  if (!site) return term;
  const side = wordsOf(phrase, end, site.start).find((word) => /^(?:left|right|both)$/.test(word));
  const place = site.concept.preferred.replace(/^(?:left|right) /, '');
  const front = side === undefined ? '' : side === 'both' ? 'bilateral ' : `${side} `;
  return `${front}${place} ${term.replace(`${place} `, '')}`;
}

/** "fracture of the proximal humerus", "a growth plate fracture": what stands before the bare head noun is part of its name. */
function kindBefore({ start }: Mention, phrase: Phrase): string[] {
  const before = wordsOf(phrase, start - 3, start);
  const at = before.findLastIndex((word) => /^(?:a|an|the|is|have|of|your|,|likely|with|acute)$/.test(word));
  return before.slice(at + 1).filter((word) => /^[a-z-]{3,}$/.test(word));
}
