import { expect, it } from 'vitest';
import { draft } from '../visit.fixture.ts';
import { WHOLE_VISITS } from './all-visits.ts';
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
