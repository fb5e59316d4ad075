import { AppError } from '../../shared/errors.ts';
import type { EncounterId, SentenceId } from '../../shared/model/ids.ts';
import { SentenceId as SentenceIdSchema } from '../../shared/model/ids.ts';
import type { InstructionChange, InstructionPreview } from '../../shared/model/instruction.ts';
import type { Evidence, Note, NoteSection, NoteSentence, NoteVersion } from '../../shared/model/note.ts';
import { planInstruction, type NoteEdit } from '../domain/note/instructions.ts';
import type { AppContext } from './app-context.ts';
import { requireOpenVersion, type NoteEditor } from './edit-note.ts';
import { requireEncounter } from './encounter-access.ts';
import { inOwnWords, judge } from './verify-text.ts';

interface Input {
  readonly encounterId: EncounterId;
  readonly baseVersion: number;
  readonly text: string;
  readonly sentenceId?: SentenceId;
}

/** What a clinician's words would change, sentence by sentence, with what of it the visit does not bear. Changes nothing. */
export function previewInstruction(context: AppContext, input: Input): InstructionPreview {
  requireEncounter(context, input.encounterId);
  const { note } = requireOpenVersion(context, input);
  const plan = planInstruction(note, input.text, input.sentenceId);
  if (plan.kind === 'unknown') return plan;
  if (plan.kind === 'problem')
    return {
      ...plan,
      candidates: plan.candidates.map(({ id, text }) => ({ sentenceId: id, text })),
    };
  return {
    kind: 'change',
    action: plan.action,
    changes: plan.edits.map((edit) => describe(context, input, note, edit)),
  };
}

/** Does what the preview showed, as one version that one undo takes back. */
export function applyInstruction(context: AppContext, editor: NoteEditor, input: Input): NoteVersion {
  const plan = planInstruction(requireOpenVersion(context, input).note, input.text, input.sentenceId);
  if (plan.kind !== 'edits') throw new AppError('validation.input');
  return editor.change(input, `instruct.${plan.action}`, (note) => {
    // What is added behind a sentence stands in the order in which it was said.
    const added = new Map<string, SentenceId>();
    return plan.edits.reduce((current, edit) => applyEdit(context, input, current, edit, added), note);
  });
}

function describe(context: AppContext, input: Input, note: Note, edit: NoteEdit): InstructionChange {
  const headingOf = (key: string): string => note.sections.find((section) => section.key === key)?.heading ?? '';
  if (edit.kind === 'add')
    return {
      sectionHeading: [headingOf(edit.sectionKey), edit.group ?? edit.problem].filter(Boolean).join(', '),
      after: edit.text,
      unsupported: unheard(context, input, edit.text, edit.partOf ? find(note, edit.partOf).sentence.evidence : []),
    };
  const { sentence, section } = find(note, edit.sentenceId);
  const base = { sentenceId: sentence.id, before: sentence.text };
  if (edit.kind === 'remove') return { ...base, sectionHeading: section.heading, unsupported: [] };
  if (edit.kind === 'move')
    return {
      ...base,
      sectionHeading: [headingOf(edit.sectionKey), edit.group].filter(Boolean).join(', '),
      after: sentence.text,
      unsupported: [],
    };
  return {
    ...base,
    sectionHeading: section.heading,
    after: edit.text,
    unsupported: unheard(context, input, edit.text, evidenceOf(note, edit)),
  };
}

const unheard = (context: AppContext, { encounterId }: Input, text: string, evidence: readonly Evidence[]): string[] =>
  judge(context, encounterId, text, evidence)
    .claims.filter(({ verdict }) => verdict !== 'held')
    .map(({ claim }) => claim);

function evidenceOf(note: Note, edit: Extract<NoteEdit, { kind: 'reword' }>): Evidence[] {
  const own = find(note, edit.sentenceId).sentence.evidence;
  return edit.with === undefined ? own : [...own, ...find(note, edit.with).sentence.evidence];
}

function applyEdit(
  context: AppContext,
  { encounterId }: Input,
  note: Note,
  edit: NoteEdit,
  added: Map<string, SentenceId>,
): Note {
  const own = (sentence: NoteSentence, evidence: readonly Evidence[]): NoteSentence =>
    inOwnWords({ ...sentence, evidence: [...evidence] }, judge(context, encounterId, sentence.text, evidence));
  switch (edit.kind) {
    case 'reword': {
      const evidence = evidenceOf(note, edit);
      return mapSentences(note, (sentence) =>
        sentence.id === edit.sentenceId ? [own({ ...sentence, text: edit.text }, evidence)] : [sentence],
      );
    }
    case 'remove':
      return mapSentences(note, (sentence) => (sentence.id === edit.sentenceId ? [] : [sentence]));
    case 'move': {
      const { sentence, section } = find(note, edit.sentenceId);
      const { group: _group, problem, ...rest } = sentence;
      const moved: NoteSentence = {
        ...rest,
        ...(edit.group === undefined ? {} : { group: edit.group }),
        ...(problem !== undefined && section.key === edit.sectionKey ? { problem } : {}),
      };
      const without = mapSentences(note, (other) => (other.id === sentence.id ? [] : [other]));
      return place(without, edit.sectionKey, moved);
    }
    case 'add': {
      const evidence = edit.partOf === undefined ? [] : find(note, edit.partOf).sentence.evidence;
      const written = own(
        {
          id: SentenceIdSchema.parse(context.deps.ids.uuid()),
          text: edit.text,
          confidence: 1,
          support: 'supported',
          evidence: [],
          origin: 'clinician',
          confirmed: true,
          ...(edit.partOf === undefined ? { dictated: true as const } : {}),
          ...(edit.group === undefined ? {} : { group: edit.group }),
          ...(edit.problem === undefined ? {} : { problem: edit.problem }),
        },
        evidence,
      );
      const key = `${edit.sectionKey} ${edit.group ?? ''} ${edit.problem ?? ''}`;
      const after = edit.afterSentenceId ?? added.get(key);
      added.set(key, written.id);
      return place(note, edit.sectionKey, written, after);
    }
  }
}

function mapSentences(note: Note, map: (sentence: NoteSentence) => NoteSentence[]): Note {
  return {
    ...note,
    sections: note.sections.map((section) => ({ ...section, sentences: section.sentences.flatMap(map) })),
  };
}

/** Behind a given sentence, else behind the last of its heading or problem, else at the section's end. */
function place(note: Note, sectionKey: string, sentence: NoteSentence, after?: SentenceId): Note {
  return {
    ...note,
    sections: note.sections.map((section): NoteSection => {
      if (section.key !== sectionKey) return section;
      const { sentences } = section;
      const kin = sentences.findLastIndex(
        (other) =>
          (sentence.group !== undefined && other.group === sentence.group) ||
          (sentence.problem !== undefined && other.problem === sentence.problem),
      );
      const behind = sentences.findIndex(({ id }) => id === after);
      const at = behind >= 0 ? behind + 1 : kin >= 0 ? kin + 1 : sentences.length;
      return { ...section, sentences: [...sentences.slice(0, at), sentence, ...sentences.slice(at)] };
    }),
  };
}

function find(note: Note, sentenceId: SentenceId): { sentence: NoteSentence; section: NoteSection } {
  for (const section of note.sections) {
    const sentence = section.sentences.find(({ id }) => id === sentenceId);
    if (sentence) return { sentence, section };
  }
  throw new AppError('not-found.sentence');
}
