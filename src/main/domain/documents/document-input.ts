import type { ChartContext, ChartPatient } from '../../../shared/model/chart.ts';
import type { DocumentOptions } from '../../../shared/model/document.ts';
import type { VisitFacts } from '../../../shared/model/facts.ts';
import type { Note } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { BinaryModel } from '../understanding/linear-model.ts';
import type { RemovedText } from './note-lines.ts';
import type { PlainWords } from './plain-words.ts';

/** Everything a document needs beside the visit; the lexicon is the note's, the version tells both files apart. */
export interface DocumentResources {
  readonly version: string;
  readonly lexicon: Lexicon;
  readonly boundary?: BinaryModel;
  readonly plain: PlainWords;
}

/** One visit as it stands now. */
export interface DocumentInput {
  /** As the clinician left it: edits win over what was heard. */
  readonly note: Note;
  readonly noteVersion: number;
  /** What the clinician took out of the note or wrote over: it does not come back. */
  readonly removed: readonly RemovedText[];
  readonly transcript: Transcript;
  readonly facts: VisitFacts;
  readonly chart?: ChartContext;
  readonly visit: {
    readonly patient: ChartPatient;
    /** ISO calendar date of the visit, by the record of it; absent: not known. */
    readonly date?: string;
    /** Length of the recording; absent where nothing was recorded. */
    readonly recordedMs?: number;
  };
  /** Under whose name it goes out. */
  readonly clinician?: { readonly name: string; readonly credentials?: string };
  readonly options: DocumentOptions;
  readonly resources: DocumentResources;
}
