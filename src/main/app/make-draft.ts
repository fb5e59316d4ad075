import type { CancelSignal } from '../../shared/cancel.ts';
import type { ChartContext } from '../../shared/model/chart.ts';
import type { Codes } from '../../shared/model/codes.ts';
import type { Note } from '../../shared/model/note.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { Transcript } from '../../shared/model/transcript.ts';
import type { WordList } from '../../shared/model/word-list.ts';
import type { CodeSearch } from '../domain/coding/search.ts';
import { suggestCodes } from '../domain/coding/suggest-codes.ts';
import { assignSpeakers } from '../domain/speech/assign-speakers.ts';
import { buildVocabulary, correctVocabulary, type DrugName } from '../domain/speech/correct-vocabulary.ts';
import { phraseOf } from '../domain/speech/word-list.ts';
import type { RoleModel } from '../domain/speech/role-model.ts';
import type { VoiceFrames } from '../domain/speech/voice-features.ts';
import type { Drafter } from '../ports/drafter.ts';
import type { Terminology } from '../ports/terminology.ts';

export interface DraftingParts {
  readonly roleModel: RoleModel;
  /** Common drugs and their brands, for what the recogniser misheard. */
  readonly drugNames?: readonly DrugName[];
  readonly drafter: Drafter;
  readonly codeSearch: CodeSearch;
  readonly terminology: Terminology;
}

/** Recognisers that are asked about names while they listen (docs/decisions/0038). */
const ASKS_THE_SOUND = /^moonshine/;

/** Names the recogniser misheard, by the chart and the common drugs. Only what was heard: a transcript that came as text stands. */
export function withVocabulary(
  transcript: Transcript,
  { chart, drugs, words = [] }: { chart?: ChartContext; drugs?: readonly DrugName[]; words?: WordList },
): Transcript {
  if (transcript.model.sha256 === '') return transcript;
  const vocabulary = buildVocabulary({ chart, drugs, terms: words.map(phraseOf) });
  const what = ASKS_THE_SOUND.test(transcript.model.name) ? 'units' : 'names and units';
  return { ...transcript, segments: correctVocabulary(transcript.segments, vocabulary, what) };
}

/**
 * Decides who spoke, where a person has not, by the words and by the voices where they were heard. The text of segments is kept; a segment may
 * be split where the speaker changes.
 */
export function withSpeakers(transcript: Transcript, roleModel: RoleModel, voices?: VoiceFrames): Transcript {
  const sound = voices && voices.count > 0 ? { frames: voices } : undefined;
  return { ...transcript, segments: assignSpeakers(transcript.segments, roleModel, sound) };
}

/** Transcript (speakers known) to note and codes: the same path for the app and the command line. */
export async function makeDraft(
  parts: DraftingParts,
  input: { transcript: Transcript; chart?: ChartContext; template: string | NoteTemplate; signal?: CancelSignal },
): Promise<{ note: Note; codes: Codes }> {
  const note = await parts.drafter.draft(input);
  const codes = suggestCodes({
    note,
    transcript: input.transcript,
    chart: input.chart,
    search: parts.codeSearch,
    terminology: parts.terminology,
  });
  return { note, codes };
}
