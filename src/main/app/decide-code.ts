import { AppError } from '../../shared/errors.ts';
import type { Codes, DiagnosisCode } from '../../shared/model/codes.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';

/** Accepts, rejects, swaps or adds a diagnosis code. @throws `conflict.signed` once the note is signed, `not-found.code` */
export function decideCode(
  context: AppContext,
  input: { encounterId: EncounterId; code: string; decision: DiagnosisCode['decision']; replaceWith?: string },
): Codes {
  const { deps, auditor, session } = context;
  const clinician = session.requireClinician();
  const codes = deps.store.transaction(() => {
    requireEncounter(context, input.encounterId);
    const latest = deps.store.notes.latest(input.encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    const before: Codes = deps.store.codes.get(input.encounterId) ?? {
      terminology: { ...deps.terminology.releases },
      diagnoses: [],
      procedures: [],
      warnings: [],
    };
    const after = { ...before, diagnoses: decide(context, before.diagnoses, input) };
    deps.store.codes.save(input.encounterId, after);
    auditor.record(clinician.id, 'code.decide', encounterSubject(input.encounterId), {
      code: input.code,
      decision: input.decision,
      ...(input.replaceWith ? { replaceWith: input.replaceWith } : {}),
    });
    return after;
  });
  announce(context, requireEncounter(context, input.encounterId));
  return codes;
}

function decide(
  { deps }: AppContext,
  diagnoses: readonly DiagnosisCode[],
  { code, decision, replaceWith }: { code: string; decision: DiagnosisCode['decision']; replaceWith?: string },
): DiagnosisCode[] {
  const index = diagnoses.findIndex((diagnosis) => diagnosis.code === code);
  const existing = diagnoses[index];
  const wanted = replaceWith ?? code;
  const entry = deps.terminology.get(wanted);
  if (!entry && (replaceWith !== undefined || !existing))
    throw new AppError('not-found.code', { params: { code: wanted } });
  if (!existing) {
    const added: DiagnosisCode = {
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      code: entry!.code,
      display: entry!.display,
      billable: entry!.billable,
      confidence: 1,
      rationale: 'Added by the clinician.',
      evidence: [],
      alternatives: [],
      decision,
    };
    return [...diagnoses, added];
  }
  const changed: DiagnosisCode =
    replaceWith && entry
      ? {
          ...existing,
          code: entry.code,
          display: entry.display,
          billable: entry.billable,
          decision,
          rationale: 'Chosen by the clinician in place of the suggestion.',
          alternatives: [
            { code: existing.code, display: existing.display, billable: existing.billable },
            ...existing.alternatives.filter((alternative) => alternative.code !== entry.code),
          ],
        }
      : { ...existing, decision };
  return diagnoses.flatMap((diagnosis, at) =>
    at === index ? [changed] : diagnosis.code === changed.code ? [] : [diagnosis],
  );
}
