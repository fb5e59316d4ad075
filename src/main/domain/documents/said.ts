import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import { evidenceFor } from '../understanding/evidence.ts';
import { tokenize, type Token } from '../understanding/tokens.ts';
import { toUnits, type Unit } from '../understanding/utterances.ts';
import type { DocumentInput } from './document-input.ts';
import { anyOverlap, mentions, noteLines } from './note-lines.ts';
import { capital } from '../note/sentence-text.ts';

/** One thing said, cleaned of fillers and of what the speaker took back, with the words it is from. */
export interface Said {
  readonly by: 'clinician' | 'patient' | 'other';
  readonly text: string;
  readonly question: boolean;
  readonly evidence: readonly Evidence[];
  readonly index: number;
}

const LEAD_IN =
  /^(?:(?:okay|ok|alright|all right|so|and|well|now|but|then|right|yeah|yes|you know|i mean|also|again)(?:,|\b)\s*)+/i;

function asText(tokens: readonly Token[]): string {
  const text = tokens
    .map((token) => token.text)
    .join(' ')
    .replace(/ ([,.;:?!%])/g, '$1')
    .replace(LEAD_IN, '');
  return text === '' ? '' : `${capital(text)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

function toSaid(unit: Unit, input: DocumentInput): Said {
  return {
    by: unit.speaker === 'clinician' ? 'clinician' : unit.speaker === 'patient' ? 'patient' : 'other',
    text: asText(unit.tokens),
    question: unit.question,
    evidence: [evidenceFor(input.transcript, unit).evidence],
    index: unit.index,
  };
}

function everythingSaid(input: DocumentInput): Said[] {
  return toUnits(input.transcript, input.resources.boundary, input.resources.lexicon)
    .map((unit) => toSaid(unit, input))
    .filter(({ text }) => text !== '');
}

/** Which words the note rests on, and which it rested on until a person took them out. */
export interface Standing {
  inNote(evidence: readonly Evidence[]): boolean;
  wasRemoved(evidence: readonly Evidence[], text: string): boolean;
}

export function standing(input: DocumentInput): Standing {
  const lines = noteLines(input.note);
  const { lexicon } = input.resources;
  const names = (text: string): string[] =>
    [...lexicon.concepts.values()]
      .filter(({ kind }) => kind === 'drug' || kind === 'test' || kind === 'procedure')
      .map(({ preferred }) => preferred)
      .filter((name) => mentions(text, name, lexicon));
  const removedNames = new Set(
    input.removed
      .flatMap(({ text }) => names(text))
      .filter((name) => !lines.some(({ sentence }) => mentions(sentence.text, name, lexicon))),
  );
  return {
    inNote: (evidence) => lines.some(({ sentence }) => anyOverlap(sentence.evidence, evidence)),
    // By its words, or by its name: what was taken out once does not come back from another moment of the visit.
    wasRemoved: (evidence, text) =>
      input.removed.some((removed) => anyOverlap(removed.evidence, evidence)) ||
      [...removedNames].some((name) => mentions(text, name, lexicon)),
  };
}

/** What fits was said, and the note has nothing of it; nor did a clinician take it out. */
export function saidButNotNoted(input: DocumentInput, fits: (said: Said) => boolean): Said[] {
  const now = standing(input);
  return everythingSaid(input).filter(
    (said) => fits(said) && !said.question && !now.inNote(said.evidence) && !now.wasRemoved(said.evidence, said.text),
  );
}

const ORDER = /^f(\d+)$/;
const orderOf = (fact: ClinicalFact): number => Number(ORDER.exec(fact.id)?.[1] ?? 0);

/** Drugs that the patient did not want, and that nobody started after that. */
export function refusedDrugs(input: DocumentInput): Set<string> {
  const byDrug = new Map<string, { refusedAt?: number; startedAt?: number }>();
  for (const fact of input.facts.facts) {
    if (fact.type !== 'medication' || fact.experiencer !== 'patient') continue;
    const at = orderOf(fact);
    const known = byDrug.get(fact.term) ?? {};
    if (fact.action === 'refuses') byDrug.set(fact.term, { ...known, refusedAt: Math.max(at, known.refusedAt ?? 0) });
    if (fact.action === 'starts') byDrug.set(fact.term, { ...known, startedAt: Math.max(at, known.startedAt ?? 0) });
  }
  return new Set(
    [...byDrug]
      .filter(([, { refusedAt, startedAt }]) => refusedAt !== undefined && refusedAt > (startedAt ?? 0))
      .map(([drug]) => drug.toLowerCase()),
  );
}

const REFUSAL =
  /^(?:(?:no|nope|nah|oh no|um|well|actually|honestly)[,.]? )*(?:i )?(?:really )?(?:don't|do not|would rather not|'d rather not|would prefer not|'d prefer not|am not|'m not|not)\b.*\b(?:want|take|taking|interested|like|start|try|need|that|it|comfortable)\b|^(?:no thanks|no thank you|i(?:'d| would) rather not|i refuse|i'll pass)\b/i;

/**
 * Drugs that the clinician spoke of last before the patient said no at once ("No, I don't want that"). Weaker than a fact: who finds one in a
 * sentence asks a person.
 */
export function drugsSaidNoTo(input: DocumentInput): Set<string> {
  const { lexicon } = input.resources;
  const refused = new Set<string>();
  let offered: string[] = [];
  for (const said of everythingSaid(input)) {
    if (said.by === 'clinician') {
      const named = lexicon
        .find(tokenize(said.text))
        .filter(({ concept }) => concept.kind === 'drug')
        .map(({ concept }) => concept.preferred.toLowerCase());
      if (named.length > 0) offered = named;
      else if (!said.question) offered = [];
    } else {
      if (REFUSAL.test(said.text)) for (const drug of offered) refused.add(drug);
      offered = [];
    }
  }
  return refused;
}
