import { AppError } from '../../shared/errors.ts';
import type { ChartContext, ChartPatient } from '../../shared/model/chart.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import { EncounterId } from '../../shared/model/ids.ts';
import { chartFromBundle } from '../domain/sync/chart-from-bundle.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import { draftVisit } from './finish-visit.ts';
import { findTemplate } from './template-of.ts';

/** A visit on the list. Its patient may be named later: nobody should have to type before recording can start. */
export function createVisit(
  context: AppContext,
  {
    patient,
    reason,
    contextBundle,
    template = context.deps.store.settings.get().template,
  }: { patient: ChartPatient; reason: string; contextBundle?: string; template?: string },
): Encounter {
  const { deps, auditor, session } = context;
  const clinician = session.requireClinician();
  if (deps.templates && !findTemplate(deps, template)) throw new AppError('not-found.template');
  const chart = contextBundle === undefined ? undefined : readChart(contextBundle);
  const now = deps.clock.now();
  const encounter: Encounter = {
    id: EncounterId.parse(deps.ids.uuid()),
    patient: withChart(patient, chart),
    reason: reason || (chart?.encounter?.reason ?? ''),
    state: 'planned',
    createdAt: now,
    updatedAt: now,
    clinicianId: clinician.id,
    template,
  };
  deps.store.transaction(() => {
    deps.store.encounters.insert(encounter);
    if (chart) deps.store.charts.save(encounter.id, chart);
    auditor.record(clinician.id, 'encounter.create', encounterSubject(encounter.id), { hasChart: chart !== undefined });
  });
  announce(context, encounter);
  return encounter;
}

export interface IdentifyInput {
  readonly encounterId: EncounterId;
  readonly patient: ChartPatient;
  readonly reason?: string;
  /** A chart to take instead of the one that is there. */
  readonly contextBundle?: string;
  /** Keep the chart that is there (then it says who the patient is), or drop it: it was someone else's. */
  readonly chart: 'keep' | 'drop';
}

/**
 * Says who the patient is, or corrects it, until the note is signed. A draft that nobody has edited is made anew: the chart decides its
 * pronouns and what it is compared with. Codes and sentences that a person touched stand.
 * @throws AppError `not-found.encounter`, `conflict.signed`, `validation.context-bundle`
 */
export function identifyVisit(context: AppContext, input: IdentifyInput): Encounter {
  const { deps, auditor, session, jobs } = context;
  const clinician = session.requireClinician();
  const given = input.contextBundle === undefined ? undefined : readChart(input.contextBundle);
  const { encounterId } = input;
  const { encounter, redraft } = deps.store.transaction(() => {
    const before = requireEncounter(context, encounterId);
    const latest = deps.store.notes.latest(encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    const chart = given ?? (input.chart === 'keep' ? deps.store.charts.get(encounterId) : undefined);
    const after: Encounter = {
      ...before,
      patient: withChart(input.patient, chart),
      reason: input.reason ?? (before.reason || (chart?.encounter?.reason ?? '')),
      updatedAt: deps.clock.now(),
    };
    deps.store.encounters.update(after);
    if (given) deps.store.charts.save(encounterId, given);
    else if (!chart) deps.store.charts.delete(encounterId);
    auditor.record(clinician.id, 'encounter.identify', encounterSubject(encounterId), {
      wasNamed: before.patient.name !== '',
      hasChart: chart !== undefined,
    });
    return {
      encounter: after,
      redraft:
        latest?.kind === 'ai-draft' &&
        deps.store.transcripts.get(encounterId) !== undefined &&
        !jobs.isRunning(encounterId),
    };
  });
  announce(context, encounter);
  if (redraft) void jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
  return encounter;
}

/** Who somebody is stands in the chart, where there is one; a chart without a name takes the one that was typed. */
const withChart = (patient: ChartPatient, chart: ChartContext | undefined): ChartPatient =>
  chart ? { ...chart.patient, name: chart.patient.name || patient.name } : patient;

function readChart(bundle: string): ChartContext {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bundle);
  } catch {
    throw new AppError('validation.context-bundle', { params: { reason: 'not JSON' } });
  }
  return chartFromBundle(parsed);
}
