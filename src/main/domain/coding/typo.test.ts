import { describe, expect, it } from 'vitest';
import { allowedDistance, createSpellingTable, distance, soundKey } from './typo.ts';

describe('spelling', () => {
  it('counts insert, delete, substitute and swap as one step each, and stops at the limit', () => {
    expect(distance('asthma', 'athsma', 3)).toBe(2);
    expect(distance('fever', 'fevre', 2)).toBe(1);
    expect(distance('gout', 'gout', 1)).toBe(0);
    expect(distance('pneumonia', 'gout', 2)).toBe(3);
  });

  it('hears alike what sounds alike', () => {
    expect(soundKey('neumonia')).toBe(soundKey('pneumonia'));
    expect(soundKey('sykosis')).toBe(soundKey('psychosis'));
  });

  it('leaves short words alone', () => {
    expect(allowedDistance(3)).toBe(0);
    const table = createSpellingTable(new Map([['gout', 3]]));
    expect(table.repairs('got', 3)).toEqual([]);
  });

  it('puts the nearest word first and completes beginnings by how common they are', () => {
    const table = createSpellingTable(new Map([['hypertension', 90], ['hypotension', 20], ['hyperthermia', 2]])); // prettier-ignore
    expect(table.repairs('hypertention', 3)[0]?.word).toBe('hypertension');
    expect(table.completions('hypert', 2)).toEqual(['hypertension', 'hyperthermia']);
  });
});
