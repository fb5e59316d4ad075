import { describe, expect, it } from 'vitest';
import { verifySentence } from './verify-sentence.ts';
import { shippedResources } from './visit.fixture.ts';

const { lexicon } = shippedResources();
const support = (text: string, said: readonly string[]): string => verifySentence(text, said, lexicon).support;

type Case = readonly [text: string, ...said: string[]];
const both = (rule: string, good: readonly Case[], bad: readonly Case[]): void => {
  describe(rule, () => {
    it.each(good)('bears: %s', (text, ...said) => {
      expect(support(text, said)).toBe('supported');
    });
    it.each(bad)('does not bear: %s', (text, ...said) => {
      expect(support(text, said)).toBe('needs-review');
    });
  });
};

both(
  'a number as it was meant',
  [
    ['Takes furosemide 40 mg every morning.', 'Are you taking the Lasix?', 'Forty every morning.'],
    ['Appendectomy in 1998.', 'I had my appendix out in ninety eight'],
    ['Takes aspirin 81 mg.', 'just a baby aspirin'],
    ['Takes Lantus 28 units.', 'you take the Lantus, thirty units?', 'Twenty eight.'],
    ['Valacyclovir 1 g three times daily.', 'Valtrex, a gram three times a day'],
  ],
  [
    ['Takes levothyroxine 50 mg.', 'I take levothyroxine fifty every morning'],
    ['Takes furosemide 40 mcg.', 'I take Lasix, forty every morning'],
    ['Appendectomy in 1988.', 'I had my appendix out in ninety eight'],
    ['Takes aspirin 325 mg.', 'just a baby aspirin'],
    ['Takes Lantus 30 units.', 'you take the Lantus, thirty units?', 'Twenty eight.'],
  ],
);

both(
  'a pause in the middle of a frequency',
  [['Acetaminophen every 6 hours.', 'Tylenol every, uh, six hours']],
  [
    ['Acetaminophen every 8 hours.', 'Tylenol every, uh, six hours'],
    ['Denies fever.', 'No, uh, fever, yes, I have had one'],
  ],
);

both(
  'words with a no of their own',
  [
    ['Afebrile.', 'any fever?', 'no'],
    ['Abdomen soft and nontender.', 'your belly is soft, does that hurt?', 'no'],
    ['Nonproductive cough.', 'it is a dry cough'],
    ['Painless blurred vision.', 'my vision is blurry, no pain'],
  ],
  [
    ['Afebrile.', 'she has a fever'],
    ['Abdomen soft and nontender.', 'your belly is soft but tender here'],
    ['Painless swelling.', 'it is swollen and it hurts'],
  ],
);

both(
  'the order of two values',
  [['A1c improved from 8.1 to 7.4.', 'your A1c went from eight point one down to seven point four']],
  [['A1c improved from 7.4 to 8.1.', 'your A1c went from eight point one down to seven point four']],
);

both(
  'a change of a weight',
  [['Weight is up 6 pounds.', 'weight is up six pounds']],
  [['Weight: 6 pounds.', 'weight is up six pounds']],
);

both(
  'a time of another matter',
  [['Drinks wine on weekends.', 'maybe two glasses of wine on weekends']],
  [['Reports fatigue on weekends.', 'I have no energy, I am so tired', 'maybe two glasses of wine on weekends']],
);

both(
  'a side of the family, and the hand one writes with',
  [
    ['Paternal grandfather had colon cancer.', "my grandfather on my dad's side had colon cancer"],
    ['Right-hand dominant.', 'I am right-handed'],
  ],
  [
    ['Maternal grandfather had colon cancer.', "my grandfather on my dad's side had colon cancer"],
    ['Father had colon cancer.', "my grandfather on my dad's side had colon cancer"],
    ['Right wrist pain.', 'my wrist hurts, the left. I am right-handed'],
  ],
);

both(
  'what is due, and what was done',
  [['Due for a COVID booster.', 'he still needs the COVID booster']],
  [
    ['COVID booster is up to date.', 'he still needs the COVID booster'],
    ['Biopsy results are pending.', 'the biopsy came back benign'],
    ['Completed doxycycline.', 'I have three days of the doxycycline left'],
  ],
);

both(
  'kindred things, and before or after',
  [['Fell down the stairs.', 'she fell down the stairs']],
  [
    ['Fell down the stairs.', 'she fell out of bed'],
    ['Hands shake after meetings.', 'my hands shake before meetings'],
  ],
);

both(
  'well on one side only',
  [['Fluid behind the left eardrum, right eardrum normal.', 'fluid behind the left eardrum, the right looks great']],
  [
    ['Fluid behind the right eardrum.', 'fluid behind the left eardrum, the right looks great'],
    ['Left eardrum normal.', 'fluid behind the left eardrum, the right looks great'],
  ],
);

both(
  'what is done first, and what only after it',
  [['EKG before increasing verapamil.', 'EKG before we go up on the verapamil']],
  [['Increase verapamil.', 'EKG before we go up on the verapamil']],
);

both(
  'the side that was looked at last',
  [
    [
      'Left ankle normal. Right ankle tender.',
      'the left ankle looks good, let me see the right',
      'it is a bit tender on the outside',
    ],
  ],
  [
    [
      'Left ankle: Tender on the outside.',
      'the left ankle looks good, let me see the right',
      'it is a bit tender on the outside',
    ],
  ],
);
