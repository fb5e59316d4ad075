import type { Mention } from '../understanding/lexicon.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Phrase } from './clinical-phrase.ts';
import { DRUG_NAMES_FOR, DRUGS_FOR, PROCEDURES_FOR, TESTS_FOR, WORDS_FOR } from './problem-relations.ts';
import { placedTerm } from './word-answers.ts';
import { capital } from './sentence-text.ts';

export interface Problem {
  /** As a heading. */
  name: string;
  /** Concepts that it was called by. */
  readonly ids: Set<string>;
  readonly bySymptom: boolean;
  diagnosed: boolean;
}

/** Words with which a clinician turns to a problem. */
const CUE =
  /^(?:(?:so|okay|now|and|then|alright|um|as|well|all right|but|also|,) )*(?:(?:let us|we will|i want to|i would like to) (?:start|begin|talk|go|move on|look|address|discuss)(?: with| about| to| by| over| on| first)*|for|in terms of|as far as|regarding|with regards? to|in regards? to|concerning|when it comes to|going back to|moving on to|with respect to|on to|from (?:a|an|the|your)(?= .{2,40} (?:standpoint|perspective|point of view)))\b/;
const ORDINAL =
  /\b(?:(?:first|second|third|fourth|fifth|next|last|other|final) (?:problem|issue|diagnosis|concern|thing|item)|problem (?:number )?(?:one|two|three|\d)|number (?:one|two|three|1|2|3))\b/;
const DIAGNOSIS =
  /\b(?:(?:he|she) (?:has|had|likely has|probably has)|you are|look like|i (?:do )?(?:think|believe|suspect|feel)|you (?:have|do have|probably have|likely have|may have|might have|are having|are suffering|suffer)|this is|that is|it is|(?:most |more )?likely|consistent with|diagnos\w+|looks like|sounds like|concern(?:ed|ing)? (?:for|about|that)|suspicious for|impression|we call|suggestive of|could be|may be|might be|seems? to be|appears? to be|indicative of|caused by|due to|exacerbation|flare|it is called|found)\b/;
const SUBJECT_STATUS =
  /^(?:(?:so|and|but|now|okay|,|as) )*(?:the|your|his|her) [a-z' -]{3,40}? (?:is|are|looks?|seems?|has been|remains?)(?: [a-z]+){0,3} (?:controlled|stable|worse|better|well|good|improving|improved|worsening|resolved|goal|control|fine)\b/;
const REJECTED =
  /\b(?:not (?:think|believe|feel|suspect|concerned|worried)|no (?:evidence|sign|concern)|rule out|ruled out|make sure|rather than|instead of|not a|unlikely|to prevent|risk (?:of|for)|history of|if )\b/;

/** Findings and words too general to be a heading. */
const VAGUE =
  /^(?:symptom:(?:pain|swelling|stress|radiating pain|locking|lump|redness|falls|clicking|tenderness|bleeding|burning sensation|bruising|joint stiffness|warmth|weakness|decreased range of motion|fever|itching|limping|open wound|muscle pain|panic|sweating|irritability|depressed mood)|condition:(?:infection|cancer|substance withdrawal|heart murmur))$/;

const ADJECTIVE =
  /^(?:acute|chronic|muscular|viral|bacterial|bilateral|recurrent|allergic|uncontrolled|seasonal|lumbar|cervical|left|right|severe|mild|moderate|traumatic|uncomplicated|community-acquired|stable|post-traumatic|diabetic|new-onset|essential|lateral|medial|proximal|distal|displaced|nondisplaced)$/;

export function problemName(mention: Mention, phrase: Phrase): string {
  const tokens = phrase.unit.tokens;
  let term = placedTerm(mention, tokens, phrase.mentions);
  const front: string[] = [];
  for (let i = mention.start - 1; i >= 0 && front.length < 2; i--) {
    const word = tokens[i]!.norm;
    if (!ADJECTIVE.test(word) || term.includes(word)) break;
    front.unshift(word);
  }
  // "a nonhealing ulcer of your right foot": the place belongs to the name.
  if (/^(?:ulcer|foot ulcer|pressure ulcer|laceration|abscess|cellulitis|contusion|bursitis|tendinitis|osteoarthritis|arthritis|fracture|sprain|muscle strain|open wound|lipoma|skin lesion|eczema|infection)$/.test(term)) {
    const after = tokens.slice(mention.end, mention.end + 2).map((token) => token.norm);
    const site = /^(?:of|in|on|to)$/.test(after[0] ?? '') ? phrase.mentions.find((other) => other.concept.kind === 'anatomy' && other.start >= mention.end && other.start - mention.end <= 4) : undefined;
    if (site) {
      const side = tokens.slice(mention.end, site.start).map((token) => token.norm).find((word) => word === 'left' || word === 'right' || word === 'both');
      const place = site.concept.preferred.replace(/^(?:left|right) /, '');
      term = `${side === undefined ? '' : side === 'both' ? 'bilateral ' : `${side} `}${place} ${term.replace(`${place} `, '')}`;
    }
  }
  // "fracture of the proximal humerus", "strain of your lower back": what stands before the bare head noun is part of its name.
  if (front.length === 0 && /^(?:fracture|strain|sprain|tear|muscle strain)$/.test(term)) {
    const before = tokens.slice(Math.max(0, mention.start - 3), mention.start).map((token) => token.norm);
    const at = before.findLastIndex((word) => /^(?:a|an|the|is|have|of|your|,|likely|with|acute)$/.test(word));
    const own = before.slice(at + 1).filter((word) => /^[a-z-]{3,}$/.test(word));
    if (own.length > 0 && own.length <= 3) front.push(...own);
  }
  term = `${front.join(' ')} ${term.replace(/^(?:some|a|an|the) /, '')}`.trim();
  const upper = /^(?:[a-z]{2,4}|copd|gerd)$/.test(term) && !/^(?:gout|acne|pain|rash|stye|burn|mole|lice|flu|cold|wart|ulcer)$/.test(term);
  return upper ? term.toUpperCase() : capital(term);
} // prettier-ignore

function eligible(phrase: Phrase, from = 0, to = Infinity): Mention[] {
  return phrase.mentions.filter((mention) => {
    const { kind, id } = mention.concept;
    if ((kind !== 'condition' && kind !== 'symptom') || mention.start < from || mention.start > to) return false;
    if (VAGUE.test(id) && !phrase.mentions.some((other) => other.concept.kind === 'anatomy' && /pain|swelling/.test(id) && Math.abs(other.start - mention.start) <= 4)) return false;
    const scope = scopeOf(phrase.unit.tokens, mention);
    return scope.experiencer === 'patient' && scope.assertion !== 'negated' && scope.assertion !== 'hypothetical';
  });
} // prettier-ignore

const NO_NAME =
  /\b(?:i|we|you|it|that|this|think|want|going|talk|about|let|just|know|is|are|was|have|do|for|to|with|today|here|okay|so)\b/;

const CONDITION_OF: readonly (readonly [RegExp, RegExp])[] = [
  [/blood pressure/, /^hypertension$/],
  [/cholesterol|lipid|ldl/, /hyperlipidemia/],
  [/glucose|a1c/, /diabetes/],
  [/tsh/, /thyroid/],
  [/kidney function|creatinine/, /kidney disease/],
];

const HEAD_WORDS = (name: string): Set<string> =>
  new Set(
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(
        (word) =>
          word.length > 2 &&
          !/^(?:acute|chronic|left|right|type|the|and|with|disease|syndrome|pain|mild|severe|recurrent|bilateral)$/.test(
            word,
          ),
      ),
  );

/** The same problem by another name: "arthritis" after "rheumatoid arthritis", "diabetes" after "type 2 diabetes". */
function same(problem: Problem, mention: Mention, name: string): boolean {
  if (problem.ids.has(mention.concept.id)) return true;
  const own = HEAD_WORDS(problem.name);
  const other = HEAD_WORDS(name);
  if (own.size === 0 || other.size === 0) return problem.name.toLowerCase() === name.toLowerCase();
  const [small, large] = own.size <= other.size ? [own, other] : [other, own];
  return [...small].every((word) => large.has(word));
}

export class ProblemList {
  readonly problems: Problem[] = [];
  current: Problem | undefined;
  private pending = false;
  private readonly known: readonly Mention[];
  private openedAt = -10;

  /** @param known conditions that the visit said the patient has. */
  constructor(known: readonly Mention[] = []) {
    this.known = known;
  }

  /** Reads one phrase of the clinician's; afterwards `current` is the problem that is being talked about. `talk`: place in the talk. */
  hear(phrase: Phrase, talk: number, planning: boolean): void {
    const norms = phrase.unit.tokens.map((token) => token.norm);
    const raw = norms.join(' ');
    const cue = CUE.exec(raw);
    const ordinal = ORDINAL.test(raw.slice(0, 90));
    if (ordinal) {
      this.pending = true;
      this.current = undefined;
    }
    if (
      (cue || ordinal) &&
      !/\b(?:pain|discomfort) (?:medication|medicine|relief|management|control)\b/.test(raw) &&
      !/^(?:(?:so|and|now|,|okay) )*for (?:the |your )?(?:pain|that|now|this)\b(?! in)/.test(raw)
    ) {
      const length = cue ? cue[0].trim().split(' ').length : 0;
      const comma = norms.indexOf(',', length + 1);
      const reach = cue && !ordinal ? Math.min(length + 7, comma < 0 ? Infinity : comma) : 14;
      const named = eligible(phrase, 0, reach)[0];
      if (named && !/^(?:if|when)\b/.test(raw)) {
        this.open(named, phrase, talk, false);
        return;
      }
    }
    if (ordinal) {
      // "For your first problem of nicotine dependence": a name that the lexicon does not hold.
      const match =
        /\b(?:problem|issue|diagnosis|concern)(?: of| is| which is| being)? (?:your |the |this |newly diagnosed |new )?([a-z-]+(?: [a-z-]+){0,3}?)(?= first of all| i | we | you | it | that | is | so | ,|$)/.exec(
          raw.replace(/ , /g, ' , '),
        );
      const name = match?.[1]?.replace(/^(?:of|is|here|that|and) /, '');
      if (name && name.split(' ').length >= 2 && !NO_NAME.test(name)) {
        this.turnTo(name, `said:${name}`, talk);
        this.pending = false;
        return;
      }
    }
    if (cue && !ordinal) {
      // "For the blood pressure, …": hypertension if the visit said so, else what was measured.
      const test = phrase.mentions.find(
        (mention) => mention.concept.kind === 'test' && mention.start < cue[0].trim().split(' ').length + 4,
      );
      const condition = test && CONDITION_OF.find(([pattern]) => pattern.test(test.concept.preferred))?.[1];
      if (test && condition) {
        const mention = this.known.find((other) => condition.test(other.concept.preferred));
        this.turnTo(mention?.concept.preferred ?? test.concept.preferred, mention?.concept.id ?? test.concept.id, talk);
        return;
      }
    }
    if (!planning && !this.pending) return;
    if (phrase.unit.question) return;
    if (this.pending && norms.length <= 6) {
      // "For your second problem: your hypertension."
      const named = eligible(phrase)[0];
      if (named) {
        this.open(named, phrase, talk, false);
        return;
      }
    }
    if (!DIAGNOSIS.test(raw) && SUBJECT_STATUS.test(raw)) {
      // "The dementia is a bit worse": the talk turns to it.
      const subject = eligible(phrase, 0, 3).find((mention) => mention.concept.kind === 'condition');
      if (subject) this.open(subject, phrase, talk, false);
      return;
    }
    if (!DIAGNOSIS.test(raw) || REJECTED.test(raw)) return;
    const conditions = eligible(phrase).filter((mention) => mention.concept.kind === 'condition');
    const found =
      conditions[0] ??
      (this.pending || (this.current === undefined && /\b(?:you|he|she) (?:do )?(?:have|has)\b/.test(raw))
        ? eligible(phrase)[0]
        : undefined);
    if (found) this.open(found, phrase, talk, true);
  }

  private open(mention: Mention, phrase: Phrase, talk: number, diagnosis: boolean): void {
    const name = problemName(mention, phrase);
    const known = this.problems.find((problem) => same(problem, mention, name));
    if (diagnosis && !this.pending && this.current && this.current !== known && this.current.bySymptom && !this.current.diagnosed && talk - this.openedAt <= 6) {
      // "For your knee pain: this is an exacerbation of your arthritis." The complaint stays the heading.
      this.current.ids.add(mention.concept.id);
      this.current.diagnosed = true;
      return;
    }
    if (known) {
      known.ids.add(mention.concept.id);
      if (name.length > known.name.length && name.toLowerCase().includes(known.name.toLowerCase())) known.name = name;
      // A cause named in passing does not turn the talk to another problem.
      if (!diagnosis || this.pending || this.current === undefined || talk - this.openedAt > 2) this.current = known;
    } else {
      if (diagnosis && !this.pending && this.current && talk - this.openedAt <= 1 && this.current.diagnosed) {
        this.current.ids.add(mention.concept.id);
        return;
      }
      const problem: Problem = { name, ids: new Set([mention.concept.id]), bySymptom: mention.concept.kind === 'symptom', diagnosed: mention.concept.kind === 'condition' };
      this.problems.push(problem);
      this.current = problem;
    }
    this.pending = false;
    this.openedAt = talk;
  } // prettier-ignore

  private turnTo(name: string, id: string, talk: number): void {
    const title = capital(name);
    let problem = this.problems.find((other) => other.ids.has(id) || other.name === title);
    if (!problem) {
      problem = { name: title, ids: new Set([id]), bySymptom: false, diagnosed: true };
      this.problems.push(problem);
    }
    this.current = problem;
    this.openedAt = talk;
  }

  /** A problem named outside the talk (the complaint worked up), when the visit opened none. */
  add(name: string, id: string, bySymptom: boolean): Problem {
    const problem: Problem = { name, ids: new Set([id]), bySymptom, diagnosed: false };
    this.problems.push(problem);
    return problem;
  }

  /** The problem that a sentence belongs to by what it names, else the one that was talked about. */
  belongs(phrase: Phrase, text: string, current: Problem | undefined): Problem | undefined {
    const lower = text.toLowerCase();
    const mentions = phrase.mentions.filter((mention) => lower.includes(phrase.unit.tokens.slice(mention.start, mention.end).map((token) => token.norm).join(' ').split(' ')[0]!) || lower.includes(mention.concept.preferred));
    const direct = this.problems.filter((problem) =>
      mentions.some((mention) => (mention.concept.kind === 'condition' || mention.concept.kind === 'symptom') && problem.ids.has(mention.concept.id)),
    );
    if (direct.length > 0) return current && direct.includes(current) ? current : direct[0];
    const by: RegExp[] = [];
    for (const mention of mentions) {
      const { kind, group, preferred } = mention.concept;
      if (kind === 'drug') {
        const own = DRUG_NAMES_FOR.find(([name]) => name.test(preferred)) ?? DRUGS_FOR.find(([name]) => name.test(group)) ?? DRUGS_FOR.find(([name]) => name.test(preferred));
        if (own) by.push(own[1]);
      } else if (kind === 'test') {
        const own = TESTS_FOR.find(([name]) => name.test(preferred));
        if (own) by.push(own[1]);
      } else if (kind === 'procedure') {
        const own = PROCEDURES_FOR.find(([name]) => name.test(preferred));
        if (own) by.push(own[1]);
      }
    }
    for (const [words, problems] of WORDS_FOR) if (words.test(text)) by.push(problems);
    const calls = (problem: Problem, pattern: RegExp): boolean => pattern.test(problem.name) || [...problem.ids].some((id) => pattern.test(id.split(':')[1] ?? ''));
    for (const pattern of by) {
      const matching = this.problems.filter((problem) => calls(problem, pattern));
      if (matching.length === 0) {
        const mention = this.known.find((other) => pattern.test(other.concept.preferred));
        if (!mention) continue;
        const { preferred, id } = mention.concept;
        return this.add(capital(preferred), id, false);
      }
      if (current && matching.includes(current)) return current;
      return matching[0];
    }
    // "MRI of the left knee" under a knee problem.
    const site = mentions.find((mention) => mention.concept.kind === 'anatomy');
    if (site) {
      const bySite = this.problems.filter((problem) => problem.name.toLowerCase().includes(site.concept.preferred));
      if (bySite.length === 1 && (!current || !current.name.toLowerCase().includes(site.concept.preferred))) return bySite[0];
    }
    return current;
  } // prettier-ignore
}
