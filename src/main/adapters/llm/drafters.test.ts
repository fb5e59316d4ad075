import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeterministicDrafter } from '../../domain/note/deterministic-drafter.ts';
import { shippedResources } from '../../domain/note/visit.fixture.ts';
import { conformanceVisit, drafterConformance } from '../../ports/drafter.conformance.ts';
import type { Drafter } from '../../ports/drafter.ts';
import { createEndpointGenerator } from './endpoint-generator.ts';
import { createModelDrafter } from './model-drafter.ts';
import { loadPrompt, NOTE_DRAFT_PROMPT } from './prompt-file.ts';
import { startScriptedEndpoint, type EndpointMode, type ScriptedEndpoint } from './scripted-endpoint.fixture.ts';

const resourcesDir = fileURLToPath(new URL('../../../../resources', import.meta.url));
const prompt = loadPrompt(resourcesDir, NOTE_DRAFT_PROMPT);
const base = createDeterministicDrafter(shippedResources());

let endpoint: ScriptedEndpoint;
beforeAll(async () => {
  endpoint = await startScriptedEndpoint();
});
afterAll(() => endpoint.close());

function endpointDrafter(
  mode: EndpointMode,
  { deadlineMs = 20_000, bearer }: { deadlineMs?: number; bearer?: string } = {},
): Drafter {
  endpoint.mode = mode;
  return createModelDrafter({
    generator: createEndpointGenerator({ url: endpoint.url, model: 'toy', policy: () => ({}), bearer }),
    prompt,
    resources: shippedResources(),
    base,
    deadlineMs,
  });
}

drafterConformance('built-in', () => ({ drafter: base, delivers: 'own' }));
for (const mode of ['good', 'invented', 'no-schema', 'no-format', 'not-streaming'] as const)
  drafterConformance(`endpoint, ${mode}`, () => ({ drafter: endpointDrafter(mode), delivers: 'own' }));
for (const mode of ['garbage', 'truncated', 'refusal', '500', 'redirect', 'wrong-ids'] as const)
  drafterConformance(`endpoint, ${mode}`, () => ({ drafter: endpointDrafter(mode), delivers: 'fallback' }));

describe('a draft by a server', () => {
  const draft = (mode: EndpointMode, options = {}) =>
    endpointDrafter(mode, options).draft({ transcript: conformanceVisit(), template: 'soap' });

  it('carries the model, the prompt and its hash', async () => {
    const note = await draft('good');
    expect(note.provenance).toMatchObject({
      model: { name: 'scripted-1', address: new URL(endpoint.url).origin },
      prompt: { name: 'note-draft.v1', sha256: prompt.sha256 },
      dropped: 0,
    });
  });

  it('sends facts with ids and quotes, a schema, and the key only when there is one', async () => {
    await draft('good', { bearer: 'sesame' });
    const { path, authorization, body } = endpoint.requests.at(-1)!;
    expect(path).toBe('/v1/chat/completions');
    expect(authorization).toBe('Bearer sesame');
    expect(body).toMatchObject({ model: 'toy', temperature: 0, response_format: { type: 'json_schema' } });
    const [system, user] = body['messages'] as { content: string }[];
    expect(system!.content).not.toContain('cough');
    expect(user!.content).toMatch(/"id":"f\d+".*"quotes":\[\{"segment":"s\d+","quote":/);
    await draft('good');
    expect(endpoint.requests.at(-1)!.authorization).toBeUndefined();
  });

  it('drops what nobody said, counts it, and keeps the rest', async () => {
    const note = await draft('invented');
    expect(note.provenance?.dropped).toBe(4);
    expect(JSON.stringify(note.sections)).not.toMatch(/oxycodone|consent|auscultation|103/);
  });

  it.each([
    ['garbage', 'garbage'],
    ['truncated', 'truncated'],
    ['refusal', 'refusal'],
    ['filtered', 'refusal'],
    ['500', 'server'],
    ['401', 'unauthorized'],
    ['redirect', 'redirect'],
    ['endless', 'too-long'],
    ['wrong-ids', 'unsupported'],
    ['broken-off', 'unreachable'],
  ] as const)('in mode %s gives the built-in draft and says so: %s', async (mode, reason) => {
    const note = await draft(mode);
    const builtIn = await base.draft({ transcript: conformanceVisit(), template: 'soap' });
    expect(note.provenance?.fallback).toEqual({ from: `${new URL(endpoint.url).origin}#toy`, reason });
    expect({ ...note, provenance: undefined }).toEqual({ ...builtIn, provenance: undefined });
  });

  it('gives up a server that does not answer in time', async () => {
    const note = await draft('slow', { deadlineMs: 100 });
    expect(note.provenance?.fallback?.reason).toBe('timeout');
  });

  it('gives up a server that is not there', async () => {
    const gone = await startScriptedEndpoint();
    await gone.close();
    const drafter = createModelDrafter({
      generator: createEndpointGenerator({ url: gone.url, model: 'toy', policy: () => ({}) }),
      prompt,
      resources: shippedResources(),
      base,
      deadlineMs: 20_000,
    });
    const note = await drafter.draft({ transcript: conformanceVisit(), template: 'soap' });
    expect(note.provenance?.fallback?.reason).toBe('unreachable');
  });

  it('ends when it is called off while the server thinks', async () => {
    const control = new AbortController();
    const drafting = endpointDrafter('slow').draft({
      transcript: conformanceVisit(),
      template: 'soap',
      signal: control.signal,
    });
    setTimeout(() => control.abort(), 50);
    await expect(drafting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('never sends text to an address that is not allowed', async () => {
    const before = endpoint.requests.length;
    endpoint.mode = 'good';
    const drafter = createModelDrafter({
      generator: createEndpointGenerator({ url: endpoint.url, model: 'toy', policy: () => ({ loopback: false }) }),
      prompt,
      resources: shippedResources(),
      base,
      deadlineMs: 20_000,
    });
    const note = await drafter.draft({ transcript: conformanceVisit(), template: 'soap' });
    expect(note.provenance?.fallback?.reason).toBe('address');
    expect(endpoint.requests).toHaveLength(before);
  });
});
