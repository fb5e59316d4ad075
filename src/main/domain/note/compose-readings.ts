import type { ClinicalFact, MeasurementFact } from '../../../shared/model/facts.ts';
import { isUsable, phrase, type Composed, type ComposeVoice } from './compose-phrase.ts';

/** What patients measure or know of themselves; anything else that they give a number for is told in their own sentence or not at all. */
const OWN =
  /^(?:blood pressure|blood glucose|heart rate|temperature|weight|oxygen saturation|hemoglobin a1c|cholesterol|ldl|inr|peak flow)$/;

/** "And your blood pressure at home?" "One forty-five over eighty-five": "The patient reports a home blood pressure of 145/85." */
export function composeReadings(facts: readonly ClinicalFact[], voice: ComposeVoice): Composed[] {
  const own = facts.filter(
    (fact): fact is MeasurementFact => fact.type === 'measurement' && fact.by !== 'clinician' && OWN.test(fact.term),
  );
  return own.map((fact) => {
    const said = fact.evidence.map(({ quote }) => quote).join(' ');
    const home = /\b(?:at|from) home\b|\bhome (?:readings?|numbers|cuff|monitor)\b/i.test(said) ? 'home ' : '';
    const at = fact.at === undefined ? undefined : phrase(fact.at, voice);
    const when =
      at !== undefined && isUsable(at)
        ? ` ${at}`
        : /\bmornings?\b/i.test(said)
          ? ' in the morning'
          : /\bfasting\b/i.test(said)
            ? ' fasting'
            : '';
    const unit = fact.unit === '%' && !fact.value.includes('%') ? '%' : '';
    const text = `The patient reports ${home}${fact.term} of ${fact.value}${unit}${when}.`;
    return { slot: 'hpi' as const, text: voice.polish(text), facts: [fact] };
  });
}
