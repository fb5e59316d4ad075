import { expect, it } from 'vitest';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { visitPhrases } from './visit-phrases.ts';

const DRUGS = [
  { preferred: 'lisinopril', synonyms: ['Zestril'] },
  { preferred: 'metoprolol', synonyms: ['Lopressor', 'water pill'] },
];
const CHART: ChartContext = {
  patient: { name: 'Ng, Ikechukwu', sex: 'unknown' },
  problems: [{ text: 'Idiopathic thrombocytopenia' }],
  medications: [{ text: 'Lisinopril 10 MG Oral Tablet' }],
  allergies: [{ text: 'Penicillin' }],
  observations: [],
};

it('puts the chart first, then its other names, own words, problems and people; common drugs are known', () => {
  expect(
    visitPhrases({
      chart: CHART,
      drugs: DRUGS,
      words: [
        { term: 'Okonkwo', soundsLike: 'oh konk woe' },
        { term: 'penicillin', soundsLike: 'pen' },
      ],
      people: ['Ng, Ikechukwu', 'Dr. Ana Reyes'],
    }),
  ).toEqual({
    vocabulary: [
      'lisinopril',
      'penicillin = pen',
      'Zestril',
      'Okonkwo = oh konk woe',
      'idiopathic',
      'thrombocytopenia',
      'Ikechukwu',
      'Reyes',
    ],
    known: ['metoprolol', 'Lopressor'],
  });
});

it('knows the common drugs where there is nothing else', () => {
  expect(visitPhrases({ drugs: DRUGS })).toEqual({
    vocabulary: [],
    known: ['lisinopril', 'Zestril', 'metoprolol', 'Lopressor'],
  });
});
