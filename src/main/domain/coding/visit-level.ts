import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ProcedureCode, VisitLevel } from '../../../shared/model/codes.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { CodeEntry } from './code-table.ts';
import { isUnder } from './conditions.ts';
import type { Statement } from './note-reader.ts';
import { dataTier, problemTier, riskTier, type Tier } from './visit-facts.ts';

export interface VisitInput {
  readonly statements: readonly Statement[];
  readonly codes: readonly CodeEntry[];
  readonly chart?: ChartContext;
  readonly transcript?: Transcript;
}

export interface VisitResult {
  readonly visit?: VisitLevel;
  readonly procedures: readonly ProcedureCode[];
  readonly warnings: readonly string[];
}

const CPT = 'http://www.ama-assn.org/go/cpt';

/** Office visits by complexity, and the minutes that each needs on the day (2021 E/M rules, minutes as a floor since 2024). */
const LEVELS = {
  new: { codes: ['99202', '99203', '99204', '99205'], minutes: [15, 30, 45, 60] },
  established: { codes: ['99212', '99213', '99214', '99215'], minutes: [10, 20, 30, 40] },
} as const;

const COMPLEXITY = ['', 'straightforward', 'low', 'moderate', 'high'] as const;

/**
 * Office visit level after the 2021 rules (as published by CMS and the AMA; numbers and our own words only): two of three of problems,
 * data and risk, or total time on the day where the note states it, whichever is higher. Preventive visits are named as procedures by age.
 * Undefined where nothing was assessed, or where other rules pay for the visit (prenatal care, surgical aftercare).
 */
export function visitLevel(input: VisitInput): VisitResult {
  const { statements, codes } = input;
  const warnings: string[] = [];
  const text = statements.map((statement) => statement.text).join('\n');
  const standing = patientStanding(statements, input.chart);
  const preventive = preventiveVisit(codes, text, input.chart, standing.kind, warnings);

  const problems = problemTier(codes, statements);
  if (!problems) return { procedures: preventive, warnings };
  if (codes[0] && isUnder(codes[0].code, ['Z34', 'O09', 'Z48', 'Z47.1', 'Z47.2']))
    return {
      procedures: preventive,
      warnings: [
        ...warnings,
        'The visit level is left open: routine prenatal visits and surgical aftercare are usually part of a package.',
      ],
    };

  const data = dataTier(statements);
  const risk = riskTier(statements, codes);
  const mdm = [problems.tier, data.tier, risk.tier].sort((a, b) => b - a)[1] as Tier;
  const table = LEVELS[standing.kind];
  const minutes = statedMinutes(text);
  const byTime = minutes === undefined ? 0 : table.minutes.filter((floor) => minutes >= floor).length;

  const basis = byTime > mdm ? 'time' : 'mdm';
  const tier = basis === 'time' ? byTime : mdm;
  const level = table.codes[tier - 1]!;
  const facts = `Problems: ${problems.reason} (${COMPLEXITY[problems.tier]}). Data: ${data.reason} (${COMPLEXITY[data.tier]}). Risk: ${risk.reason} (${COMPLEXITY[risk.tier]}).`;
  const why =
    basis === 'time'
      ? `${minutes} minutes on the day of the visit are stated, which reaches ${level}. ${facts}`
      : `Two of three columns reach ${COMPLEXITY[mdm]}. ${facts}${minutes === undefined ? '' : ` The ${minutes} minutes stated do not reach higher.`}`;
  if (!standing.isStated)
    warnings.push('The note does not say whether the patient is new; an established patient is assumed.');
  if (preventive.length > 0)
    warnings.push(`${level} beside the preventive visit needs modifier 25 and work of its own in the note.`);
  return { visit: { level, basis, rationale: `${standing.reason} ${why}` }, procedures: preventive, warnings };
}

interface Standing {
  readonly kind: 'new' | 'established';
  readonly isStated: boolean;
  readonly reason: string;
}

const NEW =
  /\b(?:new patient|new to (?:the |this |our )?(?:clinic|practice|office|provider)|establish(?:ing|es)? (?:care|as a new patient)|initial (?:visit|consultation|evaluation)|first visit (?:here|to|with)|here to establish|transfer(?:ring)? (?:of )?care)\b/i;
const ESTABLISHED =
  /\b(?:established patient|(?:here|presents?|presenting|seen|returns?|comes? in|came in)\b[^.]{0,60}\bfollow(?:ing)?[- ]?up|returns? (?:today|to (?:the )?clinic|for)|last (?:visit|seen|appointment|time (?:i|we) saw)|since (?:i|we) (?:last )?saw|previous visit|(?:annual|yearly) (?:exam|physical|wellness)|we (?:started|increased|switched|discussed last)|at (?:his|her|their) last|known to (?:me|us|this)|previously seen (?:here|by me)|interval history|here for (?:a )?recheck)\b/i;
const FOLLOW_UP = /\bfollow(?:ing)?[- ]?up\b/i;

/** New: nobody of the practice and specialty saw the patient in three years. Only wording and chart can say so here. */
function patientStanding(statements: readonly Statement[], chart: ChartContext | undefined): Standing {
  const text = statements.map((statement) => statement.text).join('\n');
  if (NEW.test(text)) return { kind: 'new', isStated: true, reason: 'New patient by the note’s wording.' };
  // A plan ends with a follow-up for anyone; only as the reason for coming does it tell.
  const came = statements.some(
    ({ role, text: said }) => (role === 'complaint' || role === 'subjective') && FOLLOW_UP.test(said),
  );
  if (came || ESTABLISHED.test(text))
    return { kind: 'established', isStated: true, reason: 'Established patient by the note’s wording.' };
  const known = chart !== undefined && (chart.problems.length > 0 || chart.medications.length > 0);
  if (known)
    return { kind: 'established', isStated: true, reason: 'Established patient: the chart has a history here.' };
  return { kind: 'established', isStated: false, reason: 'Taken as an established patient.' };
}

/** Total minutes on the day, only where someone says that they were spent on the visit. */
export function statedMinutes(text: string): number | undefined {
  const spent =
    /\btotal (?:visit |encounter |face[- ]to[- ]face )?time[^.\d]{0,50}(\d{1,3})\s*min/i.exec(text) ??
    /\b(?:i|we|clinician|provider|physician)\s+(?:have\s+)?spent\s+(?:a total of\s+|approximately\s+|about\s+|over\s+|at least\s+)*(\d{1,3})\s*min/i.exec(
      text,
    ) ??
    /\b(?:total of\s+)?(\d{1,3})\s*min(?:ute)?s?\s+(?:total\s+)?(?:was|were|of total time|total time|spent (?:on|with|in|during|face))/i.exec(
      text,
    ) ??
    /\btime spent[^.\d]{0,40}(\d{1,3})\s*min/i.exec(text);
  const minutes = spent ? Number(spent[1]) : NaN;
  return minutes >= 5 && minutes <= 240 ? minutes : undefined;
}

const PREVENTIVE_BY_AGE: readonly (readonly [
  belowYears: number,
  newCode: string,
  establishedCode: string,
  words: string,
])[] = [
  [1, '99381', '99391', 'under 1 year'],
  [5, '99382', '99392', '1 to 4 years'],
  [12, '99383', '99393', '5 to 11 years'],
  [18, '99384', '99394', '12 to 17 years'],
  [40, '99385', '99395', '18 to 39 years'],
  [65, '99386', '99396', '40 to 64 years'],
  [200, '99387', '99397', '65 years and over'],
];

function preventiveVisit(
  codes: readonly CodeEntry[],
  text: string,
  chart: ChartContext | undefined,
  kind: 'new' | 'established',
  warnings: string[],
): ProcedureCode[] {
  const reason = codes.find((entry) => isUnder(entry.code, ['Z00.0', 'Z00.11', 'Z00.12', 'Z01.41']));
  if (!reason) return [];
  const years = ageYears(text, chart);
  const row = years === undefined ? undefined : PREVENTIVE_BY_AGE.find(([below]) => years < below);
  if (!row) {
    warnings.push('A preventive visit is coded by age, and the note does not give it.');
    return [];
  }
  return [
    {
      system: CPT,
      code: kind === 'new' ? row[1] : row[2],
      display: `Preventive visit, ${kind} patient, ${row[3]}`,
      rationale: `${reason.code} is the reason for the visit; the age is ${years! < 1 ? 'under one year' : Math.floor(years!)}.`,
      evidence: [],
    },
  ];
}

/** From the note ("58-year-old", "6 month old"), else from the chart's birth date and visit date. */
export function ageYears(text: string, chart: ChartContext | undefined): number | undefined {
  const years = /\b(\d{1,3})[- ]?(?:years?|yrs?|yo|y\/o|y\.o\.)[- ]?(?:old)?\b/i.exec(text);
  if (years && Number(years[1]) <= 115) return Number(years[1]);
  const months = /\b(\d{1,2})[- ](?:months?|mo)[- ]?old\b/i.exec(text);
  if (months) return Number(months[1]) / 12;
  if (/\b(?:\d{1,2}[- ](?:day|week)[- ]?old|newborn)\b/i.test(text)) return 0;
  const born = Date.parse(chart?.patient.birthDate ?? '');
  const seen = Date.parse(chart?.encounter?.startAt ?? '');
  return Number.isNaN(born) || Number.isNaN(seen) ? undefined : (seen - born) / (365.25 * 86_400_000);
}
