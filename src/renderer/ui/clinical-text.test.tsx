// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ClinicalText, keepDosesTogether } from './clinical-text.tsx';

it.each([
  ['take 20 mg daily', 'take 20\u00a0mg daily'],
  ['650 mg, then 0.5 mL', '650\u00a0mg, then 0.5\u00a0mL'],
  ['BP 128/78 mmHg', 'BP 128/78\u00a0mmHg'],
  ['A1c 5.6 %', 'A1c 5.6\u00a0%'],
  ['in 4 weeks', 'in 4\u00a0weeks'],
  ['20 minutes of the meeting', '20 minutes of the meeting'],
])('%s stays together', (text, expected) => expect(keepDosesTogether(text)).toBe(expected));

it('sets negations and sides apart and changes no word', () => {
  const { container } = render(<ClinicalText text="Denies pain in the left knee; nothing notable." />);
  expect([...container.querySelectorAll('b')].map((word) => word.textContent)).toEqual(['Denies', 'left']);
  expect(container.textContent).toBe('Denies pain in the left knee; nothing notable.');
});
