import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const read = (script: string) => understandVisit(visit(script), undefined, shippedResources()).facts;
const allergies = (script: string) =>
  read(script).flatMap((fact) => (fact.type === 'allergy' ? [[fact.term, fact.reaction]] : []));

describe('allergies told as effects', () => {
  it('what somebody broke out in is the reaction', () => {
    expect(
      allergies('D: Does she have any allergies?\nP: Amoxicillin. She broke out in hives when she was two.'),
    ).toEqual([['amoxicillin', 'hives']]);
  });

  it('a drug that gives hives is no drug that is taken', () => {
    const script = 'D: What medicines do you take?\nP: Lisinopril. Penicillin gives me hives.';
    expect(allergies(script)).toEqual([['penicillin', 'hives']]);
    const taken = read(script).flatMap((fact) => (fact.type === 'medication' ? [fact.term] : []));
    expect(taken).toEqual(['lisinopril']);
  });

  it('a cough from a drug is an effect', () => {
    expect(allergies('D: Are you taking the lisinopril?\nP: Yes, but it gives me a cough.')).toEqual([]);
  });
});
