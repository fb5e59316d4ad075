import { AppError } from '../../../shared/errors.ts';
import { SegmentId } from '../../../shared/model/ids.ts';
import { createSampleWindow } from '../../domain/speech/sample-window.ts';
import {
  createSegmenter,
  FRAME_SAMPLES,
  type SegmenterConfig,
  type SpeechSpan,
} from '../../domain/speech/segmenter.ts';
import { toUtterances, type Utterance } from '../../domain/speech/utterances.ts';
import {
  createWindower,
  toRecordingSample,
  type ListeningWindow,
  type WindowConfig,
} from '../../domain/speech/windows.ts';
import { textOfWords } from '../../domain/speech/words.ts';
import type { Log } from '../../ports/runtime.ts';
import type { HeardSegment, TranscriptionOptions, TranscriptionSession } from '../../ports/transcriber.ts';
import type { Decoded, HearingOptions } from './engine.ts';
import type { HearAgain, HeardWindow } from './hear-again.ts';
import { freshVadState } from './silero-vad.ts';
import type { SpeechWorker } from './speech-worker.ts';

const SAMPLES_PER_MS = 16;
/** Audio that one call looks through for speech: enough for a batch of segments from a file, a tenth of a second's work. */
const DETECT_SAMPLES = FRAME_SAMPLES * 940;
/** `push` waits while this much is unheard: two blocks to look through, and a few minutes of speech to decode. */
const MAX_UNDETECTED_SAMPLES = 2 * DETECT_SAMPLES;
const MAX_UNDECODED_SAMPLES = 16_000 * 120;
/** Audio in one call, so that a batch of long segments does not need much memory at once. */
const MAX_BATCH_SAMPLES = 16_000 * 80;
const BATCH_ATTEMPTS = 2;
const SINGLE_ATTEMPTS = 3;
/** Below this mean word confidence a segment is worth a second look by the reader. */
const LOW_CONFIDENCE = 0.7;

/** Windows whose second hearing may wait; then it goes before further first hearings, so that memory does not grow with a file. */
const MAX_UNHEARD_AGAIN = 8;

interface Job {
  readonly window: ListeningWindow;
  readonly samples: Float32Array;
  /** The window as recorded, from its first to its last sample. */
  readonly sound: Float32Array;
}

/**
 * One recording on its way through the speech process: samples in, segments out. The audio stays here until its segment came
 * back, and the process is told everything with each call, so a crash over there costs a repetition and nothing else.
 */
export function openSession(parts: {
  readonly worker: SpeechWorker;
  readonly maxBatch: number;
  readonly segmenter: SegmenterConfig;
  readonly windows: WindowConfig;
  readonly log: Log;
  readonly options: TranscriptionOptions;
  /** The second hearing, if there is to be one. */
  readonly hearAgain?: HearAgain;
}): TranscriptionSession {
  const { worker, options, log } = parts;
  const segmenter = createSegmenter(parts.segmenter);
  const windower = createWindower(parts.windows);
  const recent = createSampleWindow();
  const jobs: Job[] = [];
  const heardOnce: HeardWindow[] = [];
  const hearing: HearingOptions = { language: options.language, vocabulary: options.vocabulary };
  const offsetMs = options.startOffsetMs ?? 0;
  let vadState = freshVadState();
  let detectedSamples = 0;
  let undecodedSamples = 0;
  let nextIndex = options.firstIndex ?? 1;
  let finishing = false;
  let stopped: Error | undefined;
  let detecting = false;
  let decoding = false;
  let captioning = false;
  let hearingAgain = false;
  let waiters: (() => void)[] = [];

  const wake = (): void => {
    const woken = waiters;
    waiters = [];
    for (const waiter of woken) waiter();
  };
  const stop = (error: Error): void => {
    stopped ??= error;
    jobs.length = 0;
    heardOnce.length = 0;
    wake();
  };
  /** Resolves when `condition` holds. @throws what stopped the session. */
  const until = async (condition: () => boolean): Promise<void> => {
    while (!stopped && !condition()) await new Promise<void>((resolve) => waiters.push(resolve));
    if (stopped) throw stopped;
  };

  const removeRestartListener = worker.onRestart(() => options.onWorkerRestart?.());
  const onAbort = (): void => {
    stop(cancelled());
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  const release = (): void => {
    removeRestartListener();
    options.signal?.removeEventListener('abort', onAbort);
  };

  /** Nothing before this is still to be heard. */
  const heardUntil = (): number =>
    Math.min(
      jobs[0]?.window.startSample ?? Infinity,
      windower.open()?.startSample ?? Infinity,
      segmenter.neededFromSample(),
    );
  let reportedSample = -1;
  const reportProgress = (): void => {
    const heard = heardUntil();
    if (heard <= reportedSample) return;
    reportedSample = heard;
    options.onProgress?.(offsetMs + Math.floor(heard / SAMPLES_PER_MS));
  };

  const samplesOf = (window: ListeningWindow): Float32Array => {
    const length = window.pieces.reduce((sum, piece) => sum + piece.endSample - piece.startSample, 0);
    const samples = new Float32Array(length);
    let at = 0;
    for (const { startSample, endSample } of window.pieces) {
      samples.set(recent.copy(startSample, endSample), at);
      at += endSample - startSample;
    }
    return samples;
  };

  const enqueue = (windows: readonly ListeningWindow[]): void => {
    for (const window of windows) {
      const samples = samplesOf(window);
      jobs.push({ window, samples, sound: recent.copy(window.startSample, window.endSample) });
      undecodedSamples += samples.length;
    }
    // The kept silence before a span reaches back behind it; a second covers it amply.
    const needed = Math.min(windower.open()?.startSample ?? Infinity, segmenter.neededFromSample() - 16_000);
    recent.dropBefore(Math.min(needed, detectedSamples));
    if (windows.length > 0) void decodeAll();
  };

  const take = (spans: readonly SpeechSpan[]): ListeningWindow[] => {
    const complete = spans.flatMap((span) => windower.push(span));
    return [...complete, ...windower.advance(segmenter.neededFromSample())];
  };

  const detectAll = async (): Promise<void> => {
    if (detecting) return;
    detecting = true;
    try {
      for (;;) {
        const waiting = recent.endSample - detectedSamples;
        const whole = Math.min(DETECT_SAMPLES, Math.floor(waiting / FRAME_SAMPLES) * FRAME_SAMPLES);
        if (stopped || whole === 0 || undecodedSamples > MAX_UNDECODED_SAMPLES) break;
        const samples = recent.copy(detectedSamples, detectedSamples + whole);
        const audioMs = whole / SAMPLES_PER_MS;
        const answer = await worker.call(
          'detect',
          { samples, state: vadState },
          { audioMs, attempts: SINGLE_ATTEMPTS },
        );
        vadState = answer.state;
        detectedSamples += whole;
        const spans: SpeechSpan[] = [];
        for (const probability of answer.probabilities) spans.push(...segmenter.push(probability));
        if (!stopped) enqueue(take(spans));
        reportProgress();
        wake();
        if (spans.length > 0) void caption();
      }
    } catch (error) {
      stop(asError(error));
    } finally {
      detecting = false;
      wake();
    }
  };

  const decodeAll = async (): Promise<void> => {
    if (decoding) return;
    decoding = true;
    try {
      while (jobs.length > 0 && !stopped) {
        const batch = takeBatch(jobs, parts.maxBatch);
        const heard = await transcribe(batch);
        if (stopped) break;
        batch.forEach((job, i) => {
          emit(job, heard[i]);
        });
        jobs.splice(0, batch.length);
        undecodedSamples -= batch.reduce((sum, job) => sum + job.samples.length, 0);
        reportProgress();
        wake();
        void detectAll();
        if (heardOnce.length >= MAX_UNHEARD_AGAIN) await hearOneAgain();
      }
    } catch (error) {
      stop(asError(error));
    } finally {
      decoding = false;
      wake();
    }
    void hearAllAgain();
  };

  const hearOneAgain = async (): Promise<void> => {
    const window = heardOnce.shift();
    if (!window || !parts.hearAgain || stopped) return;
    const hear = (segments: readonly Float32Array[], how: HearingOptions = {}): Promise<readonly Decoded[]> => {
      const audioMs = segments.reduce((sum, samples) => sum + samples.length, 0) / SAMPLES_PER_MS;
      return worker.call('transcribe', { segments, ...hearing, pass: 'second', ...how }, { audioMs, attempts: 1 });
    };
    try {
      const changed = await parts.hearAgain(window, hear, hearing);
      if (!stopped) for (const segment of changed) options.onSegment(segment);
    } catch (error) {
      // What was heard once stands.
      log.warn('speech.not-heard-again', { code: error instanceof AppError ? error.code : 'bug' });
    }
  };

  /** What was heard once is heard again while nothing else is to be done. */
  const hearAllAgain = async (): Promise<void> => {
    if (hearingAgain) return;
    hearingAgain = true;
    while (heardOnce.length > 0 && !stopped && !decoding) await hearOneAgain();
    hearingAgain = false;
    wake();
  };

  /** `undefined` for a segment that the recogniser could not get through, however often it was started anew. */
  const transcribe = async (batch: readonly Job[]): Promise<(Decoded | undefined)[]> => {
    const segments = batch.map((job) => job.samples);
    const audioMs = segments.reduce((sum, samples) => sum + samples.length, 0) / SAMPLES_PER_MS;
    const attempts = batch.length === 1 ? SINGLE_ATTEMPTS : BATCH_ATTEMPTS;
    try {
      return [...(await worker.call('transcribe', { segments, ...hearing, pass: 'first' }, { audioMs, attempts }))];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'model.worker') throw error;
      if (batch.length > 1) {
        // One of them does this: hear each by itself.
        const singly: (Decoded | undefined)[] = [];
        for (const job of batch) if (!stopped) singly.push(...(await transcribe([job])));
        return singly;
      }
      log.error('speech.segment-failed', { samples: audioMs * SAMPLES_PER_MS });
      // Whether it was the segment or the process: only a process that answers can tell.
      await worker.start();
      return [undefined];
    }
  };

  const emit = ({ window, samples, sound }: Job, heard: Decoded | undefined): void => {
    const segments: HeardSegment[] = [];
    const utterances: readonly Utterance[] = heard
      ? toUtterances(window, heard.words)
      : [{ startMs: window.startSample / SAMPLES_PER_MS, endMs: window.endSample / SAMPLES_PER_MS, words: [] }];
    for (const { startMs, endMs, words } of utterances) {
      const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
      const segment: HeardSegment = {
        id: SegmentId.parse(`${options.idPrefix ?? 's'}${nextIndex++}`),
        startMs: offsetMs + startMs,
        endMs: offsetMs + endMs,
        speaker: 'unknown',
        text: textOfWords(words),
        words: words.map((word) => ({
          text: word.text,
          startMs: offsetMs + Math.max(startMs, Math.min(endMs, word.startMs)),
          endMs: offsetMs + Math.max(startMs, Math.min(endMs, word.endMs)),
          confidence: word.confidence,
        })),
        flags: !heard ? ['failed'] : confidence < LOW_CONFIDENCE ? ['low-confidence'] : [],
      };
      segments.push(segment);
      const from = startMs * SAMPLES_PER_MS - window.startSample;
      options.onSegment(segment, sound.subarray(from, from + (endMs - startMs) * SAMPLES_PER_MS));
    }
    if (!parts.hearAgain || options.hearAgain === false || !heard || segments.length === 0) return;
    heardOnce.push({
      segments,
      heard: samples,
      toRecordingMs: (ms) => offsetMs + toRecordingSample(window, ms * SAMPLES_PER_MS) / SAMPLES_PER_MS,
      sound,
      soundStartMs: offsetMs + window.startSample / SAMPLES_PER_MS,
    });
  };

  /** Live captions: hears the window that is still growing, when nothing that will stay is waiting. */
  const caption = async (): Promise<void> => {
    const window = windower.open();
    if (!options.onPartial || !window || captioning || decoding || finishing) return;
    captioning = true;
    try {
      const samples = samplesOf(window);
      const audioMs = samples.length / SAMPLES_PER_MS;
      const request = { segments: [samples], ...hearing, pass: 'draft' as const };
      const [heard] = await worker.call('transcribe', request, { audioMs, attempts: 1 });
      const current = windower.open();
      if (stopped || finishing || !heard || current?.startSample !== window.startSample) return;
      const [startMs, endMs] = [window.startSample, window.endSample].map(
        (sample) => offsetMs + sample / SAMPLES_PER_MS,
      );
      options.onPartial({ startMs: startMs!, endMs: endMs!, text: heard.text });
    } catch {
      // Captions are a courtesy; what stays is heard again anyway.
    } finally {
      captioning = false;
      if ((windower.open()?.spans.length ?? 0) > window.spans.length) void caption();
    }
  };

  return {
    async push(samples) {
      if (finishing) throw new AppError('bug');
      if (stopped) throw stopped;
      recent.append(samples);
      void detectAll();
      await until(() => recent.endSample - detectedSamples < MAX_UNDETECTED_SAMPLES);
    },
    async finish() {
      finishing = true;
      const totalSamples = recent.endSample;
      try {
        const tail = (FRAME_SAMPLES - (totalSamples % FRAME_SAMPLES)) % FRAME_SAMPLES;
        recent.append(new Float32Array(tail));
        void detectAll();
        await until(() => detectedSamples === recent.endSample);
        enqueue([...take(segmenter.flush(totalSamples)), ...windower.flush()]);
        await until(() => jobs.length === 0 && !decoding && heardOnce.length === 0 && !hearingAgain);
        options.onProgress?.(offsetMs + Math.floor(totalSamples / SAMPLES_PER_MS));
        return { durationMs: offsetMs + totalSamples / SAMPLES_PER_MS };
      } finally {
        release();
      }
    },
    cancel() {
      stop(cancelled());
      release();
      return Promise.resolve();
    },
  };
}

function takeBatch(jobs: readonly Job[], maxBatch: number): Job[] {
  const batch: Job[] = [];
  let samples = 0;
  for (const job of jobs.slice(0, maxBatch)) {
    samples += job.samples.length;
    if (batch.length > 0 && samples > MAX_BATCH_SAMPLES) break;
    batch.push(job);
  }
  return batch;
}

const cancelled = (): AppError => new AppError('cancelled', { retryable: true });
const asError = (error: unknown): Error => (error instanceof Error ? error : new AppError('bug', { cause: error }));
