import { AppError } from '../../shared/errors.ts';
import type { EncounterId, SegmentId, SentenceId } from '../../shared/model/ids.ts';
import { SentenceId as SentenceIdSchema } from '../../shared/model/ids.ts';
import type { Note, NoteSentence, NoteVersion, Omission } from '../../shared/model/note.ts';
import type { NoteMove } from '../../shared/model/note-blocks.ts';
import { moveInNote } from '../domain/note/move-sentence.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance, announce, requireEncounter } from './encounter-access.ts';
import { inOwnWords, judge, wholeOf } from './verify-text.ts';

/** Clinicians' changes to a draft. Each is a new version; nothing is overwritten. */
export interface NoteEditor {
  editSentence(input: Base & { sentenceId: SentenceId; text: string }): NoteVersion;
  removeSentence(input: Base & { sentenceId: SentenceId }): NoteVersion;
  confirmSentence(input: Base & { sentenceId: SentenceId }): NoteVersion;
  move(input: Base & NoteMove): NoteVersion;
  addSentence(
    input: Base & {
      sectionKey: string;
      afterSentenceId?: SentenceId;
      text: string;
      fromSegmentId?: SegmentId;
      fromQuote?: string;
    },
  ): NoteVersion;
  settleQuestion(input: Base & { questionId: string; settled: boolean }): NoteVersion;
  dismissOmission(input: Base & { segmentId: SegmentId; quote?: string }): NoteVersion;
  /** Puts a sentence back as it was drafted before the clinician's habits of wording. @throws `conflict.state` for one without */
  unstyleSentence(input: Base & { sentenceId: SentenceId }): NoteVersion;
  undo(input: Base): NoteVersion;
  /** Any change of the note, as one version. `change` is its stable word. */
  change(input: Base, change: string, edit: (note: Note) => Note): NoteVersion;
}

interface Base {
  encounterId: EncounterId;
  baseVersion: number;
}

/** Sentences a clinician has to look at before signing. */
export function openSentences(note: Note): NoteSentence[] {
  return note.sections
    .flatMap((section) => section.sentences)
    .filter((sentence) => sentence.support === 'needs-review' && !sentence.confirmed);
}

/**
 * The version that an edit may build on.
 * @throws `conflict.signed` once signed, `conflict.version` when the clinician was looking at another version
 */
export function requireOpenVersion({ deps }: AppContext, { encounterId, baseVersion }: Base): NoteVersion {
  const latest = deps.store.notes.latest(encounterId);
  if (!latest) throw new AppError('conflict.state');
  if (latest.kind === 'signed' || latest.kind === 'addendum') throw new AppError('conflict.signed');
  if (latest.version !== baseVersion)
    throw new AppError('conflict.version', { retryable: true, params: { version: latest.version } });
  return latest;
}

export function createNoteEditor(context: AppContext): NoteEditor {
  const { deps, auditor, session } = context;

  const save = (base: Base, change: string, edit: (note: Note) => Note): NoteVersion => {
    const clinician = session.requireClinician();
    const saved = deps.store.transaction(() => {
      requireEncounter(context, base.encounterId);
      const latest = requireOpenVersion(context, base);
      const version: NoteVersion = {
        version: latest.version + 1,
        kind: 'edit',
        at: deps.clock.now(),
        by: clinician.id,
        note: edit(latest.note),
        change,
      };
      deps.store.notes.append(base.encounterId, version);
      auditor.record(clinician.id, 'note.edit', encounterSubject(base.encounterId), {
        version: version.version,
        change,
      });
      return version;
    });
    const encounter = requireEncounter(context, base.encounterId);
    if (encounter.state === 'drafted') advance(context, base.encounterId, 'edit');
    else announce(context, encounter);
    return saved;
  };

  const changeSentence = (
    note: Note,
    sentenceId: SentenceId,
    change: (sentence: NoteSentence) => NoteSentence | undefined,
  ): Note => {
    let found = false;
    const sections = note.sections.map((section) => ({
      ...section,
      sentences: section.sentences.flatMap((sentence) => {
        if (sentence.id !== sentenceId) return [sentence];
        found = true;
        const changed = change(sentence);
        return changed ? [changed] : [];
      }),
    }));
    if (!found) throw new AppError('not-found.sentence');
    return { ...note, sections };
  };

  return {
    change: save,
    editSentence: (input) =>
      save(input, 'sentence.edit', (note) =>
        changeSentence(note, input.sentenceId, ({ styled: _, ...sentence }) =>
          inOwnWords(
            { ...sentence, text: input.text },
            judge(context, input.encounterId, input.text, sentence.evidence),
          ),
        ),
      ),
    removeSentence: (input) =>
      save(input, 'sentence.remove', (note) => changeSentence(note, input.sentenceId, () => undefined)),
    confirmSentence: (input) =>
      save(input, 'sentence.confirm', (note) =>
        changeSentence(note, input.sentenceId, (sentence) => ({ ...sentence, confirmed: true })),
      ),
    move: (input) => save(input, `${input.what}.move`, (note) => moveInNote(note, input)),
    unstyleSentence: (input) =>
      save(input, 'sentence.unstyle', (note) =>
        changeSentence(note, input.sentenceId, ({ styled, ...sentence }) => {
          if (!styled) throw new AppError('conflict.state');
          return { ...sentence, text: styled.from };
        }),
      ),
    addSentence: (input) =>
      save(input, 'sentence.add', (note) => {
        const segment = input.fromSegmentId
          ? deps.store.transcripts.segments(input.encounterId).find((candidate) => candidate.id === input.fromSegmentId)
          : undefined;
        if (input.fromSegmentId && !segment) throw new AppError('not-found.segment');
        const omission = note.omissions.find((candidate) =>
          isOmission(candidate, input.fromSegmentId, input.fromQuote),
        );
        const said = omission?.evidence ?? (segment ? wholeOf(segment) : undefined);
        const judged = judge(context, input.encounterId, input.text, said ? [said] : []);
        const written: NoteSentence = {
          id: SentenceIdSchema.parse(deps.ids.uuid()),
          text: input.text,
          confidence: 1,
          support: 'supported',
          evidence: [...judged.evidence],
          origin: 'clinician',
          confirmed: true,
        };
        // A proposal taken as it is was worded here, not by a person: it stands as a draft does until it is proved or confirmed.
        const sentence =
          omission?.text === input.text
            ? { ...inOwnWords(written, judged), origin: 'draft' as const, confirmed: judged.support === 'supported' }
            : inOwnWords(written, judged);
        let placed = false;
        const sections = note.sections.map((section) => {
          if (section.key !== input.sectionKey) return section;
          placed = true;
          const after = section.sentences.findIndex((candidate) => candidate.id === input.afterSentenceId);
          const at = after < 0 ? section.sentences.length : after + 1;
          const added = { ...sentence, ...placeOf(section.sentences[at - 1]) };
          return {
            ...section,
            sentences: [...section.sentences.slice(0, at), added, ...section.sentences.slice(at)],
          };
        });
        if (!placed) throw new AppError('not-found.sentence');
        return {
          ...note,
          sections,
          omissions: note.omissions.filter((candidate) => !isOmission(candidate, input.fromSegmentId, input.fromQuote)),
        };
      }),
    settleQuestion: (input) =>
      save(input, input.settled ? 'question.settle' : 'question.reopen', (note) => {
        if (!note.questions?.some(({ id }) => id === input.questionId)) throw new AppError('not-found.question');
        return {
          ...note,
          questions: note.questions.map((question) =>
            question.id === input.questionId ? { ...question, settled: input.settled } : question,
          ),
        };
      }),
    dismissOmission: (input) =>
      save(input, 'omission.dismiss', (note) => {
        const omissions = note.omissions.filter((candidate) => !isOmission(candidate, input.segmentId, input.quote));
        if (omissions.length === note.omissions.length) throw new AppError('not-found.segment');
        return { ...note, omissions };
      }),
    undo: (input) => {
      const history = deps.store.notes.history(input.encounterId);
      const target = undoTarget(history);
      if (!target) throw new AppError('conflict.state');
      return save(input, `undo:${target.version}`, () => target.note);
    },
  };
}

/** An added sentence stands as the one before it: under the same sub-heading, of the same kind, in the same style. */
const placeOf = (before: NoteSentence | undefined): Pick<NoteSentence, 'group' | 'slot' | 'style' | 'problem'> =>
  Object.fromEntries(
    (['group', 'slot', 'style', 'problem'] as const).flatMap((key) =>
      before?.[key] === undefined ? [] : [[key, before[key]]],
    ),
  );

/** An entry of the list: by its turn, and by its words where they are given. */
const isOmission = ({ segmentId, evidence }: Omission, ofSegment: SegmentId | undefined, quote?: string): boolean =>
  segmentId === ofSegment && (quote === undefined || evidence === undefined || evidence.quote === quote);

/**
 * The version before the last change that still stands: undoing twice goes two changes back. For notes and documents alike: an undo stands for
 * the version it went back to.
 */
export function undoTarget<V extends { version: number; kind: string; change?: string | undefined }>(
  history: readonly V[],
): V | undefined {
  const byVersion = new Map(history.map((version) => [version.version, version]));
  let current = history.at(-1);
  while (current?.change?.startsWith('undo:')) current = byVersion.get(Number(current.change.slice(5)));
  if (current?.kind !== 'edit') return undefined;
  let before = byVersion.get(current.version - 1);
  while (before?.change?.startsWith('undo:')) before = byVersion.get(Number(before.change.slice(5)));
  return before;
}
