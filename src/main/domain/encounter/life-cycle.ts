import { AppError } from '../../../shared/errors.ts';
import type { EncounterState } from '../../../shared/model/encounter.ts';

/** Everything that moves an encounter on. Names are stable words: they stand in the audit record and in error params. */
export const ENCOUNTER_EVENTS = [
  'start-recording',
  'stop-recording',
  'resume-recording',
  'recover',
  'recover-empty',
  'import',
  'import-transcript',
  'transcript-ready',
  'restart-transcription',
  'draft-ready',
  'redraft',
  'edit',
  'sign',
  'addendum',
  'delivery-succeeded',
  'delivery-failed',
  'delivery-retried',
] as const;
export type EncounterEvent = (typeof ENCOUNTER_EVENTS)[number];

type Row = Readonly<Partial<Record<EncounterEvent, EncounterState>>>;

/** From state, by event, to state. What is not in the table is refused. */
const TABLE: Readonly<Record<EncounterState, Row>> = {
  planned: {
    'start-recording': 'recording',
    import: 'recorded',
    'import-transcript': 'transcribed',
  },
  recording: {
    'stop-recording': 'recorded',
    recover: 'recorded',
    'recover-empty': 'planned',
  },
  recorded: {
    'resume-recording': 'recording',
    'restart-transcription': 'recorded',
    'transcript-ready': 'transcribed',
  },
  transcribed: {
    'resume-recording': 'recording',
    'restart-transcription': 'recorded',
    'draft-ready': 'drafted',
  },
  drafted: {
    'resume-recording': 'recording',
    'restart-transcription': 'recorded',
    'draft-ready': 'drafted',
    redraft: 'transcribed',
    edit: 'in-review',
    sign: 'signed',
  },
  'in-review': {
    edit: 'in-review',
    sign: 'signed',
  },
  signed: {
    addendum: 'signed',
    'delivery-succeeded': 'delivered',
    'delivery-failed': 'delivery-failed',
    'delivery-retried': 'signed',
  },
  delivered: {
    addendum: 'signed',
    'delivery-succeeded': 'delivered',
    'delivery-failed': 'delivery-failed',
  },
  'delivery-failed': {
    addendum: 'delivery-failed',
    'delivery-succeeded': 'delivered',
    'delivery-failed': 'delivery-failed',
    'delivery-retried': 'signed',
  },
};

/**
 * The life cycle of an encounter.
 *
 * | event                   | from → to                                                                        | meaning |
 * | ----------------------- | -------------------------------------------------------------------------------- | ------- |
 * | `start-recording`       | planned → recording                                                              | the first frame may be written |
 * | `stop-recording`        | recording → recorded                                                             | closed by a person; pause and resume do not leave `recording` |
 * | `resume-recording`      | recorded, transcribed, drafted → recording                                       | goes on with the same recording (after a crash), while nobody edited the draft |
 * | `recover`               | recording → recorded                                                             | the host died; what stands on disk was closed |
 * | `recover-empty`         | recording → planned                                                              | nothing was recorded: the host died, or the recording was stopped, before a sample |
 * | `import`                | planned → recorded                                                               | an audio file was decoded whole |
 * | `import-transcript`     | planned → transcribed                                                            | text instead of audio |
 * | `transcript-ready`      | recorded → transcribed                                                           | |
 * | `restart-transcription` | recorded, transcribed, drafted → recorded                                        | retry; refused once a clinician worked on the draft |
 * | `draft-ready`           | transcribed, drafted → drafted                                                   | also a new draft after a correction, while nobody edited |
 * | `redraft`               | drafted → transcribed                                                            | the transcript was corrected and nobody edited: the next draft follows |
 * | `edit`                  | drafted, in-review → in-review                                                   | any change or confirmation by a clinician |
 * | `sign`                  | drafted, in-review → signed                                                      | the text is fixed from here on |
 * | `addendum`              | signed, delivered → signed; delivery-failed stays                                | something signed waits for delivery again |
 * | `delivery-succeeded`    | signed, delivered, delivery-failed → delivered                                   | nothing signed is left to deliver |
 * | `delivery-failed`       | signed, delivered, delivery-failed → delivery-failed                             | needs a person; waiting for a retry is not a failure |
 * | `delivery-retried`      | signed, delivery-failed → signed                                                 | queued again |
 *
 * @throws AppError `conflict.state` with params `state` and `event`.
 */
export function transition(state: EncounterState, event: EncounterEvent): EncounterState {
  const next = TABLE[state][event];
  if (next === undefined) throw new AppError('conflict.state', { params: { state, event } });
  return next;
}

export function canTransition(state: EncounterState, event: EncounterEvent): boolean {
  return TABLE[state][event] !== undefined;
}

/** Signed text exists and never changes: edits, new drafts and new transcriptions are over. */
export function isSigned(state: EncounterState): boolean {
  return state === 'signed' || state === 'delivered' || state === 'delivery-failed';
}

/** A clinician may change the note. */
export function canEdit(state: EncounterState): boolean {
  return canTransition(state, 'edit');
}

/** The engine may replace the draft: no clinician has worked on it, and there is a transcript to draft from. */
export function canRedraft(state: EncounterState): boolean {
  return canTransition(state, 'draft-ready');
}

/** What start-up has to look after: a dead host's recording, and work that had not reached a draft. */
export function needsRecovery(state: EncounterState): 'close-recording' | 'transcribe' | 'draft' | undefined {
  if (state === 'recording') return 'close-recording';
  if (state === 'recorded') return 'transcribe';
  if (state === 'transcribed') return 'draft';
  return undefined;
}
