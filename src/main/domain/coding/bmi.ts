/**
 * Body mass index to its Z68 code (adults; the pediatric ones go by percentile, which a number alone does not give).
 * ICD-10-CM tabular list, category Z68: .1 is 19.9 or less, .20–.39 one code a unit, .41–.45 the bands from 40.
 */
export function bmiCode(bmi: number): string | undefined {
  if (!(bmi >= 8 && bmi <= 120)) return undefined;
  if (bmi < 20) return 'Z68.1';
  if (bmi < 40) return `Z68.${Math.floor(bmi)}`;
  if (bmi < 45) return 'Z68.41';
  if (bmi < 50) return 'Z68.42';
  if (bmi < 60) return 'Z68.43';
  return bmi < 70 ? 'Z68.44' : 'Z68.45';
}

/** The BMI that a text states. */
export function statedBmi(text: string): number | undefined {
  const match = /\b(?:BMI|body mass index)\b[^0-9.;]{0,24}(\d{2}(?:\.\d{1,2})?)\b/i.exec(text);
  const value = match ? Number(match[1]) : NaN;
  return value >= 10 && value <= 99 ? value : undefined;
}
