import { Fragment } from 'react';

const NBSP = '\u00a0';
const UNITS =
  'mcg|mg|g|kg|lb|lbs|mL|ml|L|units?|IU|mEq|mmol|mmHg|bpm|%|cm|mm|in|°C|°F|degrees|tablets?|capsules?|puffs?|drops?|hours?|days?|weeks?|months?|years?';
const DOSE = new RegExp(`(\\d[\\d.,/]*)[ \\t]+(?=(?:${UNITS})\\b|%|°)`, 'g');
/** Words that turn a finding round or say on which side it is: they must not be read over. */
const DECISIVE = /\b(no|not|never|none|without|denies|denied|negative|absent|left|right|bilateral|bilaterally)\b/gi;

/** A number stays on one line with its unit: "20 mg" never breaks. */
export function keepDosesTogether(text: string): string {
  return text.replace(DOSE, `$1${NBSP}`);
}

/** Note text as it is read: doses unbroken, negations and sides a little stronger. */
export function ClinicalText({ text }: { text: string }) {
  const parts = keepDosesTogether(text).split(DECISIVE);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <b key={index} data-decisive="">
        {part}
      </b>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
