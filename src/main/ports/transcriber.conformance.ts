import { describe, expect, it } from 'vitest';
import type { HeardSegment, Transcriber, TranscriptionOptions } from './transcriber.ts';

/** 16 kHz mono audio in which the transcriber under test hears at least two segments. */
export interface TranscriberSample {
  readonly audio: Float32Array;
}

const BLOCK = 16_000;

/** Segments by their id: one that comes again (heard a second time) takes the place of the first. */
export function collectSegments(): { segments: HeardSegment[]; onSegment: (segment: HeardSegment) => void } {
  const segments: HeardSegment[] = [];
  return {
    segments,
    onSegment(segment) {
      const at = segments.findIndex(({ id }) => id === segment.id);
      if (at < 0) segments.push(segment);
      else segments[at] = segment;
    },
  };
}

/** Pushes audio in blocks and collects what comes back. */
export async function hearAll(
  transcriber: Transcriber,
  audio: Float32Array,
  options: Partial<TranscriptionOptions> = {},
  block = BLOCK,
): Promise<{ segments: HeardSegment[]; durationMs: number }> {
  const { segments, onSegment } = collectSegments();
  const session = await transcriber.open({ ...options, onSegment });
  for (let at = 0; at < audio.length; at += block) await session.push(audio.slice(at, at + block));
  const { durationMs } = await session.finish();
  return { segments, durationMs };
}

/** The rules of `Transcriber`, for every adapter. */
export function transcriberConformance(
  name: string,
  make: () => Promise<Transcriber> | Transcriber,
  sample: () => TranscriberSample,
): void {
  describe(`Transcriber: ${name}`, () => {
    it('says which model it is', async () => {
      const info = await (await make()).info();
      expect(info.name).not.toBe('');
      expect(info.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(info.languages).toContain('en');
      expect(info.licence).not.toBe('');
    });

    it('hears segments in order, with words and times within the recording', async () => {
      const { audio } = sample();
      const { segments, durationMs } = await hearAll(await make(), audio, { idPrefix: 'seg-' });
      expect(durationMs).toBeCloseTo(audio.length / 16, 0);
      expect(segments.length).toBeGreaterThanOrEqual(2);
      expect(segments.map((segment) => segment.id)).toEqual(segments.map((_, i) => `seg-${i + 1}`));
      let last = 0;
      for (const segment of segments) {
        expect(segment.startMs).toBeGreaterThanOrEqual(last);
        expect(segment.endMs).toBeGreaterThan(segment.startMs);
        expect(segment.endMs).toBeLessThanOrEqual(durationMs + 1);
        expect(segment.speaker).toBe('unknown');
        expect(segment.words.map((word) => word.text).join(' ')).toBe(segment.text);
        let lastWord = segment.startMs;
        for (const word of segment.words) {
          expect(word.startMs).toBeGreaterThanOrEqual(lastWord);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
          expect(word.endMs).toBeLessThanOrEqual(segment.endMs);
          expect(word.confidence).toBeGreaterThan(0);
          expect(word.confidence).toBeLessThanOrEqual(1);
          lastWord = word.startMs;
        }
        last = segment.endMs;
      }
    });

    it('hears the same in the same audio, however it is cut into blocks', async () => {
      const transcriber = await make();
      const first = await hearAll(transcriber, sample().audio);
      const second = await hearAll(transcriber, sample().audio, {}, 1_234);
      expect(second.segments.map(({ id, text }) => ({ id, text }))).toEqual(
        first.segments.map(({ id, text }) => ({ id, text })),
      );
    });

    it('gives the sound of each segment with it, once; a segment that comes again says the same, only of its words more', async () => {
      const { audio } = sample();
      const transcriber = await make();
      const first = new Map<string, HeardSegment>();
      const session = await transcriber.open({
        startOffsetMs: 400,
        onSegment(segment, sound) {
          const before = first.get(segment.id);
          if (before) {
            expect(sound).toBeUndefined();
            const told = ({ text, startMs, endMs, words }: HeardSegment): object => ({
              text,
              startMs,
              endMs,
              words: words.map((word) => word.text),
            });
            expect(told(segment)).toEqual(told(before));
            return;
          }
          expect([...first.values()].every(({ startMs }) => startMs <= segment.startMs)).toBe(true);
          first.set(segment.id, segment);
          const from = Math.round((segment.startMs - 400) * 16);
          expect(sound).toEqual(audio.slice(from, from + Math.round((segment.endMs - segment.startMs) * 16)));
        },
      });
      for (let at = 0; at < audio.length; at += BLOCK) await session.push(audio.slice(at, at + BLOCK));
      await session.finish();
      expect(first.size).toBeGreaterThanOrEqual(2);
    });

    it('can be warmed any number of times, and opens afterwards', async () => {
      const transcriber = await make();
      await Promise.all([transcriber.warm(), transcriber.warm()]);
      await transcriber.warm();
      expect((await hearAll(transcriber, sample().audio)).segments.length).toBeGreaterThanOrEqual(2);
    });

    it('goes on at an offset with the next id', async () => {
      const { audio } = sample();
      const transcriber = await make();
      const whole = await hearAll(transcriber, audio);
      const [first] = whole.segments;
      // Resume in the silence behind the first segment.
      const offsetMs = Math.ceil(first!.endMs / 32) * 32;
      const rest = await hearAll(transcriber, audio.slice(offsetMs * 16), {
        startOffsetMs: offsetMs,
        firstIndex: 2,
        idPrefix: 's',
      });
      expect(rest.segments[0]!.id).toBe('s2');
      expect(rest.segments[0]!.startMs).toBeGreaterThanOrEqual(offsetMs);
      expect(Math.abs(rest.segments.at(-1)!.endMs - whole.segments.at(-1)!.endMs)).toBeLessThan(100);
      expect(rest.durationMs).toBeCloseTo(audio.length / 16, 0);
    });

    it('reports progress up to the end', async () => {
      const seen: number[] = [];
      const { durationMs } = await hearAll(await make(), sample().audio, { onProgress: (ms) => seen.push(ms) });
      expect(seen.every((ms, i) => ms >= (seen[i - 1] ?? 0))).toBe(true);
      expect(Math.abs(seen.at(-1)! - durationMs)).toBeLessThan(50);
    });

    it('hears nothing in silence, and nothing in nothing', async () => {
      const transcriber = await make();
      const silence = await hearAll(transcriber, new Float32Array(BLOCK), { startOffsetMs: 3_600_000 });
      expect(silence.segments).toEqual([]);
      expect((await hearAll(transcriber, new Float32Array(0), { startOffsetMs: 3_600_000 })).segments).toEqual([]);
    });

    it('stops for a signal and for cancel, and says nothing afterwards', async () => {
      const transcriber = await make();
      const controller = new AbortController();
      const heard: HeardSegment[] = [];
      const onSegment = (segment: HeardSegment): void => {
        heard.push(segment);
      };
      const aborted = await transcriber.open({ onSegment, signal: controller.signal });
      controller.abort();
      await expect(aborted.push(sample().audio)).rejects.toMatchObject({ code: 'cancelled' });
      const dropped = await transcriber.open({ onSegment });
      await dropped.cancel();
      await expect(dropped.push(new Float32Array(BLOCK))).rejects.toMatchObject({ code: 'cancelled' });
      expect(heard).toEqual([]);
      // And the next session is none the worse for it.
      expect((await hearAll(transcriber, sample().audio)).segments.length).toBeGreaterThanOrEqual(2);
    });

    it('refuses a language that the model does not know', async () => {
      const transcriber = await make();
      await expect(transcriber.open({ language: 'tlh', onSegment: () => undefined })).rejects.toMatchObject({
        code: 'model.unsupported',
      });
      const session = await transcriber.open({ language: 'en-US', onSegment: () => undefined });
      await session.cancel();
    });
  });
}
