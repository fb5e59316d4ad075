import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { SegmentId } from '../../../shared/model/ids.ts';
import { createSampleWindow } from '../../domain/speech/sample-window.ts';
import type { HeardSegment, Transcriber, TranscriberInfo } from '../../ports/transcriber.ts';

/** What a fake hears, by the audio's own time (offsets of a resumed recording included). */
export interface FakeScript {
  readonly segments: readonly { readonly startMs: number; readonly endMs: number; readonly text: string }[];
  readonly info?: Partial<TranscriberInfo>;
  /** Sessions fail with this once the audio reaches `atMs`. */
  readonly fail?: { readonly atMs: number; readonly code: ErrorCode };
  /** Sessions report a restart of the worker once the audio reaches each of these. */
  readonly restartsAtMs?: readonly number[];
}

/** A recogniser for tests: "hears" each scripted segment as soon as the audio pushed reaches its end, the rest at the end. */
export function createFakeTranscriber(script: FakeScript): Transcriber {
  const info: TranscriberInfo = {
    name: 'fake',
    sha256: '0'.repeat(64),
    languages: ['en'],
    engine: 'fake',
    licence: 'none',
    ...script.info,
  };
  let closed = false;
  return {
    info: () => Promise.resolve(info),
    open(options) {
      if (closed) return Promise.reject(new AppError('cancelled'));
      const language = options.language?.split('-')[0];
      if (language !== undefined && !info.languages.includes(language))
        return Promise.reject(new AppError('model.unsupported', { params: { language } }));
      const offsetMs = options.startOffsetMs ?? 0;
      const waiting = script.segments.filter((segment) => segment.endMs > offsetMs);
      const restarts = (script.restartsAtMs ?? []).filter((atMs) => atMs > offsetMs);
      const recent = createSampleWindow();
      let heardMs = offsetMs;
      let index = options.firstIndex ?? 1;
      let ended = false;

      const sampleAt = (ms: number): number =>
        Math.min(recent.endSample, Math.max(recent.startSample, Math.round((ms - offsetMs) * 16)));
      const check = (): void => {
        if (ended || options.signal?.aborted) throw new AppError('cancelled', { retryable: true });
        if (script.fail && heardMs >= script.fail.atMs) throw new AppError(script.fail.code, { retryable: true });
      };
      const emitUntil = (untilMs: number): void => {
        while (waiting[0] && waiting[0].endMs <= untilMs) {
          const { startMs, endMs, text } = waiting.shift()!;
          const pieces = text.split(' ').filter((word) => word !== '');
          const wordMs = (endMs - startMs) / Math.max(1, pieces.length);
          const sound = recent.copy(sampleAt(startMs), sampleAt(endMs));
          recent.dropBefore(sampleAt(endMs));
          const segment: HeardSegment = {
            id: SegmentId.parse(`${options.idPrefix ?? 's'}${index++}`),
            startMs,
            endMs,
            speaker: 'unknown',
            text,
            words: pieces.map((word, i) => ({
              text: word,
              startMs: startMs + i * wordMs,
              endMs: startMs + (i + 1) * wordMs,
              confidence: 0.9,
            })),
            flags: [],
          };
          options.onSegment(segment, sound);
        }
      };

      return Promise.resolve({
        async push(samples) {
          await Promise.resolve();
          check();
          heardMs += samples.length / 16;
          recent.append(samples);
          while (restarts[0] !== undefined && restarts[0] <= heardMs) {
            restarts.shift();
            options.onWorkerRestart?.();
          }
          check();
          emitUntil(heardMs);
          options.onProgress?.(heardMs);
        },
        async finish() {
          await Promise.resolve();
          check();
          // What begins within the audio is heard, even if it was cut off.
          for (const segment of waiting.filter((candidate) => candidate.startMs < heardMs)) emitUntil(segment.endMs);
          ended = true;
          return { durationMs: heardMs };
        },
        cancel() {
          ended = true;
          return Promise.resolve();
        },
      });
    },
    warm: () => (closed ? Promise.reject(new AppError('cancelled')) : Promise.resolve()),
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}
