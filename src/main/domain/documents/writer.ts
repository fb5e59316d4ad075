import type {
  DocumentBlock,
  DocumentField,
  DocumentGap,
  DocumentReason,
  DocumentSentence,
  DocumentSource,
} from '../../../shared/model/document.ts';
import { SentenceId } from '../../../shared/model/ids.ts';
import type { Evidence, NoteSentence } from '../../../shared/model/note.ts';
import { tokenize } from '../understanding/tokens.ts';
import { verifySentence } from '../note/verify-sentence.ts';
import type { DocumentInput } from './document-input.ts';
import { gradeOf, read } from './readability.ts';
import { drugsSaidNoTo, type Said } from './said.ts';
import { changedClaims } from './verify-wording.ts';

const PROPOSES = /\b(?:start|begin|initiate|try|add|prescribe|take|use|increase|continue|give|put)\w*\b/i;

/** What a kind of document is made of, before it is numbered and put under a head. */
export interface Draft {
  readonly title: string;
  readonly fields: readonly DocumentField[];
  readonly blocks: readonly DocumentBlock[];
  readonly gaps: readonly DocumentGap[];
  readonly choices: readonly string[];
}

/** Sentences with their proof, block by block. One writer a document; it numbers nothing twice. */
export class Writer {
  readonly #input: DocumentInput;
  readonly #blocks: DocumentBlock[] = [];
  readonly #forPatient: boolean;
  #count = 0;
  #refused: ReadonlySet<string> | undefined;

  constructor(input: DocumentInput, { forPatient = false }: { forPatient?: boolean } = {}) {
    this.#input = input;
    this.#forPatient = forPatient;
  }

  get blocks(): readonly DocumentBlock[] {
    return this.#blocks;
  }

  /** Nothing to say, no block. */
  block(heading: string | undefined, kind: DocumentBlock['kind'], sentences: readonly DocumentSentence[]): void {
    if (sentences.length === 0) return;
    this.#blocks.push({
      id: `b${this.#blocks.length + 1}`,
      kind,
      ...(heading === undefined ? {} : { heading }),
      sentences: [...sentences],
    });
  }

  /** A sentence of the note, as it stands or (`text`, made from `part`) in other words. */
  fromNote(
    sentence: NoteSentence,
    words: { text: string; part?: string; unsure?: string } = { text: sentence.text },
  ): DocumentSentence {
    const { lexicon, plain } = this.#input.resources;
    const part = words.part ?? sentence.text;
    const reasons: DocumentReason[] = [];
    if (sentence.support === 'needs-review' && !sentence.confirmed) reasons.push({ kind: 'open-in-note' });
    // A clinician's own words stand on the clinician's word, in the note and here.
    else if (sentence.origin === 'draft' && !sentence.confirmed)
      for (const { claim } of verifySentence(
        sentence.text,
        sentence.evidence.map(({ quote }) => quote),
        lexicon,
      ).problems)
        reasons.push({ kind: 'unsupported', claim });
    // What the clinician wrote or confirmed in the note stands, whatever was said when it was offered.
    if (sentence.origin === 'draft' && !sentence.confirmed && PROPOSES.test(part))
      for (const { concept } of lexicon.find(tokenize(part)))
        if (concept.kind === 'drug' && this.#saidNoTo(concept.preferred))
          reasons.push({ kind: 'refused', claim: concept.preferred });
    const changed = new Set(words.text === part ? [] : changedClaims(words.text, part, { lexicon, plain }));
    if (words.unsure !== undefined) changed.add(words.unsure);
    for (const claim of changed) reasons.push({ kind: 'wording', claim });
    return this.#sentence(words.text, 'note', sentence.evidence, reasons, [sentence.id]);
  }

  /** Said, and not in the note: the clinician decides whether it goes out. */
  fromSaid(said: Said, text: string = said.text): DocumentSentence {
    const problems = verifySentence(
      text,
      // Three digits to dial, whichever way they were written down.
      said.evidence.map(({ quote }) => quote.replace(/\bnine[- ]one[- ]one\b/gi, '911')),
      this.#input.resources.lexicon,
    ).problems;
    return this.#sentence(text, 'visit', said.evidence, [
      { kind: 'not-in-note' },
      ...problems.map(({ claim }) => ({ kind: 'unsupported' as const, claim })),
    ]);
  }

  /** From the chart or the record of the visit: true as far as they are, and labelled so by its heading. */
  fromRecord(text: string, source: Extract<DocumentSource, 'chart' | 'record'>): DocumentSentence {
    return this.#sentence(text, source, [], []);
  }

  #saidNoTo(drug: string): boolean {
    this.#refused ??= drugsSaidNoTo(this.#input);
    return this.#refused.has(drug.toLowerCase());
  }

  #sentence(
    text: string,
    source: DocumentSource,
    evidence: readonly Evidence[],
    reasons: readonly DocumentReason[],
    noteSentenceIds: readonly SentenceId[] = [],
  ): DocumentSentence {
    this.#count += 1;
    const grade = this.#forPatient && source !== 'chart' ? gradeOfText(text, this.#input) : undefined;
    return {
      id: SentenceId.parse(`d${this.#count}`),
      text,
      support: reasons.length === 0 ? 'supported' : 'needs-review',
      evidence: [...evidence],
      ...(reasons.length === 0 ? {} : { reasons: [...reasons] }),
      origin: 'draft',
      confirmed: false,
      source,
      noteSentenceIds: [...noteSentenceIds],
      drafted: text,
      ...(grade === undefined ? {} : { grade }),
    };
  }
}

const isDrugIn =
  ({ resources: { lexicon } }: Pick<DocumentInput, 'resources'>) =>
  (word: string): boolean =>
    lexicon.lookup(word)?.kind === 'drug';

const FEWEST_WORDS = 8;

/** Undefined for what is too short to be graded. */
export function gradeOfText(text: string, input: Pick<DocumentInput, 'resources'>): number | undefined {
  const reading = read(text, isDrugIn(input));
  // A grade of three words says more about one long word than about the sentence.
  return reading.words < FEWEST_WORDS ? undefined : gradeOf([reading]);
}

/** Over all that a patient reads; lists of chart entries are names, not sentences, and are left out. */
export function gradeOfBlocks(
  blocks: readonly DocumentBlock[],
  input: Pick<DocumentInput, 'resources'>,
): number | undefined {
  const texts = blocks.flatMap(({ sentences }) => sentences.filter(({ source }) => source !== 'chart'));
  return gradeOf(texts.map(({ text }) => read(text, isDrugIn(input))));
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

/** "2026-11-29" as it stands in a letter; other text as it is. */
function longDate(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = MONTHS[Number(parts?.[2]) - 1];
  return parts && month ? `${month} ${Number(parts[3])}, ${parts[1]}` : iso;
}

/** Who and when. Where it is from stands in its label unless it is the clinician's own. */
export function headFields(input: DocumentInput, wanted: readonly DocumentField['key'][]): DocumentField[] {
  const { patient, date } = input.visit;
  const { clinician } = input;
  const all: (DocumentField | undefined)[] = [
    patient.name === '' ? undefined : { key: 'patient', label: 'Patient', value: patient.name, source: 'chart' },
    patient.birthDate === undefined
      ? undefined
      : { key: 'birth-date', label: 'Date of birth', value: longDate(patient.birthDate), source: 'chart' },
    date === undefined
      ? undefined
      : { key: 'visit-date', label: 'Date of visit (from the visit record)', value: longDate(date), source: 'record' },
    clinician === undefined
      ? undefined
      : {
          key: 'clinician',
          label: 'Clinician',
          value: clinician.credentials ? `${clinician.name}, ${clinician.credentials}` : clinician.name,
          source: 'record',
        },
  ];
  return all.filter((field): field is DocumentField => field !== undefined && wanted.includes(field.key));
}
