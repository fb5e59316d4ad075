import { describe, expect, it } from 'vitest';
import { dropRetold } from './drop-retold.ts';
import type { Statement } from './statement.ts';
import { shippedResources } from './visit.fixture.ts';

const { lexicon } = shippedResources();
const told = (text: string, order: number, composed = false): Statement => ({
  slot: 'hpi',
  text,
  units: [],
  salience: 0.5,
  trust: 0.7,
  order,
  clinical: true,
  ...(composed ? { composed } : {}),
});
const texts = (...statements: Statement[]): string[] => dropRetold(statements, lexicon).map(({ text }) => text);

describe('what is told twice', () => {
  it('stands once, where most is said', () =>
    expect(
      texts(
        told('The patient has been getting short of breath.', 1),
        told('The patient reports worsening shortness of breath for two weeks.', 2, true),
        told('It seems to have been worse over the last two weeks.', 3),
      ),
    ).toEqual(['The patient reports worsening shortness of breath for two weeks.']));

  it('stands again where it says something new', () =>
    expect(
      texts(
        told('The patient reports back pain for a week.', 1, true),
        told('The back pain began when he lifted a couch at work.', 2),
        told('The back pain keeps him from work for 3 days.', 3),
      ),
    ).toHaveLength(3));

  it('is never a denial of what was said, nor the other way round', () =>
    expect(
      texts(
        told('The patient reports chest pain at night.', 1, true),
        told('The patient has no chest pain at night.', 2),
      ),
    ).toHaveLength(2));

  it('leaves every other part of the note alone', () => {
    const plan = { ...told('Ibuprofen for back pain.', 2), slot: 'plan' as const };
    expect(dropRetold([told('The patient takes ibuprofen for back pain.', 1), plan], lexicon)).toContain(plan);
  });
});
