import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeRandomWhisper } from './random-whisper.fixture.ts';
import { openWhisper } from './whisper-engine.ts';
import { describeWhisper } from './whisper-files.ts';

/** Configuration and tokenizer as the hub has them, where this machine has them: the real files beside random weights of the real shape. */
const CONFIGS = fileURLToPath(new URL('../../../../../shared/data/whisper-configs/', import.meta.url));

describe.each(['whisper-tiny.en', 'whisper-base.en'])('the real files of %s around random weights', (name) => {
  it.skipIf(!existsSync(path.join(CONFIGS, name)))(
    'load, take a prompt, keep to the rules of the vocabulary, and give the same nonsense each time',
    { timeout: 120_000 },
    async () => {
      const folder = path.join(await mkdtemp(path.join(tmpdir(), 'chartside-layout-')), name);
      try {
        await writeRandomWhisper(folder, path.join(CONFIGS, name));
        expect(await describeWhisper(folder)).toMatchObject({ name, languages: ['en'] });
        const engine = await openWhisper(folder, { intraOpThreads: 1 });
        expect(engine.precision).toBe('q8');
        const samples = Float32Array.from({ length: 16_000 }, (_, i) => 0.3 * Math.sin(i / 9));
        const hear = async (vocabulary: readonly string[]) =>
          (await engine.transcribe([samples], { vocabulary, pass: 'draft' }))[0]!;
        const plain = await hear([]);
        expect(plain.words.length).toBeGreaterThan(0);
        expect(plain.text).not.toMatch(/<\||\[Music\]|♪/);
        for (const word of plain.words) expect(word.endMs).toBeLessThanOrEqual(1_000);
        expect(await hear([])).toEqual(plain);
        // Its scores hang on the position alone: a prompt that reaches the decoder moves them.
        expect((await hear(['lisinopril', 'metformin'])).text).not.toBe(plain.text);
        await engine.close();
      } finally {
        await rm(path.dirname(folder), { recursive: true });
      }
    },
  );
});
