import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { BOUNDARY, EDGE_FEATURES, NODE_FEATURES, PUNCTUATION, featurise, toUnits } from './role-model-features.ts';
import {
  type ChainScores,
  CLINICIAN,
  PATIENT,
  type RoleModel,
  bestPath,
  decodeRoles,
  marginals,
  parseRoleModel,
  serialiseRoleModel,
} from './role-model.ts';

const base64 = (bytes: Int8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

function model(fill: (slot: number) => number): RoleModel {
  const table = (offset: number) => Float32Array.from({ length: 256 }, (_, slot) => fill(slot + offset));
  return { version: 't', bits: 8, node: table(0), toClinician: table(300), toPatient: table(600) };
}

/** Every labelling of a short chain with its score: the slow, certain way. */
function enumerate({ node, toClinician, toPatient }: ChainScores): { labels: number[]; score: number }[] {
  const count = node.length;
  return Array.from({ length: 2 ** count }, (_, code) => {
    const labels = Array.from({ length: count }, (_, at) => (code >> at) & 1);
    let score = 0;
    labels.forEach((label, at) => {
      if (label === CLINICIAN) score += node[at]!;
      const next = labels[at + 1];
      if (next === undefined || next === label) return;
      score += next === CLINICIAN ? toClinician[at]! : toPatient[at]!;
    });
    return { labels, score };
  });
}

const chain: ChainScores = {
  node: Float64Array.from([1.2, -0.3, 0.1, -2, 0.4, 0.9, -0.2]),
  toClinician: Float64Array.from([-1, -0.5, -2, 0.3, -1.5, -0.2, 9]),
  toPatient: Float64Array.from([-0.4, -2, -1, -0.7, 0.2, -3, 9]),
};

describe('the chain', () => {
  it('finds the same best sequence as trying all', () => {
    const best = enumerate(chain).reduce((a, b) => (b.score > a.score ? b : a));
    expect([...bestPath(chain)]).toEqual(best.labels);
  });

  it('gives the same probabilities as summing over all', () => {
    const all = enumerate(chain).map(({ labels, score }) => ({ labels, weight: Math.exp(score) }));
    const total = all.reduce((sum, { weight }) => sum + weight, 0);
    marginals(chain).forEach((probability, at) => {
      const clinician = all
        .filter(({ labels }) => labels[at] === CLINICIAN)
        .reduce((sum, { weight }) => sum + weight, 0);
      expect(probability).toBeCloseTo(clinician / total, 9);
    });
  });

  it('takes an empty visit', () => {
    const none = { node: new Float64Array(0), toClinician: new Float64Array(0), toPatient: new Float64Array(0) };
    expect(bestPath(none)).toHaveLength(0);
    expect(marginals(none)).toHaveLength(0);
  });

  it('holds a word to what a person said, and its neighbours feel it', () => {
    const quiet = model(() => 0);
    quiet.toClinician.fill(-0.2);
    quiet.toPatient.fill(-0.2);
    const units = {
      words: ['so', 'it', 'hurts'],
      punctuation: new Uint8Array(3),
      boundary: new Uint8Array(3),
    };
    const { labels, clinician } = decodeRoles(quiet, units, Int8Array.from([-1, PATIENT, -1]));
    expect(labels[1]).toBe(PATIENT);
    expect(clinician[1]).toBeLessThan(1e-9);
    expect(clinician[0]).toBeLessThan(0.05);
    expect(clinician[2]).toBeLessThan(0.05);
  });
});

describe('the file of the model', () => {
  it('comes back as it was, to eight bits', () => {
    const before = model((slot) => Math.sin(slot) * (slot % 7));
    const after = parseRoleModel(JSON.parse(JSON.stringify(serialiseRoleModel(before, base64))));
    const most = before.node.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0);
    before.node.forEach((weight, slot) => {
      expect(Math.abs(after.node[slot]! - weight)).toBeLessThan(most / 100);
      if (Math.abs(weight) < most / 100) expect(Math.abs(after.node[slot]! - weight)).toBeLessThan(most / 1000);
    });
  });

  const good = serialiseRoleModel(
    model((slot) => slot % 5),
    base64,
  );
  const node = { scale: 1, int8: 'AAAA' };
  it.each([
    ['nothing', null],
    ['another format', { ...good, format: 'other/1' }],
    ['no tables', { ...good, tables: undefined }],
    ['absurd bits', { ...good, bits: 60 }],
    ['a table of another length', { ...good, tables: { ...(good['tables'] as object), node } }],
    [
      'what is not base64',
      { ...good, tables: { ...(good['tables'] as object), node: { scale: 1, int8: '*'.repeat(342) } } },
    ],
  ])('refuses %s', (_, json) => {
    expect(() => parseRoleModel(json)).toThrow(AppError);
    expect(() => parseRoleModel(json)).toThrow('model.corrupt');
  });
});

describe('units', () => {
  it('set punctuation aside and join what corpora tear apart', () => {
    const { words, punctuation, unitOf } = toUnits([
      'i',
      "'m",
      'fine',
      ',',
      'do',
      "n't",
      'worry',
      '?',
      '“Yes.”',
      '120/80',
    ]);
    expect(words).toEqual(["i'm", 'fine', "don't", 'worry', 'yes', '#/#']);
    expect(punctuation).toEqual([0, PUNCTUATION.comma, 0, PUNCTUATION.question, PUNCTUATION.period, 0]);
    expect([...unitOf]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 5]);
  });

  it('fill every row of features, whatever the text', () => {
    const units = {
      words: Array.from({ length: 60 }, (_, index) => `w${String(index)}`),
      punctuation: Uint8Array.from({ length: 60 }, (_, index) => (index % 9 === 8 ? PUNCTUATION.period : 0)),
      boundary: new Uint8Array(60).fill(BOUNDARY.none),
    };
    const features = featurise(units);
    expect(features.node).toHaveLength(60 * NODE_FEATURES);
    expect(features.edge).toHaveLength(60 * EDGE_FEATURES);
    // A row that ran over its end would have overwritten the next row's bias, the same on every row.
    const bias = new Set(Array.from({ length: 60 }, (_, row) => features.node[row * NODE_FEATURES]));
    expect(bias.size).toBe(1);
    expect(new Set(Array.from({ length: 60 }, (_, row) => features.edge[row * EDGE_FEATURES])).size).toBe(1);
  });
});
