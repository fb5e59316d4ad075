import type { CancelSignal } from '../../shared/cancel.ts';
import type { ChartContext } from '../../shared/model/chart.ts';
import type { EngineRef, Note } from '../../shared/model/note.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { Transcript } from '../../shared/model/transcript.ts';

/** Transcript and chart to a draft note. The built-in one is `domain/note` (deterministic); language models come behind the same port. */
export interface Drafter {
  readonly engine: EngineRef;
  draft(input: {
    transcript: Transcript;
    chart?: ChartContext;
    /** A template, or the name of a shipped one. */
    template: string | NoteTemplate;
    signal?: CancelSignal;
  }): Promise<Note>;
}
