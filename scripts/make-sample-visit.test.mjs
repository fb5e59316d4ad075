import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_VISIT, writeWav } from './lib/sample-wav.mjs';

const folder = path.dirname(SAMPLE_VISIT);

describe('the sample visit', () => {
  it('has a script of tagged turns', () => {
    const lines = readFileSync(path.join(folder, 'script.txt'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) expect(line).toMatch(/^\[(doctor|patient)\] \S/);
  });

  it('has a chart whose parts hang together', () => {
    const bundle = JSON.parse(readFileSync(path.join(folder, 'context.json'), 'utf8'));
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const resources = bundle.entry.map((entry) => entry.resource);
    expect(new Set(resources.map((resource) => resource.resourceType))).toEqual(
      new Set(['Patient', 'Encounter', 'Condition', 'MedicationRequest', 'AllergyIntolerance', 'Observation']),
    );
    const known = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
    expect(known.size).toBe(resources.length);
    for (const entry of bundle.entry)
      expect(entry.fullUrl).toMatch(new RegExp(`/${entry.resource.resourceType}/${entry.resource.id}$`));
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) expect(known).toContain(reference);
  });

  it('is small', () => {
    expect(statSync(SAMPLE_VISIT).size).toBeLessThan(700_000);
  });
});

describe('writeWav', () => {
  let scratch;
  beforeEach(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'sample-wav-'));
  });
  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  it('makes the whole visit a 16-bit mono WAV with sound in it', async () => {
    const target = path.join(scratch, 'visit.wav');
    const { durationMs } = await writeWav(target);
    expect(durationMs).toBeGreaterThan(150_000);
    expect(durationMs).toBeLessThan(240_000);
    const bytes = readFileSync(target);
    expect(bytes.toString('ascii', 0, 4) + bytes.toString('ascii', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(bytes.readUInt16LE(22)).toBe(1);
    expect(bytes.readUInt32LE(24)).toBe(16_000);
    expect(bytes.readUInt16LE(34)).toBe(16);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    expect((bytes.length - 44) / 32).toBeCloseTo(durationMs, 3);
    const loudest = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length)).reduce(
      (most, value) => Math.max(most, Math.abs(value)),
      0,
    );
    expect(loudest).toBeGreaterThan(8_000);
    expect(loudest).toBeLessThan(32_767);
  });
});
