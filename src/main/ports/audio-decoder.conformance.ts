import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { SAMPLE_RATE_HZ, type AudioDecoder, type ByteSource } from './audio.ts';

/** Any recording that the decoder under test reads, and what it holds. */
export interface DecoderSample {
  readonly bytes: Uint8Array;
  readonly durationMs: number;
}

export function byteSource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

/** The rules of `AudioDecoder`, for every adapter. */
export function audioDecoderConformance(name: string, make: () => AudioDecoder, sample: () => DecoderSample): void {
  describe(`AudioDecoder: ${name}`, () => {
    it('yields 16 kHz mono samples in range, in blocks, as long as the recording', async () => {
      let samples = 0;
      let loudest = 0;
      for await (const block of make().decode(byteSource(sample().bytes))) {
        expect(block.length).toBeLessThanOrEqual(2 * SAMPLE_RATE_HZ);
        samples += block.length;
        for (const value of block) loudest = Math.max(loudest, Math.abs(value));
      }
      expect(Math.abs((samples * 1000) / SAMPLE_RATE_HZ - sample().durationMs)).toBeLessThan(100);
      expect(loudest).toBeGreaterThan(0.05);
      expect(loudest).toBeLessThanOrEqual(1.1);
    });

    it('reports progress that never falls and ends at 1', async () => {
      const seen: number[] = [];
      const blocks = make().decode(byteSource(sample().bytes), { onProgress: (fraction) => seen.push(fraction) });
      for await (const _ of blocks);
      expect(seen.at(-1)).toBe(1);
      expect(seen.every((fraction, i) => fraction >= 0 && fraction <= 1 && fraction >= (seen[i - 1] ?? 0))).toBe(true);
    });

    it('refuses an empty file and one that is no recording', async () => {
      const drain = async (bytes: Uint8Array): Promise<void> => {
        for await (const _ of make().decode(byteSource(bytes)));
      };
      await expect(drain(new Uint8Array(0))).rejects.toMatchObject({ code: 'validation.file-empty' });
      const text = new TextEncoder().encode('Dear doctor, this is a letter. '.repeat(4000));
      await expect(drain(text)).rejects.toMatchObject({ code: 'validation.file-type' });
    });

    it('stops when it is cancelled', async () => {
      const controller = new AbortController();
      const { bytes } = sample();
      const blocks = make().decode(byteSource(bytes), { signal: controller.signal });
      const run = async (): Promise<void> => {
        for await (const _ of blocks) controller.abort();
      };
      const error = await run().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error instanceof AppError ? error.code : (error as Error).name).toMatch(/^(cancelled|AbortError)$/);
    });

    it('fails with an error of its own when the source cannot be read', async () => {
      const source: ByteSource = { ...byteSource(sample().bytes), read: () => Promise.reject(new Error('disk')) };
      const drain = async (): Promise<void> => {
        for await (const _ of make().decode(source));
      };
      await expect(drain()).rejects.toBeInstanceOf(AppError);
    });

    it('can be left early', async () => {
      let blocks = 0;
      for await (const _ of make().decode(byteSource(sample().bytes))) {
        blocks++;
        break;
      }
      expect(blocks).toBe(1);
    });
  });
}
