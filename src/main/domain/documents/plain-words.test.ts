import { describe, expect, it } from 'vitest';
import { shippedDocumentResources } from './documents.fixture.ts';
import { changedClaims } from './verify-wording.ts';

const resources = shippedDocumentResources();
const { plain, lexicon } = resources;

describe('plain words', () => {
  it('say what a patient knows, and keep names with what they mean', () => {
    expect(plain.toPlain('Hypertension: lisinopril 10 mg twice daily as needed')).toBe(
      'High blood pressure: lisinopril 10 mg 2 times a day when you need it',
    );
    expect(plain.toPlain('order an MRI of the left knee')).toBe(
      'order an MRI (a scan with a strong magnet) of the left knee',
    );
    expect(plain.toPlain('pulmonary hypertension')).toBe('very high blood pressure in the lungs');
  });

  it('explain a name once', () => {
    const glossed = new Set<string>();
    plain.toPlain('an MRI', glossed);
    expect(plain.toPlain('the MRI', glossed)).toBe('the MRI');
  });

  it('leave words alone that only look alike', () => {
    expect(plain.toPlain('The daily-use inhaler was dailyish.')).toBe('The daily-use inhaler was dailyish.');
  });

  it.each(plain.rows.map((row) => [row.clinical[0]!, row] as const))('lead back from what %s is called', (_, row) => {
    for (const form of row.clinical) {
      const text = `Notes on ${form} today`;
      expect(changedClaims(plain.toPlain(text), text, resources), form).toEqual([]);
    }
  });

  it('name the same thing on both sides, as far as the lexicon knows it', () => {
    for (const row of plain.rows.filter(({ mode }) => mode === 'say')) {
      const other = lexicon.lookup(row.plain);
      const own = row.clinical.map((form) => lexicon.lookup(form)).find((concept) => concept !== undefined);
      if (other && own) expect(other.id, row.plain).toBe(own.id);
    }
  });

  it('have one meaning each', () => {
    const says = plain.rows.filter(({ mode }) => mode === 'say').map((row) => row.plain.toLowerCase());
    expect(says.filter((text, i) => says.indexOf(text) !== i)).toEqual([]);
  });
});

describe('changed claims', () => {
  const source = 'The patient was advised to take lisinopril 20 mg twice daily for the left knee, not at night';
  it.each([
    ['Take lisinopril 20 mg 2 times a day for the left knee, not at night', []],
    ['Take lisinopril 20 mg 2 times a day for the right knee, not at night', ['right', 'left']],
    ['Take lisinopril 40 mg 2 times a day for the left knee, not at night', ['40 mg', '20 mg']],
    ['Take lisinopril 20 mg 3 times a day for the left knee, not at night', ['3', '2']],
    ['Take losartan 20 mg 2 times a day for the left knee, not at night', ['losartan', 'lisinopril']],
    ['Take lisinopril 20 mg 2 times a day for the left knee, at night', ['not']],
    ['Take lisinopril 20 mg for the left knee, not at night', ['2']],
  ])('of %s', (text, changed) => {
    const found = changedClaims(text, source, resources);
    expect(found).toEqual(expect.arrayContaining(changed));
    expect(found.length > 0).toBe(changed.length > 0);
  });

  it('of a finding that nobody named, and of one that was denied', () => {
    expect(changedClaims('Call us if you get a fever', 'Call us if there is a cough', resources)).toContain('fever');
    expect(changedClaims('You have a fever', 'The patient denies fever', resources)).not.toEqual([]);
  });
});
