import type { DocumentGap, DocumentSentence } from '../../../shared/model/document.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { DocumentInput } from './document-input.ts';
import { noteLines } from './note-lines.ts';
import { planLines } from './patient-instructions.ts';
import { readPlan } from './plan-line.ts';
import { saidButNotNoted } from './said.ts';
import { headFields, Writer, type Draft } from './writer.ts';
import { asSentence } from '../note/sentence-text.ts';

const REASON =
  /,?\s+(?:because(?: of)?|due to|given|secondary to|owing to|on account of|in view of|as (?=(?:the|their|his|her)\b)|for (?=(?:the|their|his|her|a|an)\b)|after (?=(?:the|their|his|her|a|an)\b)|with (?=(?:the|their|his|her|a|an)\b))[^,;]*/gi;
/** A condition of time is a condition: it may go, but a person has to see that it went. */
const UNTIL = /,?\s+(?:until|while|when|if|unless|as long as|as tolerated by)\b[^,;]*/gi;

/** Names an illness, a complaint, a drug, a test, a treatment. Parts of the body are no diagnosis: "the right arm" may be needed. */
function tellsWhy(text: string, lexicon: Lexicon): boolean {
  return lexicon
    .find(tokenize(text))
    .some(({ concept }) =>
      concept.kind === 'procedure'
        ? concept.group !== 'self-care' && !/^(?:rest|exercise|diet|ice|elevation|walker|cane)$/.test(concept.preferred)
        : concept.kind !== 'anatomy',
    );
}

interface Told {
  readonly text: string;
  /** Words that went, and that set a limit. */
  readonly lost?: string;
}

/** Without the reason why; undefined where what is left still tells it. */
export function withoutReason(text: string, lexicon: Lexicon): Told | undefined {
  if (!tellsWhy(text, lexicon)) return { text };
  const bare = text.replace(REASON, (clause) => (tellsWhy(clause, lexicon) ? '' : clause));
  if (!tellsWhy(bare, lexicon)) return { text: asSentence(bare) };
  let lost: string | undefined;
  const barer = bare.replace(UNTIL, (clause) => {
    if (!tellsWhy(clause, lexicon)) return clause;
    lost = clause.replace(/^[,\s]+|[.\s]+$/g, '');
    return '';
  });
  if (barer.split(' ').length < 3 || tellsWhy(barer, lexicon)) return undefined;
  return { text: asSentence(barer), ...(lost === undefined ? {} : { lost }) };
}

const WHEN =
  /\b(?:\d+|a|one|two|three|four|five|six|seven|ten|few)[ -](?:day|week|month)s?\b|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|january|february|march|april|june|july|august|september|october|november|december|next week)\b|\d{1,2}\/\d{1,2}/i;
const SAID_FITNESS =
  /\b(?:(?:go|going|return|get|getting) back to (?:work|school|practice|class)|(?:off|out of|miss|stay home from|return to|no|excused? from) (?:of )?(?:work|school|gym|class|sports|practice)|no (?:heavy )?lifting|light duty|(?:not|don't|do not) (?:lift|carry|drive|play)|(?:work|school) note)\b/i;

/** Said to the patient, written to somebody else; what cannot be turned stands as it was said. */
function ofPatient(text: string): string {
  const turned = text.replace(/\byou (?=(?:can|may|should|will|must|could|cannot)\b)/gi, (found) =>
    found.startsWith('Y') ? 'The patient ' : 'the patient ',
  );
  return /\b(?:you|your|i|we|me)\b/i.test(turned) ? `The clinician said: “${text.replace(/\.$/, '')}”` : turned;
}

/**
 * For an employer or a school: only what the clinician said about fitness, limits and dates. No diagnosis, no complaint, no drug, no date of birth,
 * unless the clinician asks for the diagnosis to stand there.
 */
export function workNote(input: DocumentInput): Draft {
  const writer = new Writer(input);
  const { lexicon } = input.resources;
  const namesDiagnosis = input.options.includeDiagnosis;
  let leftOut = false;
  const limits: DocumentSentence[] = [];
  for (const { line, sentence } of planLines(input)) {
    if (line.topic !== 'work' && line.topic !== 'activity') continue;
    const whole = asSentence(line.source);
    const told: Told | undefined = namesDiagnosis ? { text: whole } : withoutReason(whole, lexicon);
    if (!told) {
      leftOut = true;
      continue;
    }
    // What was cut tells why, on purpose; only what is left has to agree with what was said.
    limits.push(
      writer.fromNote(sentence, {
        text: told.text,
        part: told.text,
        ...(told.lost === undefined ? {} : { unsure: told.lost }),
      }),
    );
  }
  for (const said of saidButNotNoted(input, ({ by, text }) => by === 'clinician' && SAID_FITNESS.test(text))) {
    const told = namesDiagnosis ? { text: said.text } : withoutReason(said.text, lexicon);
    if (told) limits.push(writer.fromSaid(said, ofPatient(told.text)));
    else leftOut = true;
  }
  writer.block('Work and school', 'list', limits);
  if (namesDiagnosis)
    writer.block(
      'Diagnosis',
      'list',
      noteLines(input.note)
        .filter(
          ({ place, sentence }) =>
            place === 'assessment' && readPlan(sentence.text, lexicon).every(({ topic }) => topic === 'statement'),
        )
        .map(({ sentence }) => writer.fromNote(sentence)),
    );
  const gaps: DocumentGap[] = [
    ...(limits.length > 0 ? [] : ['fitness' as const]),
    ...(limits.some(({ text }) => WHEN.test(text)) ? [] : ['dates' as const]),
    ...(leftOut ? ['diagnosis-left-out' as const] : []),
  ];
  return {
    title: 'Work or school note',
    fields: headFields(input, ['patient', 'visit-date', 'clinician']),
    blocks: writer.blocks,
    gaps,
    choices: [],
  };
}
