import { expect, it } from 'vitest';
import { draft } from '../visit.fixture.ts';
import { VISITS_KEPT_ASIDE, WHOLE_VISITS } from './all-visits.ts';
import { judgeVisit } from './judge-visit.ts';

it('tells what is missing and what must not be there, by section', () => {
  const script = `
D: What brings you in?
P: I have had a cough for three weeks.
D: Any fever?
P: No.
`;
  const judged = judgeVisit(
    {
      name: 'cough',
      script,
      must: [
        ['subjective', /cough/i],
        ['plan', /cough/i],
      ],
      never: [
        ['any', /3 weeks/],
        ['any', /asthma/i],
      ],
    },
    draft(script),
  );
  expect(judged.missed).toEqual(['plan: cough']);
  expect(judged.said).toEqual(['any: 3 weeks ← 3 weeks']);
});

it('the visits are different ones, each with both kinds of expectation', () => {
  expect(new Set(WHOLE_VISITS.map((visit) => visit.name)).size).toBe(WHOLE_VISITS.length);
  for (const visit of WHOLE_VISITS) {
    expect(visit.must.length).toBeGreaterThan(15);
    expect(visit.never.length).toBeGreaterThan(3);
  }
});

it.each([...WHOLE_VISITS, ...VISITS_KEPT_ASIDE].map((visit) => [visit.name, visit] as const))(
  'says nothing that must never be said, and most of what matters: %s',
  (_, visit) => {
    const judged = judgeVisit(visit, draft(visit.script, visit.chart));
    expect(judged.said).toEqual([]);
    // A floor under what is reached today, far below what is wanted.
    expect(judged.missed.length).toBeLessThanOrEqual(visit.must.length * 0.45);
  },
);
