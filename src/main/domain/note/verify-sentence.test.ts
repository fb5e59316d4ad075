import { describe, expect, it } from 'vitest';
import { shippedResources } from './visit.fixture.ts';
import { verifySentence } from './verify-sentence.ts';

const { lexicon } = shippedResources();
const check = (text: string, ...quotes: string[]) => verifySentence(text, quotes, lexicon);

describe('verifySentence', () => {
  it.each([
    ['Continue lisinopril 20 mg daily.', 'continue the lisinopril twenty milligrams a day'],
    ['The patient denies fever or chills.', 'Any fever or chills?', 'No.'],
    ['The patient reports chills.', 'any fever, chills?', 'just the chills'],
    ['The patient denies fever.', 'any fever, chills?', 'just the chills'],
    ['His mother had breast cancer.', 'my mom had breast cancer'],
    ['The patient vomited twice.', 'I threw up twice'],
    ['Right knee pain for 2 weeks.', 'my right knee has had pain for two weeks'],
    ['The patient is doing well.', 'she is doing well'],
  ])('supports: %s', (text, ...quotes) => {
    expect(check(text, ...quotes)).toEqual({ support: 'supported', problems: [] });
  });

  it.each([
    ['number', 'Continue lisinopril 40 mg daily.', ['continue the lisinopril twenty milligrams a day']],
    ['number', 'Continue lisinopril 20 mg.', ['continue the lisinopril twenty micrograms']],
    ['drug', 'Continue losartan 20 mg daily.', ['continue the lisinopril twenty milligrams a day']],
    ['side', 'Left knee pain.', ['my right knee has pain']],
    ['side', 'Left knee pain.', ['my knee has pain']],
    ['negation', 'The patient reports fever.', ['Any fever?', 'No.']],
    ['negation', 'The patient denies fever.', ['I have had a fever since Monday']],
    ['finding', 'The patient reports chest pain.', ['I have a cough']],
    ['experiencer', 'The patient had breast cancer.', ['my mother had breast cancer']],
    ['no-evidence', 'Lungs are clear.', []],
  ])('finds a wrong %s: %s', (kind, text, quotes) => {
    const verdict = check(text, ...quotes);
    expect(verdict.support).toBe('needs-review');
    expect(verdict.problems.map((problem) => problem.kind)).toContain(kind);
  });
});
