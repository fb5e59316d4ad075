import { AppError } from '../../shared/errors.ts';
import type { CancelSignal } from '../../shared/cancel.ts';
import type { ChartContext } from '../../shared/model/chart.ts';
import type { Codes } from '../../shared/model/codes.ts';
import type { Note } from '../../shared/model/note.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { Transcript, TranscriptSegment } from '../../shared/model/transcript.ts';
import type { WordList } from '../../shared/model/word-list.ts';
import { visitPhrases } from '../domain/speech/visit-phrases.ts';
import { parseTranscript } from '../domain/speech/parse-transcript.ts';
import { hearVoices, VoiceFrames } from '../domain/speech/voice-features.ts';
import type { AudioDecoder, ByteSource } from '../ports/audio.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import { makeDraft, withSpeakers, withVocabulary, type DraftingParts } from './make-draft.ts';

/** The main job without a window and without a store: one recording or transcript in, transcript, note and codes out. */
export interface ScribeParts extends DraftingParts {
  readonly decoder: AudioDecoder;
  readonly transcriber: Transcriber;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicMs: () => number;
}

export type ScribeInput = { kind: 'audio'; source: ByteSource } | { kind: 'transcript'; text: string };

export interface ScribeResult {
  readonly transcript: Transcript;
  readonly note: Note;
  readonly codes: Codes;
  /** Wall-clock milliseconds a stage. `listenMs` covers decoding and recognition, which run side by side. */
  readonly stagesMs: Readonly<Record<string, number>>;
  readonly truncated: boolean;
}

export async function scribeVisit(
  parts: ScribeParts,
  input: ScribeInput,
  options: {
    chart?: ChartContext;
    /** The clinician's own. */
    words?: WordList;
    template: string | NoteTemplate;
    language?: string;
    signal?: CancelSignal;
    onProgress?: (stage: string, fraction?: number) => void;
  },
): Promise<ScribeResult> {
  const stagesMs: Record<string, number> = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    options.onProgress?.(stage);
    const from = parts.monotonicMs();
    const result = await work();
    stagesMs[`${stage}Ms`] = Math.round(parts.monotonicMs() - from);
    return result;
  };
  let truncated = false;
  const voices = new VoiceFrames();
  const heard = await timed('listen', () =>
    input.kind === 'transcript'
      ? parseTranscript(input.text, parts.roleModel)
      : listen(parts, input.source, {
          ...options,
          voices,
          onTruncated: () => {
            truncated = true;
          },
        }),
  );
  const transcript = await timed('speakers', () =>
    withSpeakers(
      withVocabulary(heard, { chart: options.chart, drugs: parts.drugNames, words: options.words }),
      parts.roleModel,
      voices,
    ),
  );
  const { note, codes } = await timed('draft', () =>
    makeDraft(parts, { transcript, chart: options.chart, template: options.template, signal: options.signal }),
  );
  return { transcript, note, codes, stagesMs, truncated };
}

async function listen(
  { decoder, transcriber, drugNames }: ScribeParts,
  source: ByteSource,
  options: {
    chart?: ChartContext;
    words?: WordList;
    language?: string;
    signal?: CancelSignal;
    onProgress?: (stage: string, fraction?: number) => void;
    onTruncated: () => void;
    voices: VoiceFrames;
  },
): Promise<Transcript> {
  const segments = new Map<string, TranscriptSegment>();
  let samples = 0;
  const info = await transcriber.info();
  if (options.language && !info.languages.includes(options.language)) {
    throw new AppError('model.unsupported', { params: { language: options.language, model: info.name } });
  }
  const session = await transcriber.open({
    language: options.language,
    ...visitPhrases({
      chart: options.chart,
      words: options.words,
      drugs: drugNames,
      people: [options.chart?.patient.name ?? ''],
    }),
    idPrefix: 's',
    signal: options.signal,
    onSegment(segment, sound) {
      // A segment that comes again says more of its words.
      segments.set(segment.id, segment);
      if (sound) hearVoices(options.voices, segment.startMs, sound);
    },
  });
  try {
    for await (const block of decoder.decode(source, {
      signal: options.signal,
      onProgress: (fraction) => options.onProgress?.('listen', fraction),
      onTruncated: options.onTruncated,
    })) {
      samples += block.length;
      await session.push(block);
    }
    await session.finish();
  } catch (error) {
    await session.cancel().catch(() => undefined);
    throw error;
  }
  if (samples === 0) throw new AppError('audio.empty');
  return {
    model: { name: info.name, sha256: info.sha256 },
    language: options.language ?? info.languages[0] ?? 'en',
    durationMs: Math.round((samples / SAMPLE_RATE_HZ) * 1000),
    segments: [...segments.values()].sort((a, b) => a.startMs - b.startMs),
  };
}
