import { describe, expect, it } from 'vitest';
import type { ClinicalFact } from '../../../shared/model/facts.ts';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const facts = (script: string): ClinicalFact[] => understandVisit(visit(script), undefined, shippedResources()).facts;

describe('the facts of a visit', () => {
  it('merges what is told of one complaint over many turns', () => {
    const found = facts(`
D: What brings you in today?
P: My right shoulder has been hurting for about three weeks.
D: What does it feel like?
P: It's a dull ache.
D: On a scale of one to ten?
P: Seven.
D: Anything make it better?
P: Ibuprofen helps a little.
`);
    expect(found.filter((fact) => fact.type === 'finding')).toMatchObject([
      { term: 'shoulder pain', side: 'right', duration: '3 weeks', severity: '7/10', relievedBy: ['ibuprofen'] },
    ]);
    expect(found.find((fact) => fact.type === 'finding')?.evidence.map((item) => item.quote)).toContain('Seven');
  });

  it('reads drugs with dose, frequency and what is done with them', () => {
    const found = facts(
      'P: I take metformin 500 milligrams twice a day and lisinopril forty, sorry, twenty milligrams.\nD: I will increase your lisinopril to forty milligrams daily, and stop the Norvasc.',
    ).filter((fact) => fact.type === 'medication');
    expect(found).toMatchObject([
      { term: 'metformin', action: 'takes', dose: '500 mg', frequency: 'twice daily' },
      { term: 'lisinopril', action: 'takes', dose: '20 mg', corrected: [{ quote: 'forty, sorry' }] },
      { term: 'lisinopril', action: 'increases', dose: '40 mg', previousDose: '20 mg' },
      { term: 'amlodipine', action: 'stops' },
    ]);
    expect(found[0]!.corrected).toBeUndefined();
  });

  it('settles a list by its answer, allergies by their reaction, orders by the clinician', () => {
    const found = facts(
      'D: Any fever or chills?\nP: Just the chills.\nD: Any allergies?\nP: Penicillin, it gives me hives.\nD: I will order a chest x-ray.\nP: My mother had a stroke.',
    );
    expect(found).toContainEqual(expect.objectContaining({ term: 'chills', assertion: 'present' }));
    expect(found).toContainEqual(expect.objectContaining({ term: 'fever', assertion: 'negated' }));
    expect(found).toContainEqual(expect.objectContaining({ type: 'allergy', term: 'penicillin', reaction: 'hives' }));
    expect(found).toContainEqual(expect.objectContaining({ type: 'plan', kind: 'imaging', term: 'chest x-ray' }));
    expect(found).toContainEqual(
      expect.objectContaining({ type: 'history', kind: 'family', term: 'stroke', relative: 'mother' }),
    );
    expect(found).not.toContainEqual(expect.objectContaining({ type: 'finding', term: 'hives' }));
  });
});
