import type { Mention } from '../understanding/lexicon.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Phrase } from './clinical-phrase.ts';
import { problemName } from './problem-name.ts';
import { problemsFor } from './problem-relations.ts';
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
  /\b(?:(?:he|she) (?:has|had|likely has|probably has)|you are|look like|i (?:do )?(?:think|believe|suspect|feel)|you (?:have|do have|probably have|likely have|may have|might have|are having|are suffering|suffer)|this is|that is|it is|(?:most |more )?likely|consistent with|diagnos\w+|looks like|sounds like|concern(?:ed|ing)? (?:for|about|that|you)|worried (?:that )?(?:you|he|she)|suspicious for|impression|we call|suggestive of|could be|may be|might be|seems? to be|appears? to be|indicative of|caused by|due to|exacerbation|flare|it is called|found)\b/;
const SUBJECT_STATUS =
  /^(?:(?:so|and|but|now|okay|,|as) )*(?:the|your|his|her) [a-z' -]{3,40}? (?:is|are|looks?|seems?|has been|remains?)(?: [a-z]+){0,3} (?:controlled|stable|worse|better|well|good|improving|improved|worsening|resolved|goal|control|fine)\b/;
const REJECTED =
  /\b(?:not (?:think|believe|feel|suspect|concerned|worried)|no (?:evidence|sign|concern)|rule out|ruled out|make sure|rather than|instead of|not a|unlikely|to prevent|risk (?:of|for)|history of|if )\b/;

/** Findings and words too general to be a heading. */
const VAGUE =
  /^(?:symptom:(?:pain|swelling|stress|radiating pain|locking|lump|redness|falls|clicking|tenderness|bleeding|burning sensation|bruising|joint stiffness|warmth|weakness|decreased range of motion|edema|fever|itching|limping|open wound|muscle pain|panic|sweating|irritability|depressed mood)|condition:(?:infection|cancer|substance withdrawal|heart murmur))$/;

/** Whether a condition is one that a plan may be headed by, rather than a finding. */
export const mayHead = (mention: Mention, unit: Unit): boolean =>
  !VAGUE.test(mention.concept.id) && !isOfPrevention(mention, unit);

/** "colon cancer screening", "the shingles vaccine", "to prevent a stroke": nothing that the patient has. */
function isOfPrevention({ start, end }: Mention, unit: Unit): boolean {
  const words = unit.tokens.map((token) => token.norm);
  return (
    /^(?:screen\w*|vaccin\w*|shots?|booster|immuni\w*|tests?|swab|prevention|risks?|clinic|specialist|education)$/.test(
      words[end] ?? '',
    ) ||
    /\b(?:against|prevent\w*|avoid|screen\w* for|vaccin\w* (?:for|against)|completed (?:your|the|his|her)|risk of|tested? for|check\w* for)(?: \S+)? ?$/.test(
      words.slice(Math.max(0, start - 4), start).join(' '),
    )
  );
}

/** What may be a heading, between two places in the words. */
function eligible(phrase: Phrase, from = 0, to = Infinity): Mention[] {
  return phrase.mentions.filter((mention) => {
    const { kind, id } = mention.concept;
    if ((kind !== 'condition' && kind !== 'symptom') || mention.start < from || mention.start > to) return false;
    if (VAGUE.test(id) && !isPlaced(mention, phrase)) return false;
    if (isOfPrevention(mention, phrase.unit)) return false;
    const scope = scopeOf(phrase.unit.tokens, mention);
    return scope.experiencer === 'patient' && scope.assertion !== 'negated' && scope.assertion !== 'hypothetical';
  });
}

/** "pain" alone is no heading, "pain in the knee" is. */
const isPlaced = ({ concept, start }: Mention, { mentions }: Phrase): boolean =>
  /pain|swelling/.test(concept.id) &&
  mentions.some((other) => other.concept.kind === 'anatomy' && Math.abs(other.start - start) <= 4);

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

const joinedNorms = (phrase: Phrase): string[] => phrase.unit.tokens.map((token) => token.norm);

/** "for pain medication", "for the pain": no turn to a problem. */
const isOfRelief = (raw: string): boolean =>
  /\b(?:pain|discomfort) (?:medication|medicine|relief|management|control)\b/.test(raw) ||
  /^(?:(?:so|and|now|,|okay) )*for (?:the |your )?(?:pain|that|now|this)\b(?! in)/.test(raw);

/** "For your first problem of nicotine dependence": a name that the lexicon does not hold. */
function nameAfterOrdinal(raw: string): string | undefined {
  const match =
    /\b(?:problem|issue|diagnosis|concern)(?: of| is| which is| being)? (?:your |the |this |newly diagnosed |new )?([a-z-]+(?: [a-z-]+){0,3}?)(?= first of all| i | we | you | it | that | is | so | ,|$)/.exec(
      raw,
    );
  const name = match?.[1]?.replace(/^(?:of|is|here|that|and) /, '');
  return name && name.split(' ').length >= 2 && !NO_NAME.test(name) ? name : undefined;
}

/** The problems of a visit, as the clinician turns to them. */
export class ProblemList {
  readonly problems: Problem[] = [];
  current: Problem | undefined;
  /** An ordinal was said ("your second problem"), its name is still to come. */
  private awaitsName = false;
  private readonly known: readonly Mention[];
  private openedAt = -10;

  /** @param known conditions that the visit said the patient has. */
  constructor(known: readonly Mention[] = []) {
    this.known = known;
  }

  /** Reads one phrase of the clinician's; afterwards `current` is the problem that is being talked about. `talk`: place in the talk. */
  hear(phrase: Phrase, talk: number, planning: boolean): void {
    if (this.hearTurn(phrase, talk)) return;
    if ((!planning && !this.awaitsName) || phrase.unit.question) return;
    const norms = joinedNorms(phrase);
    const raw = norms.join(' ');
    if (this.awaitsName && norms.length <= 6) {
      // "For your second problem: your hypertension."
      const named = eligible(phrase)[0];
      if (named) return this.open(named, phrase, talk, false);
    }
    if (!DIAGNOSIS.test(raw)) {
      // "The dementia is a bit worse": the talk turns to it.
      const subject = SUBJECT_STATUS.test(raw)
        ? eligible(phrase, 0, 3).find(({ concept }) => concept.kind === 'condition')
        : undefined;
      if (subject) this.open(subject, phrase, talk, false);
      return;
    }
    const found = REJECTED.test(raw) ? undefined : this.diagnosed(phrase, raw);
    if (found) this.open(found, phrase, talk, true);
  }

  /** "For your hypertension, …", "your second problem, …". Says whether the talk turned to a problem. */
  private hearTurn(phrase: Phrase, talk: number): boolean {
    const norms = joinedNorms(phrase);
    const raw = norms.join(' ');
    const cue = CUE.exec(raw)?.[0].trim().split(' ').length;
    const ordinal = ORDINAL.test(raw.slice(0, 90));
    // "From a depression standpoint, it's your first problem": the one just named.
    if (ordinal && talk - this.openedAt <= 1 && /^(?:it|that|this|which) (?:is|was|would be)\b/.test(raw)) return true;
    if (ordinal) {
      this.awaitsName = true;
      this.current = undefined;
    }
    if (cue === undefined && !ordinal) return false;
    const comma = norms.indexOf(',', (cue ?? 0) + 1);
    const reach = cue !== undefined && !ordinal ? Math.min(cue + 7, comma < 0 ? Infinity : comma) : 14;
    const named = isOfRelief(raw) || /^(?:if|when)\b/.test(raw) ? undefined : eligible(phrase, 0, reach)[0];
    if (named) {
      this.open(named, phrase, talk, false);
      return true;
    }
    const name = ordinal ? nameAfterOrdinal(raw) : undefined;
    if (name !== undefined) {
      this.turnTo(name, `said:${name}`, talk);
      this.awaitsName = false;
      return true;
    }
    return cue !== undefined && !ordinal && this.hearMeasured(phrase, cue, talk);
  }

  /** "For the blood pressure, …": hypertension if the visit said so, else what was measured. */
  private hearMeasured({ mentions }: Phrase, cue: number, talk: number): boolean {
    const test = mentions.find(({ concept, start }) => concept.kind === 'test' && start < cue + 4)?.concept;
    const condition = test && CONDITION_OF.find(([pattern]) => pattern.test(test.preferred))?.[1];
    if (!test || !condition) return false;
    const known = this.known.find(({ concept }) => condition.test(concept.preferred))?.concept;
    this.turnTo(known?.preferred ?? test.preferred, known?.id ?? test.id, talk);
    return true;
  }

  /** What a sentence of diagnosis names; a symptom only where nothing else is talked about. */
  private diagnosed(phrase: Phrase, raw: string): Mention | undefined {
    const named = eligible(phrase);
    const condition = named.find(({ concept }) => concept.kind === 'condition');
    if (condition) return condition;
    const opens = this.current === undefined && /\b(?:you|he|she) (?:do )?(?:have|has)\b/.test(raw);
    return this.awaitsName || opens ? named[0] : undefined;
  }

  private open(mention: Mention, phrase: Phrase, talk: number, diagnosis: boolean): void {
    const name = problemName(mention, phrase);
    const known = this.problems.find((problem) => same(problem, mention, name));
    const passing = diagnosis && !this.awaitsName ? this.current : undefined;
    const sinceOpened = talk - this.openedAt;
    if (passing && passing !== known && passing.bySymptom && !passing.diagnosed && sinceOpened <= 6) {
      // "For your knee pain: this is an exacerbation of your arthritis." The complaint stays the heading.
      passing.ids.add(mention.concept.id);
      passing.diagnosed = true;
      return;
    }
    if (!known && passing?.diagnosed && sinceOpened <= 1) {
      passing.ids.add(mention.concept.id);
      return;
    }
    if (!known) this.current = this.list(name, mention.concept.id, mention.concept.kind === 'symptom');
    else {
      known.ids.add(mention.concept.id);
      if (name.length > known.name.length && name.toLowerCase().includes(known.name.toLowerCase())) known.name = name;
      // A cause named in passing does not turn the talk to another problem.
      if (!passing || sinceOpened > 2) this.current = known;
    }
    this.awaitsName = false;
    this.openedAt = talk;
  }

  private list(name: string, id: string, bySymptom: boolean, diagnosed = !bySymptom): Problem {
    const problem: Problem = { name, ids: new Set([id]), bySymptom, diagnosed };
    this.problems.push(problem);
    return problem;
  }

  private turnTo(name: string, id: string, talk: number): void {
    const title = capital(name);
    this.current =
      this.problems.find((other) => other.ids.has(id) || other.name === title) ?? this.list(title, id, false);
    this.openedAt = talk;
  }

  /** A problem named outside the talk (the complaint worked up), when the visit opened none. */
  add(name: string, id: string, bySymptom: boolean): Problem {
    return this.list(name, id, bySymptom, false);
  }

  /** The problem that a sentence belongs to by what it names, else the one that was talked about. */
  belongs(phrase: Phrase, text: string, current: Problem | undefined): Problem | undefined {
    const mentions = mentionsIn(text, phrase);
    const own = this.namedBy(mentions, current) ?? this.treatedBy(mentions, text, current);
    // Of several problems none that the drug treats: better under none than under the wrong one.
    if (!own && this.problems.length > 1 && mentions.some((mention) => isSurelyFor(mention))) return undefined;
    return own ?? this.placedBy(mentions, current) ?? current;
  }

  private namedBy(mentions: readonly Mention[], current: Problem | undefined): Problem | undefined {
    const named = this.problems.filter((problem) =>
      mentions.some(({ concept: { kind, id } }) => (kind === 'condition' || kind === 'symptom') && problem.ids.has(id)),
    );
    return current && named.includes(current) ? current : named[0];
  }

  /** By what its drug, test or words are for; a condition that was only told becomes a problem so. */
  private treatedBy(mentions: readonly Mention[], text: string, current: Problem | undefined): Problem | undefined {
    for (const pattern of problemsFor(mentions, text)) {
      const matching = this.problems.filter(
        ({ name, ids }) => pattern.test(name) || [...ids].some((id) => pattern.test(id.split(':')[1] ?? '')),
      );
      if (matching.length > 0) return current && matching.includes(current) ? current : matching[0];
      const known = this.known.find(({ concept }) => pattern.test(concept.preferred))?.concept;
      if (known) return this.add(capital(known.preferred), known.id, false);
    }
    return undefined;
  }

  /** "MRI of the left knee" under a knee problem. */
  private placedBy(mentions: readonly Mention[], current: Problem | undefined): Problem | undefined {
    const site = mentions.find(({ concept }) => concept.kind === 'anatomy')?.concept.preferred;
    if (site === undefined || current?.name.toLowerCase().includes(site)) return undefined;
    const there = this.problems.filter(({ name }) => name.toLowerCase().includes(site));
    return there.length === 1 ? there[0] : undefined;
  }
}

/** A drug of few uses, all in the table. */
const isSurelyFor = (mention: Mention): boolean =>
  mention.concept.kind === 'drug' &&
  /^(?:ace inhibitor|arb|antiplatelet|statin|antidiabetic|thyroid|ppi|bronchodilator|inhaled steroid|ssri|snri|gout agent|anticoagulant)$/.test(
    mention.concept.group,
  );

/** Those of the mentions that the sentence still says. */
function mentionsIn(text: string, { mentions, unit }: Phrase): Mention[] {
  const lower = text.toLowerCase();
  return mentions.filter(
    ({ concept, start }) => lower.includes(unit.tokens[start]!.norm) || lower.includes(concept.preferred),
  );
}
