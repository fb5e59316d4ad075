import { describe, expect, it } from 'vitest';
import { createTextJudge } from './judge-text.ts';
import { shippedResources, visit } from './visit.fixture.ts';

const judge = createTextJudge(shippedResources());
const { segments } = visit(`
  D: What brings you in?
  P: My left knee has been hurting for two weeks.
  D: Any fever?
  P: No.
  D: What do you take for it?
  P: Ibuprofen, four hundred milligrams twice a day.`);
const evidenceOf = (n: number) => {
  const { id, startMs, endMs, text } = segments[n - 1]!;
  return { segmentId: id, startMs, endMs, quote: text };
};
const judged = (text: string, evidence = [evidenceOf(2)]) => judge({ text, evidence, segments, chart: undefined });

describe('words that a person writes', () => {
  it('hold where their own evidence says them', () => {
    expect(judged('Left knee pain for 2 weeks.')).toMatchObject({ support: 'supported', evidence: [{ segmentId: 's2' }] });
  }); // prettier-ignore
  it('hold where the visit says them elsewhere, and then rest on that, too', () => {
    const found = judged('Left knee pain for 2 weeks, takes ibuprofen 400 mg twice daily.');
    expect(found.support).toBe('supported');
    expect(found.evidence.map(({ segmentId }) => segmentId)).toContain('s6');
    const denial = judged('Denies fever.', []);
    expect(denial.support).toBe('supported');
    expect(denial.evidence.map(({ segmentId }) => segmentId)).toEqual(['s3', 's4']);
  });
  it('say which of them nobody said', () => {
    const { support, claims, evidence } = judged('Left knee pain for 2 weeks, takes naproxen 500 mg.');
    expect(support).toBe('needs-review');
    expect(claims.filter(({ verdict }) => verdict !== 'held').map(({ claim }) => claim)).toEqual(['naproxen', '500 mg']);
    expect(evidence).toEqual([evidenceOf(2)]);
  }); // prettier-ignore
  it('are not saved by other turns where their own contradict them', () => {
    expect(judged('Right knee pain for 2 weeks.').support).toBe('needs-review');
    expect(judged('Reports fever.', []).support).toBe('needs-review');
  });
  it('know the chart’s own names', () => {
    const chart = { patient: { name: 'June Testwell', sex: 'female' as const }, problems: [], medications: [{ text: 'Zyloxafen 5 MG Oral Tablet' }], allergies: [], observations: [] }; // prettier-ignore
    const input = { text: 'Continue zyloxafen.', evidence: [evidenceOf(2)], segments, chart };
    expect(judge(input).claims.find(({ claim }) => claim === 'zyloxafen')).toMatchObject({ kind: 'drug' });
  });
});
