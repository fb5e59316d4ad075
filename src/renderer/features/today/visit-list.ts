import type { EncounterSummary } from '../../../shared/contract/encounters.ts';
import type { ClinicianId } from '../../../shared/model/ids.ts';

export const FILTERS = ['all', 'mine', 'review', 'send', 'failed'] as const;
export type Filter = (typeof FILTERS)[number];

const isToReview = (visit: EncounterSummary): boolean => visit.state === 'drafted' || visit.state === 'in-review';
const isToSend = (visit: EncounterSummary): boolean => visit.state === 'signed';
const isFailed = (visit: EncounterSummary): boolean => visit.state === 'delivery-failed';

export function filterVisits(
  visits: readonly EncounterSummary[],
  filter: Filter,
  me: ClinicianId,
): readonly EncounterSummary[] {
  switch (filter) {
    case 'all':
      return visits;
    case 'mine':
      return visits.filter((visit) => visit.clinicianId === me);
    case 'review':
      return visits.filter(isToReview);
    case 'send':
      return visits.filter(isToSend);
    case 'failed':
      return visits.filter(isFailed);
  }
}

/** When a visit belongs to the day's list: when it began, or when it was planned. */
export function visitTime(visit: EncounterSummary): number {
  return visit.startedAt ?? visit.createdAt;
}

export interface VisitDay {
  /** Local midnight. */
  dayStart: number;
  visits: EncounterSummary[];
}

/** Newest first, by local calendar day. */
export function groupByDay(visits: readonly EncounterSummary[]): VisitDay[] {
  const days: VisitDay[] = [];
  for (const visit of [...visits].sort((a, b) => visitTime(b) - visitTime(a))) {
    const dayStart = new Date(visitTime(visit)).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.dayStart === dayStart) last.visits.push(visit);
    else days.push({ dayStart, visits: [visit] });
  }
  return days;
}

/** What a visit waits for, in one phrase, and whether it is the clinician's turn. */
export type WaitsFor =
  | { kind: 'job' }
  | { kind: 'review'; count: number }
  | { kind: 'sign' | 'record' | 'stopped' | 'interrupted' | 'recording' | 'ehrUnset' | 'ehrSending' | 'ehrFailed' }
  | { kind: 'ehrRetry'; at: number }
  | { kind: 'nobody'; at: number };

export function waitsFor(visit: EncounterSummary, recordingHere: boolean): WaitsFor {
  if (visit.job) return { kind: 'job' };
  switch (visit.state) {
    case 'planned':
      return { kind: 'record' };
    case 'recording':
      return { kind: recordingHere ? 'recording' : 'interrupted' };
    case 'recorded':
    case 'transcribed':
      return { kind: 'stopped' };
    case 'drafted':
    case 'in-review':
      return visit.openCount > 0 ? { kind: 'review', count: visit.openCount } : { kind: 'sign' };
    case 'delivery-failed':
      return { kind: 'ehrFailed' };
    case 'delivered':
      return { kind: 'nobody', at: visit.delivery?.deliveredAt ?? visit.updatedAt };
    case 'signed':
      if (!visit.delivery) return { kind: 'ehrUnset' };
      return visit.delivery.attempts > 0 && visit.delivery.state !== 'sending'
        ? { kind: 'ehrRetry', at: visit.delivery.nextAttemptAt }
        : { kind: 'ehrSending' };
  }
}

/** Waits that are the clinician's to end. */
export function isMyTurn(wait: WaitsFor): boolean {
  return ['review', 'sign', 'stopped', 'interrupted', 'ehrFailed'].includes(wait.kind);
}
