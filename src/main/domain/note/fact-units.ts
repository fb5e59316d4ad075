import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import { evidencesFor } from '../understanding/evidence.ts';
import type { Unit } from '../understanding/utterances.ts';

/** From the evidence of facts back to the units of the transcript that a statement rests on. */
export function unitFinder(transcript: Transcript, units: readonly Unit[]): (facts: readonly ClinicalFact[]) => Unit[] {
  const bySegment = new Map<string, { unit: Unit; evidence: Evidence }[]>();
  for (const unit of units) {
    for (const { evidence } of evidencesFor(transcript, unit)) {
      const known = bySegment.get(evidence.segmentId);
      if (known) known.push({ unit, evidence });
      else bySegment.set(evidence.segmentId, [{ unit, evidence }]);
    }
  }
  return (facts) => {
    const found = new Set<Unit>();
    for (const item of facts.flatMap((fact) => fact.evidence)) {
      const own = bySegment.get(item.segmentId) ?? [];
      const same = own.filter(({ evidence }) => evidence.quote === item.quote && evidence.startMs === item.startMs);
      const near =
        same.length > 0
          ? same
          : own.filter(({ evidence }) => evidence.quote.includes(item.quote) || item.quote.includes(evidence.quote));
      for (const { unit } of near) found.add(unit);
    }
    return [...found].sort((a, b) => a.index - b.index);
  };
}
