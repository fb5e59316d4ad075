import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeterministicDrafter } from '../../domain/note/deterministic-drafter.ts';
import { shippedResources } from '../../domain/note/visit.fixture.ts';
import { conformanceVisit, drafterConformance } from '../../ports/drafter.conformance.ts';
import type { Drafter } from '../../ports/drafter.ts';
import type { TextGenerator } from '../../ports/text-generator.ts';
import { createLocalGenerator, type LocalLimits } from './local-generator.ts';
import { createModelDrafter } from './model-drafter.ts';
import { loadPrompt, NOTE_DRAFT_PROMPT } from './prompt-file.ts';
import { describeTextModel } from './text-model-files.ts';
import { writeToyCausal } from './toy-causal.fixture.ts';

const base = createDeterministicDrafter(shippedResources());
const prompt = loadPrompt(fileURLToPath(new URL('../../../../resources', import.meta.url)), NOTE_DRAFT_PROMPT);
const entry = new URL('../../workers/language-model.entry.ts', import.meta.url);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
const open: TextGenerator[] = [];
const toy = (name: string): string => path.join(folder, name);

function generatorFor(
  model: string,
  { sha256, worker = entry, limits = {} }: { sha256?: string; worker?: URL; limits?: Partial<LocalLimits> } = {},
): TextGenerator {
  const generator = createLocalGenerator({
    spec: { folder: model, intraOpThreads: 1, ...(sha256 === undefined ? {} : { sha256 }) },
    name: path.basename(model),
    entry: worker,
    log,
    limits,
  });
  open.push(generator);
  return generator;
}

const drafterFor = (generator: TextGenerator, deadlineMs = 60_000): Drafter =>
  createModelDrafter({ generator, prompt, resources: shippedResources(), base, deadlineMs });
const draft = (generator: TextGenerator, deadlineMs?: number) =>
  drafterFor(generator, deadlineMs).draft({ transcript: conformanceVisit(), template: 'soap' });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chartside-llm-'));
  // What a very good model would write: the built-in draft's own lines, each resting on itself.
  const { sections } = await base.draft({ transcript: conformanceVisit(), template: 'soap' });
  let n = 0;
  await writeToyCausal(
    toy('good'),
    JSON.stringify({
      sections: sections.map(({ key, sentences }) => ({
        key,
        sentences: sentences.map(({ text }) => ({ text, from: [`d${++n}`] })),
      })),
    }),
  );
  await writeToyCausal(toy('babble'), 'lorem ipsum dolor sit amet. ', { loop: true });
});
afterEach(() => Promise.all(open.splice(0).map((generator) => generator.close())));
afterAll(() => rm(folder, { recursive: true, force: true }));

// One process for the whole suite each: starting one is the slow part.
let shared: Drafter | undefined;
drafterConformance('a model in a folder (toy)', () => {
  if (!shared) {
    shared = drafterFor(generatorFor(toy('good')));
    open.pop();
  }
  return { drafter: shared, delivers: 'own' };
});
drafterConformance('a model in a folder that is not there', () => ({
  drafter: drafterFor(generatorFor(toy('none'))),
  delivers: 'fallback',
}));

describe('a model in a folder', () => {
  it('drafts, with its name and the digest of its files in the provenance', async () => {
    const { sha256 } = await describeTextModel(toy('good'));
    const note = await draft(generatorFor(toy('good'), { sha256 }));
    expect(note.engine.name).toBe('language-model local:good');
    expect(note.provenance).toEqual({
      model: { name: 'good', sha256 },
      prompt: { name: 'note-draft.v1', sha256: prompt.sha256 },
      dropped: 0,
    });
  }, 60_000);

  it('that babbles leaves the built-in draft, and says so', async () => {
    const generator = generatorFor(toy('babble'));
    const written = await generator.generate({
      messages: [{ role: 'user', content: 'Hello' }],
      schema: {},
      maxTokens: 20,
    });
    expect(written.cutOff).toBe(true);
    expect(written.text).toMatch(/^lorem ipsum dolor/);
    const note = await drafterFor({
      ...generator,
      generate: (request) => generator.generate({ ...request, maxTokens: 30 }),
    }).draft({ transcript: conformanceVisit(), template: 'soap' });
    expect(note.provenance?.fallback).toEqual({ from: 'local:babble', reason: 'truncated' });
  }, 60_000);

  it('stops in the middle of an endless answer, and its process answers the next', async () => {
    const generator = generatorFor(toy('babble'));
    const control = new AbortController();
    const endless = generator.generate({
      messages: [{ role: 'user', content: 'Hello' }],
      schema: {},
      maxTokens: 1_000_000,
      signal: control.signal,
    });
    setTimeout(() => control.abort(), 3_000);
    await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
    const next = await generator.generate({ messages: [{ role: 'user', content: 'Hello' }], schema: {}, maxTokens: 5 });
    expect(next.text).not.toBe('');
  }, 60_000);

  it.each([
    ['other files than those that were chosen', 'changed', () => generatorFor(toy('good'), { sha256: 'a'.repeat(64) })],
    [
      'a process that dies',
      'worker',
      () => generatorFor(toy('good'), { worker: new URL('./dying-worker.fixture.ts', import.meta.url) }),
    ],
    [
      'a process that hangs',
      'timeout',
      () =>
        generatorFor(toy('good'), {
          worker: new URL('./mute-worker.fixture.ts', import.meta.url),
          limits: { startMs: 300 },
        }),
    ],
  ] as const)(
    '%s: the built-in draft, and why: %s',
    async (_what, reason, make) => {
      const note = await draft(make());
      expect(note.provenance?.fallback?.reason).toBe(reason);
      expect(note.sections.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(4);
    },
    60_000,
  );

  it('is held against its SHA256SUMS, and its weights must be readable', async () => {
    await writeToyCausal(toy('summed'), '{}');
    await writeFile(path.join(toy('summed'), 'SHA256SUMS'), `${'0'.repeat(64)}  config.json\n`);
    await expect(describeTextModel(toy('summed'))).rejects.toMatchObject({ code: 'model.digest' });
    await writeToyCausal(toy('broken'), '{}');
    const before = await describeTextModel(toy('broken'));
    await appendFile(path.join(toy('broken'), 'tokenizer.json'), ' ');
    expect((await describeTextModel(toy('broken'))).sha256).not.toBe(before.sha256);
    await writeFile(path.join(toy('broken'), 'onnx', 'model_q4.onnx'), 'no graph');
    expect((await draft(generatorFor(toy('broken')))).provenance?.fallback?.reason).toBe('changed');
  }, 60_000);
});
