import { AppError } from '../../../shared/errors.ts';
import { createLanguageWatch, type HeardStretch } from '../../domain/speech/other-language.ts';
import { createSampleWindow } from '../../domain/speech/sample-window.ts';
import {
  createSegmenter,
  FRAME_SAMPLES,
  type SegmenterConfig,
  type SpeechSpan,
} from '../../domain/speech/segmenter.ts';
import {
  createWindower,
  toRecordingSample,
  type ListeningWindow,
  type WindowConfig,
} from '../../domain/speech/windows.ts';
import { cut, samplesOf } from '../../domain/speech/window-samples.ts';
import type { Log } from '../../ports/runtime.ts';
import type { TranscriptionOptions, TranscriptionSession } from '../../ports/transcriber.ts';
import type { Decoded, HearingOptions } from './engine.ts';
import type { HearAgain, HeardWindow } from './hear-again.ts';
import { SAMPLES_PER_MS, segmentsOf } from './heard-segments.ts';
import { createLiveCaptions } from './live-captions.ts';
import { freshVadState } from './silero-vad.ts';
import { URGENCY, type SpeechWorker } from './speech-worker.ts';

/** Audio that one call looks through for speech: enough for a batch of segments from a file, a tenth of a second's work. */
const DETECT_SAMPLES = FRAME_SAMPLES * 940;
/** `push` waits while this much is unheard: two blocks to look through, and a few minutes of speech to decode. */
const MAX_UNDETECTED_SAMPLES = 2 * DETECT_SAMPLES;
const MAX_UNDECODED_SAMPLES = 16_000 * 120;
/** Audio in one call: two full windows. More would be a little faster and take 120 MB more in each process. */
const MAX_BATCH_SAMPLES = 16_000 * 40;
/** Captions are left out while more than this has not even been looked through. */
const BEHIND_SAMPLES = 16_000;
/** Windows whose second hearing may wait; then it goes before further first hearings, so that memory does not grow with a file. */
const MAX_UNHEARD_AGAIN = 8;
const BATCH_ATTEMPTS = 2;
const SINGLE_ATTEMPTS = 3;

interface Job {
  readonly window: ListeningWindow;
  /** The window as recorded, from its first to its last sample. */
  readonly sound: Float32Array;
  state: 'waiting' | 'underWay' | 'heard';
  /** `undefined` for a window that the recogniser could not get through, however often it was started anew. */
  heard: Decoded | undefined;
}

/**
 * One recording on its way through the speech processes: samples in, segments out. The audio stays here until its segment came
 * back, and a process is told everything with each call, so a crash over there costs a repetition and nothing else. Several windows are
 * heard at once, but segments are given out in order.
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
  /** The model knows English only: say so where it heard something else. */
  readonly isEnglishOnly?: boolean;
  readonly monotonicMs: () => number;
  /** Called once, when the session is over. */
  readonly onEnd: () => void;
}): TranscriptionSession {
  const { worker, options, log } = parts;
  const segmenter = createSegmenter(parts.segmenter);
  const windower = createWindower(parts.windows);
  const recent = createSampleWindow();
  const jobs: Job[] = [];
  const heardOnce: HeardWindow[] = [];
  const { language, vocabulary, known } = options;
  const hearing: HearingOptions = { language, vocabulary, known };
  const idPrefix = options.idPrefix ?? 's';
  const offsetMs = options.startOffsetMs ?? 0;
  /** A visit that goes on comes before a file. */
  const [looking, first] = options.onPartial ? [URGENCY.detect, URGENCY.first] : [URGENCY.file, URGENCY.file];
  let vadState = freshVadState();
  let detectedSamples = 0;
  let undecodedSamples = 0;
  const languageWatch = parts.isEnglishOnly ? createLanguageWatch() : undefined;
  let nextIndex = options.firstIndex ?? 1;
  let finishing = false;
  let stopped: Error | undefined;
  let detecting = false;
  let callsUnderWay = 0;
  let againUnderWay = 0;
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
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    parts.onEnd();
    removeRestartListener();
    options.signal?.removeEventListener('abort', onAbort);
  };

  /** Nothing before this is still to be heard. */
  const heardUntil = (): number =>
    Math.min(
      jobs[0]?.window.startSample ?? Infinity,
      windower.growing()[0]?.startSample ?? Infinity,
      segmenter.neededFromSample(),
    );
  let reportedSample = -1;
  const reportProgress = (): void => {
    const heard = heardUntil();
    if (heard <= reportedSample) return;
    reportedSample = heard;
    options.onProgress?.(offsetMs + Math.floor(heard / SAMPLES_PER_MS));
  };

  const enqueue = (windows: readonly ListeningWindow[]): void => {
    for (const window of windows) {
      const sound = recent.copy(window.startSample, window.endSample);
      jobs.push({ window, sound, state: 'waiting', heard: undefined });
      undecodedSamples += sound.length;
    }
    // The kept silence before a span reaches back behind it; a second covers it amply.
    const needed = Math.min(windower.growing()[0]?.startSample ?? Infinity, segmenter.neededFromSample() - 16_000);
    recent.dropBefore(Math.min(needed, detectedSamples));
    decodeMore();
  };

  /** The next frame's probability of speech, or the end of the recording. Returns the windows that it completed. */
  const take = (spans: readonly SpeechSpan[]): ListeningWindow[] => {
    const complete: ListeningWindow[] = [];
    const takeWindows = (windows: readonly ListeningWindow[]): void => {
      complete.push(...windows);
      if (windows.length > 0) captions?.breakWindow();
    };
    for (const span of spans) {
      takeWindows(windower.push(span));
      captions?.push(span);
    }
    takeWindows(windower.advance(segmenter.neededFromSample(), segmenter.openRange()));
    return complete;
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
          { audioMs, attempts: SINGLE_ATTEMPTS, urgency: looking },
        );
        vadState = answer.state;
        detectedSamples += whole;
        const windows: ListeningWindow[] = [];
        for (const probability of answer.probabilities) windows.push(...take(segmenter.push(probability)));
        if (!stopped) enqueue(windows);
        reportProgress();
        wake();
        captions?.look();
      }
    } catch (error) {
      stop(asError(error));
    } finally {
      detecting = false;
      wake();
    }
  };

  /** Gives the processes as many windows as they can hear at once, oldest first. */
  const decodeMore = (): void => {
    while (!stopped && callsUnderWay < worker.lanes && heardOnce.length < MAX_UNHEARD_AGAIN) {
      const batch = takeBatch(jobs, parts.maxBatch);
      if (batch.length === 0) break;
      void decode(batch);
    }
    hearMoreAgain();
  };

  const decode = async (batch: readonly Job[]): Promise<void> => {
    callsUnderWay++;
    for (const job of batch) job.state = 'underWay';
    try {
      await transcribe(batch);
      if (!stopped) giveOut();
    } catch (error) {
      stop(asError(error));
    } finally {
      callsUnderWay--;
    }
    decodeMore();
    void detectAll();
    wake();
  };

  const transcribe = async (batch: readonly Job[]): Promise<void> => {
    const segments = batch.map(({ window, sound }) => samplesOf(window, (from, to) => cut(sound, window, from, to)));
    const audioMs = segments.reduce((sum, samples) => sum + samples.length, 0) / SAMPLES_PER_MS;
    const attempts = batch.length === 1 ? SINGLE_ATTEMPTS : BATCH_ATTEMPTS;
    let answers: readonly (Decoded | undefined)[];
    try {
      const request = { segments, ...hearing, pass: 'first' as const };
      answers = await worker.call('transcribe', request, { audioMs, attempts, urgency: first });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'model.worker') throw error;
      if (batch.length > 1) {
        // One of them does this: hear each by itself.
        for (const job of batch) if (!stopped) await transcribe([job]);
        return;
      }
      log.error('speech.segment-failed', { samples: audioMs * SAMPLES_PER_MS });
      // Whether it was the segment or the process: only a process that starts can tell.
      await worker.start();
      answers = [undefined];
    }
    batch.forEach((job, i) => {
      job.heard = answers[i];
      job.state = 'heard';
      undecodedSamples -= job.sound.length;
    });
  };

  /** Segments come in order, whichever window was heard first. */
  const giveOut = (): void => {
    for (let job = jobs[0]; job?.state === 'heard'; job = jobs[0]) {
      const { window, sound, heard } = job;
      jobs.shift();
      captions?.settle(window.endSample);
      const isOtherLanguage = heard !== undefined && (languageWatch?.push(stretchOf(window, heard)) ?? false);
      const segments = segmentsOf(window, heard, { offsetMs, idPrefix, firstIndex: nextIndex, isOtherLanguage });
      nextIndex += segments.length;
      for (const segment of segments) {
        const from = (segment.startMs - offsetMs) * SAMPLES_PER_MS - window.startSample;
        options.onSegment(segment, sound.subarray(from, from + (segment.endMs - segment.startMs) * SAMPLES_PER_MS));
      }
      if (parts.hearAgain && options.hearAgain !== false && heard && segments.length > 0)
        heardOnce.push({
          segments,
          heard: samplesOf(window, (start, end) => cut(sound, window, start, end)),
          toRecordingMs: (ms) => offsetMs + toRecordingSample(window, ms * SAMPLES_PER_MS) / SAMPLES_PER_MS,
          sound,
          soundStartMs: offsetMs + window.startSample / SAMPLES_PER_MS,
        });
    }
    reportProgress();
    captions?.look();
  };

  /** What was heard once is heard again while the processes have nothing more urgent to do. */
  const hearMoreAgain = (): void => {
    // While a visit goes on, one process stays free for what is being said.
    const isLive = options.onPartial !== undefined && !finishing;
    const most = isLive ? Math.max(worker.lanes === 1 ? 1 : 0, worker.lanes - 1 - callsUnderWay) : worker.lanes;
    while (!stopped && parts.hearAgain && againUnderWay < most && heardOnce.length > 0) {
      againUnderWay++;
      void hearOnceMore(parts.hearAgain, heardOnce.shift()!).finally(() => {
        againUnderWay--;
        decodeMore();
        wake();
      });
    }
  };

  const hearOnceMore = async (hearAgain: HearAgain, window: HeardWindow): Promise<void> => {
    const hear = async (all: readonly Float32Array[], how: HearingOptions = {}): Promise<readonly Decoded[]> => {
      const decoded: Decoded[] = [];
      while (decoded.length < all.length) {
        if (stopped) throw stopped;
        const segments = all.slice(decoded.length, decoded.length + parts.maxBatch);
        const audioMs = segments.reduce((sum, samples) => sum + samples.length, 0) / SAMPLES_PER_MS;
        const request = { segments, ...hearing, pass: 'second' as const, ...how };
        decoded.push(...(await worker.call('transcribe', request, { audioMs, attempts: 1, urgency: URGENCY.again })));
      }
      return decoded;
    };
    try {
      const changed = await hearAgain(window, hear, hearing);
      if (!stopped) for (const segment of changed) options.onSegment(segment);
    } catch (error) {
      // What was heard once stands.
      log.warn('speech.not-heard-again', { code: error instanceof AppError ? error.code : 'bug' });
    }
  };

  const { onPartial } = options;
  const captions = onPartial
    ? createLiveCaptions({
        open: () => segmenter.open(),
        isFree: () =>
          !finishing &&
          !stopped &&
          callsUnderWay < worker.lanes &&
          !jobs.some((job) => job.state === 'waiting') &&
          recent.endSample - detectedSamples < BEHIND_SAMPLES,
        async hear(window) {
          if (window.startSample < recent.startSample) return undefined;
          const samples = samplesOf(window, recent.copy);
          const request = { segments: [samples], ...hearing, pass: 'draft' as const };
          const audioMs = samples.length / SAMPLES_PER_MS;
          const [heard] = await worker.call('transcribe', request, { audioMs, attempts: 1, urgency: URGENCY.draft });
          return heard;
        },
        toSegments: (window, heard, after) =>
          segmentsOf(window, heard, { offsetMs, idPrefix, firstIndex: nextIndex + after }),
        show(partial) {
          if (!finishing && !stopped) onPartial(partial);
        },
        offsetMs,
        monotonicMs: parts.monotonicMs,
      })
    : undefined;

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
        await until(() => jobs.length === 0 && heardOnce.length === 0 && againUnderWay === 0);
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
  for (const job of jobs.filter(({ state }) => state === 'waiting').slice(0, maxBatch)) {
    samples += job.sound.length;
    if (batch.length > 0 && samples > MAX_BATCH_SAMPLES) break;
    batch.push(job);
  }
  return batch;
}

const cancelled = (): AppError => new AppError('cancelled', { retryable: true });
const asError = (error: unknown): Error => (error instanceof Error ? error : new AppError('bug', { cause: error }));

const stretchOf = (window: ListeningWindow, { words, averageLogProbability }: Decoded): HeardStretch => ({
  durationMs: window.pieces.reduce((sum, piece) => sum + piece.endSample - piece.startSample, 0) / SAMPLES_PER_MS,
  averageLogProbability,
  words,
});
