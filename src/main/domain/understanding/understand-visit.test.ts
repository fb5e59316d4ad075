import { expect, it } from 'vitest';
import { VisitFacts } from '../../../shared/model/facts.ts';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

it('every fact is of the schema and rests on words of the transcript', () => {
  const transcript = visit(`
D: Any chest pain?
P: No, just a cough for two weeks.
D: Are you taking anything?
P: Lisinopril ten milligrams every day.
D: Your blood pressure is 150 over 90. Let's order a chest x-ray.
`);
  const read = understandVisit(transcript, undefined, shippedResources());
  expect(VisitFacts.parse(read)).toEqual(read);
  expect(read.facts.map((fact) => fact.type)).toEqual(
    expect.arrayContaining(['finding', 'medication', 'measurement', 'plan']),
  );
  const text = new Map(transcript.segments.map((segment) => [segment.id, segment.text]));
  for (const { evidence } of read.facts.flatMap((fact) => fact.evidence.map((item) => ({ evidence: item }))))
    expect(text.get(evidence.segmentId)).toContain(evidence.quote);
});
