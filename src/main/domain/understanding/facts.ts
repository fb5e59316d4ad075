import type { Candidate } from './candidates.ts';
import { scopeOf, type Assertion, type Experiencer } from './context-scope.ts';
import type { Mention } from './lexicon.ts';
import { medicationDetails, type MedicationDetails } from './medications.ts';
import type { Token } from './tokens.ts';
import type { Unit } from './utterances.ts';
import { vitalsIn } from './vitals.ts';

/** A clinical fact with the units it rests on. What documents other than the note, and codes, are made of. */
export type Fact = FindingFact | MedicationFact | AllergyFact | VitalFact | OrderFact;

interface FactBase {
  readonly units: readonly Unit[];
  /** Preferred term of the lexicon. */
  readonly term: string;
}

export interface FindingFact extends FactBase {
  readonly type: 'symptom' | 'condition';
  readonly assertion: Assertion;
  readonly experiencer: Experiencer;
  readonly relative?: string;
  readonly site?: string;
  readonly side?: 'left' | 'right' | 'bilateral';
  readonly duration?: string;
  readonly severity?: string;
  readonly course?: string;
  /** `clinician` for a diagnostic statement or finding, `patient` for a complaint. */
  readonly by: 'clinician' | 'patient';
}

export interface MedicationFact extends FactBase, MedicationDetails {
  readonly type: 'medication';
}

export interface AllergyFact extends FactBase {
  readonly type: 'allergy';
  readonly reaction?: string;
}

export interface VitalFact extends FactBase {
  readonly type: 'vital';
  readonly value: string;
}

export interface OrderFact extends FactBase {
  readonly type: 'order';
  readonly sort: 'test' | 'procedure';
}

const DURATION =
  /\b(?:for|past|last|over the last|over the past|about|approximately) (?:the )?(?:past |last |about |approximately |at least |almost |around )*((?:\d+|a few|a couple of|a couple|several|a|an) (?:day|week|month|year|hour)s?)\b|\b((?:\d+|a few|a couple of|several) (?:day|week|month|year|hour)s? ago|since [a-z]+|yesterday|last (?:night|week|month|year))\b/;
const SEVERITY =
  /\b(mild|moderate|severe|really bad|pretty bad|terrible|excruciating|slight|minor|unbearable|(\d+)\/10)\b/;
const COURSE =
  /\b(getting worse|worse|worsening|getting better|better|improving|improved|the same|stable|comes and goes|constant|intermittent|resolved|on and off|gone away)\b/;
const ORDER = /\b(order|get|obtain|schedule|repeat|recheck|check|send|refer|do|perform|set up|have you|need)\b/;
const DONE = /\b(showed|shows|was|were|had|reviewed|did|done|last year|already|came back|results? of|revealed)\b/;

function sideOf(tokens: readonly Token[], mention: Mention): FindingFact['side'] {
  for (let i = Math.max(0, mention.start - 3); i < Math.min(tokens.length, mention.end + 5); i++) {
    const word = tokens[i]!.norm;
    if (word === 'left' || word === 'right') return word;
    if (word === 'both' || word === 'bilateral' || word === 'bilaterally') return 'bilateral';
  }
  return undefined;
}

function nearestSite(mention: Mention, mentions: readonly Mention[]): Mention | undefined {
  return mentions
    .filter((other) => other.concept.kind === 'anatomy' && Math.abs(other.start - mention.start) <= 7)
    .sort((a, b) => Math.abs(a.start - mention.start) - Math.abs(b.start - mention.start))[0];
}

/** Facts of one candidate. Nothing is inferred: every field is in the words of its units. */
export function factsOf(candidate: Candidate): Fact[] {
  const { unit, question } = candidate;
  const out: Fact[] = [];
  const by = unit.speaker === 'clinician' ? 'clinician' : 'patient';
  const pair = question ? [question, unit] : [unit];
  const settled = (mention: Mention, assertion: Assertion): void => {
    if (mention.concept.kind !== 'symptom' && mention.concept.kind !== 'condition') return;
    out.push({
      type: mention.concept.kind,
      term: mention.concept.preferred,
      assertion,
      experiencer: 'patient',
      by: 'patient',
      units: pair,
    });
  };
  for (const mention of candidate.denied) settled(mention, 'negated');
  for (const mention of candidate.affirmed) settled(mention, 'present');
  if (unit.question) return out;
  const text = unit.tokens.map((token) => token.norm).join(' ');
  const asked = question?.tokens.map((token) => token.norm).join(' ') ?? '';
  const done = new Set([...candidate.denied, ...candidate.affirmed].map((mention) => mention.concept.id));
  const allergic = /\ballerg(y|ies|ic)\b/.test(`${asked} ${text}`) && !/seasonal/.test(text);
  for (const mention of candidate.mentions) {
    const { kind, preferred } = mention.concept;
    const scope = scopeOf(unit.tokens, mention);
    if (kind === 'drug') {
      if (scope.experiencer !== 'patient') continue;
      if (allergic && by === 'patient') {
        if (scope.assertion === 'negated' || candidate.answer === 'no') continue;
        const reaction = candidate.mentions.find(
          (other) => other.concept.kind === 'symptom' && other.start > mention.start,
        );
        out.push({
          type: 'allergy',
          term: preferred,
          units: pair,
          ...(reaction ? { reaction: reaction.concept.preferred } : {}),
        });
      } else
        out.push({
          type: 'medication',
          term: preferred,
          units: [unit],
          ...medicationDetails(unit.tokens, mention, candidate.mentions),
        });
    } else if ((kind === 'symptom' || kind === 'condition') && !done.has(mention.concept.id)) {
      const duration = DURATION.exec(text);
      const severity = SEVERITY.exec(text)?.[1];
      const course = COURSE.exec(text)?.[1];
      const site = kind === 'symptom' ? nearestSite(mention, candidate.mentions)?.concept.preferred : undefined;
      const place = nearestSite(mention, candidate.mentions);
      const side = (place ? sideOf(unit.tokens, place) : undefined) ?? sideOf(unit.tokens, mention);
      out.push({
        type: kind,
        term: preferred,
        assertion: scope.assertion,
        experiencer: scope.experiencer,
        by,
        units: [unit],
        ...(scope.relative === undefined ? {} : { relative: scope.relative }),
        ...(site === undefined ? {} : { site }),
        ...(side === undefined ? {} : { side }),
        ...(duration ? { duration: duration[1] ?? duration[2]! } : {}),
        ...(severity === undefined ? {} : { severity }),
        ...(course === undefined ? {} : { course }),
      });
    } else if (
      (kind === 'test' || kind === 'procedure') &&
      by === 'clinician' &&
      ORDER.test(text) &&
      !DONE.test(text) &&
      scope.assertion !== 'negated'
    ) {
      out.push({ type: 'order', sort: kind, term: preferred, units: [unit] });
    }
  }
  for (const vital of by === 'clinician' ? vitalsIn(unit.tokens) : [])
    out.push({ type: 'vital', term: vital.name, value: vital.value, units: [unit] });
  return out;
}
