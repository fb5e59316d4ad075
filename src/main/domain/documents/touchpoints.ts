import type { ChartPatient } from '../../../shared/model/chart.ts';
import type { Touchpoint, VisitDocument } from '../../../shared/model/document.ts';
import { ACTIONS_HEADING, TOPICS_HEADING } from './care-log.ts';

/** Same person by what identifies one: the EHR's id, else the record number, else name and date of birth together. Nobody without a name. */
export function isSamePatient(a: ChartPatient, b: ChartPatient): boolean {
  if (a.fhirId !== undefined && b.fhirId !== undefined) return a.fhirId === b.fhirId;
  if (a.identifier && b.identifier)
    return a.identifier.value === b.identifier.value && a.identifier.system === b.identifier.system;
  const name = (patient: ChartPatient): string => patient.name.trim().toLowerCase().replace(/\s+/g, ' ');
  return name(a) !== '' && name(a) === name(b) && a.birthDate !== undefined && a.birthDate === b.birthDate;
}

/** What a log's entry says, off its document. */
export function touchpointOf(
  document: VisitDocument,
  visit: Pick<Touchpoint, 'encounterId' | 'at' | 'date' | 'clinicianId'>,
): Touchpoint {
  const under = (heading: string): string[] =>
    document.blocks
      .filter((block) => block.heading === heading)
      .flatMap(({ sentences }) => sentences.map(({ text }) => text));
  return {
    ...visit,
    ...(document.touchpoint ? { minutes: document.touchpoint } : {}),
    topics: under(TOPICS_HEADING),
    actions: under(ACTIONS_HEADING),
    status: document.status,
  };
}

export interface LogMonth {
  readonly entries: Touchpoint[];
  readonly totalMinutes: number;
  /** Contacts without minutes: they add nothing, and the total says that they are there. */
  readonly withoutMinutes: number;
}

/** @param month `2026-11` */
export function monthOf(entries: readonly Touchpoint[], month: string): LogMonth {
  const own = entries.filter(({ date }) => date.startsWith(`${month}-`)).sort((a, b) => a.at - b.at);
  return {
    entries: own,
    totalMinutes: own.reduce((sum, { minutes }) => sum + (minutes?.minutes ?? 0), 0),
    withoutMinutes: own.filter(({ minutes }) => minutes === undefined).length,
  };
}

/** A cell that begins like a formula is not one: spreadsheets run what begins with = + - @ (OWASP, CSV injection). */
const cell = (text: string): string => `"${text.replace(/^([=+\-@\t\r])/, "'$1").replace(/"/g, '""')}"`;

/** RFC 4180: one header, one contact a row, the total last. */
export function touchpointsCsv({ entries, totalMinutes }: LogMonth): string {
  const rows = [
    ['Date', 'Minutes', 'Minutes from', 'Topics', 'Actions', 'Status'],
    ...entries.map(({ date, minutes, topics, actions, status }) => [
      date,
      minutes ? String(minutes.minutes) : '',
      minutes
        ? minutes.from === 'recording'
          ? 'length of the recording'
          : 'entered by the clinician'
        : 'not recorded',
      topics.join(' '),
      actions.join(' '),
      status,
    ]),
    ['Total', String(totalMinutes), '', '', '', ''],
  ];
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
