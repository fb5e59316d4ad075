import type { ChartContext } from '../../../shared/model/chart.ts';
import type { CodeAlternative, Codes, DiagnosisCode } from '../../../shared/model/codes.ts';
import type { Note } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { CodeEntry, CodeTable } from './code-table.ts';
import { combine } from './combine.ts';
import { withCompanions } from './companions.ts';
import { EXCLUDES1, INTEGRAL, isUnder, SYMPTOMS } from './conditions.ts';
import { diagnose, type Finding, type Uncertain } from './findings.ts';
import { isSideOpen, onlySide, sitesIn, withSide, type Side } from './laterality.ts';
import { readNote, readNoteText, type Statement } from './note-reader.ts';
import { createPhraseCoder, type PhraseCoder } from './phrase-coder.ts';
import { inPregnancy } from './pregnancy.ts';
import { problemsOf } from './problems.ts';
import type { CodeSearch } from './search.ts';
import { visitLevel } from './visit-level.ts';

const SYSTEM = 'http://hl7.org/fhir/sid/icd-10-cm';
const MOST_ALTERNATIVES = 4;
/** CMS-1500 has twelve lines for diagnoses. */
const MOST_DIAGNOSES = 12;

export interface SuggestInput {
  readonly note: Note;
  readonly transcript?: Transcript;
  readonly chart?: ChartContext;
  readonly search: CodeSearch;
  readonly terminology: CodeTable;
}

/**
 * ICD-10-CM codes for what the note assesses, one a problem, with the evidence of the sentences they rest on, and the visit level where the
 * rules can decide. Every suggestion can be billed; none is a header. Pure: same note, same terminology, same answer.
 *
 * Rules: ICD-10-CM Official Guidelines for Coding and Reporting FY2026, above all section IV (outpatient): uncertain diagnoses are not
 * coded, their symptom is (IV.H); symptoms of a definite diagnosis are not coded beside it (I.B.5); lasting conditions yes, past ones by
 * history codes (IV.I, IV.J); combination codes (I.B.9); laterality (I.B.13).
 */
export function suggestCodes(input: SuggestInput): Codes {
  return suggest(readNote(input.note), input.search, input.terminology, input.chart, input.transcript);
}

/** The same from free text: a whole note with headings, or an assessment alone. Evidence is empty. */
export function suggestCodesFromText(
  noteText: string,
  parts: { search: CodeSearch; terminology: CodeTable; chart?: ChartContext },
): Codes {
  return suggest(readNoteText(noteText), parts.search, parts.terminology, parts.chart);
}

function suggest(
  statements: readonly Statement[],
  search: CodeSearch,
  table: CodeTable,
  chart?: ChartContext,
  transcript?: Transcript,
): Codes {
  const coder = createPhraseCoder(search, table);
  const warnings: string[] = [];
  const text = statements.map((statement) => statement.text).join('\n');
  const reason = visitReason(statements);

  const findings: Finding[] = [];
  const uncertain: Uncertain[] = [];
  const problems = problemsOf(statements);
  const titled = problems.filter((problem) => problem.title !== undefined && !problem.onlyPlan);
  for (const problem of problems) {
    const diagnosed = diagnose(problem, coder, table, reason);
    // Prose beside headings tells the story of the same problems; it opens none of its own, but why the visit was may stand there.
    const usable =
      problem.title === undefined && titled.length > 0
        ? diagnosed.findings.filter((finding) => isUnder(finding.entry.code, ['Z00', 'Z01', 'Z02', 'Z34', 'Z39']))
        : diagnosed.findings;
    findings.push(...usable);
    if (problem.title !== undefined || titled.length === 0) uncertain.push(...diagnosed.uncertain);
    if (diagnosed.findings.length === 0 && problem.title !== undefined && !problem.onlyPlan) {
      const symptom = symptomInstead(diagnosed.uncertain, statements, coder, problem.title);
      if (symptom) findings.push(symptom);
    }
  }
  if (findings.length === 0) {
    const symptom = symptomInstead(uncertain, statements, coder, undefined);
    if (symptom) findings.push(symptom);
  }

  let list = distinct(findings);
  list = typeOfDiabetes(list, text, chart, table);
  list = list.flatMap((finding) => sided(finding, statements, table));
  list = combine(list, table, text);
  list = inPregnancy(list, table, text);
  list = withCompanions(list, table, text);
  list = withoutIntegralSymptoms(list, warnings);
  list = externalCausesLast(distinct(list).filter((finding) => finding.entry.billable)).slice(0, MOST_DIAGNOSES);

  for (const doubt of dedupe(uncertain))
    if (
      !list.some((finding) =>
        [finding.entry.code, ...finding.offers].some((code) => code.slice(0, 3) === doubt.entry.code.slice(0, 3)),
      )
    )
      warnings.push(
        `“${doubt.phrase}” is named as uncertain; an uncertain diagnosis is not coded at an outpatient visit (${doubt.entry.code} if it is confirmed).`,
      );
  warnings.push(...conflicts(list), ...openSides(list));

  const level = visitLevel({ statements, codes: list.map((finding) => finding.entry), chart, transcript });
  return {
    terminology: { ...table.releases },
    diagnoses: list.map((finding) => toDiagnosis(finding, uncertain, coder, table)),
    visit: level.visit,
    procedures: [...level.procedures],
    warnings: [...warnings, ...level.warnings],
  };
}

function visitReason(statements: readonly Statement[]): string {
  const complaint = statements.filter((statement) => statement.role === 'complaint');
  const story = statements.filter((statement) => statement.role === 'subjective').slice(0, 3);
  const intro = statements
    .filter((statement) => /\b(?:presents?|here) (?:today )?(?:for|with)\b/i.test(statement.text))
    .slice(0, 2);
  return [...complaint, ...story, ...intro].map((statement) => statement.text).join(' ');
}

/** IV.H: code the sign or symptom that brought the patient, with the uncertain diagnosis first among the alternatives. */
function symptomInstead(
  doubts: readonly Uncertain[],
  statements: readonly Statement[],
  coder: PhraseCoder,
  title: string | undefined,
): Finding | undefined {
  const [doubt] = doubts;
  const sources: Statement[] = [];
  if (title !== undefined && doubt) {
    const about = sitesIn(`${doubt.entry.display} ${doubt.context}`);
    const complaints = statements.filter((statement) => statement.role === 'complaint');
    const near = complaints.filter(
      (statement) => about.length === 0 || sitesIn(statement.text).some((site) => about.includes(site)),
    );
    sources.push(...near, ...complaints);
  } else if (title === undefined) sources.push(...statements.filter((statement) => statement.role === 'complaint'));
  for (const source of sources) {
    for (const part of coder.code(source.text.replace(/[.]+$/, ''))) {
      if (!isUnder(part.entry.code, SYMPTOMS) || part.score < 0.6) continue;
      return {
        entry: part.entry,
        score: part.score * (doubt ? 0.85 : 0.6),
        phrase: part.text,
        reasons: doubt
          ? [`The diagnosis (“${doubt.phrase}”) is uncertain, so the symptom is coded: “${part.text}”.`]
          : [`No diagnosis is assessed; this is what brought the patient: “${part.text}”.`],
        evidence: source.evidence,
        context: `${source.text} ${doubt?.context ?? ''}`,
        offers: doubt ? [doubt.entry.code] : [],
      };
    }
  }
  return undefined;
}

/** "Diabetes" alone is type 2 by the index, unless the chart or the note says type 1. */
function typeOfDiabetes(
  list: readonly Finding[],
  text: string,
  chart: ChartContext | undefined,
  table: CodeTable,
): Finding[] {
  const known = `${text} ${(chart?.problems ?? []).map((problem) => `${problem.text} ${problem.icd10cm ?? ''}`).join('. ')}`;
  const typeOne =
    /\b(?:type (?:1|one|i)\b(?! (?:and|or)\b)[^.;]{0,12}\bdiabet|diabetes[^.;]{0,16}\btype (?:1|one|i)\b|t1dm|juvenile diabetes|E10\.)/i.test(
      known,
    );
  if (!typeOne || /\btype (?:2|two|ii)\b/i.test(text)) return [...list];
  return list.map((finding) => {
    const entry = isUnder(finding.entry.code, ['E11'])
      ? table.get(finding.entry.code.replace('E11', 'E10'))
      : undefined;
    return entry?.billable && !/type\s*(?:2|ii|two)/i.test(finding.phrase)
      ? { ...finding, entry, reasons: [...finding.reasons, 'The diabetes is type 1 elsewhere in the note or chart.'] }
      : finding;
  });
}

/** The side, from the problem's own words, else from where the note names the same part of the body. Both sides without a code of their own are two codes. */
function sided(finding: Finding, statements: readonly Statement[], table: CodeTable): Finding[] {
  if (!isSideOpen(finding.entry)) return [finding];
  const sites = sitesIn(`${finding.phrase} ${finding.entry.display}`);
  const title = finding.title !== undefined && sitesIn(finding.title).length <= 1 ? finding.title : '';
  let side = onlySide(finding.phrase) ?? onlySide(title) ?? sideNear(finding.context, sites);
  let elsewhere = false;
  if (side === undefined) {
    const about = statements.filter(
      (statement) => statement.role !== 'family' && sitesIn(statement.text).some((site) => sites.includes(site)),
    );
    side = sideNear(about.map((statement) => statement.text).join('. '), sites);
    elsewhere = side !== undefined;
  }
  if (side === undefined) return [finding];
  const give = (which: Side): Finding | undefined => {
    const entry = withSide(table, finding.entry, which);
    return (
      entry && {
        ...finding,
        entry,
        score: elsewhere ? finding.score * 0.95 : finding.score,
        reasons: elsewhere
          ? [...finding.reasons, `The note says ${which === 'bilateral' ? 'both sides' : which} elsewhere.`]
          : finding.reasons,
      }
    );
  };
  const one = give(side);
  if (one) return [one];
  if (side === 'bilateral') {
    const both = [give('right'), give('left')].filter((item) => item !== undefined);
    if (both.length === 2)
      return both.map((item) => ({
        ...item,
        reasons: [...item.reasons, 'There is no code for both sides: each side has its own.'],
      }));
  }
  return [finding];
}

/** Sides that stand next to one of the sites; a side beside another part of the body says nothing about this one. */
function sideNear(text: string, sites: readonly string[]): Side | undefined {
  if (sites.length === 0) return onlySide(text);
  const near: string[] = [];
  for (const site of sites) {
    for (const match of text.matchAll(
      new RegExp(
        `\\b(?:left|right|bilateral|both|lt|rt)\\b(?:[- ]sided)?\\s+(?:\\w+\\s+){0,3}?${site}(?:s|es)?\\b`,
        'gi',
      ),
    ))
      near.push(match[0]);
    for (const match of text.matchAll(
      new RegExp(
        `\\b${site}(?:s|es)?\\b[^.;]{0,24}?\\bon (?:the|his|her) (?:left|right)\\b|\\b${site}(?:s|es)?,?\\s+(?:left|right|bilateral)\\b`,
        'gi',
      ),
    ))
      near.push(match[0]);
  }
  return onlySide(near.join('. '));
}

function withoutIntegralSymptoms(list: readonly Finding[], warnings: string[]): Finding[] {
  return list.filter((finding) => {
    const rule = INTEGRAL.filter(([symptoms]) => isUnder(finding.entry.code, symptoms));
    const explainer = list.find(
      (other) =>
        other !== finding &&
        rule.some(([, explainedBy]) => isUnder(other.entry.code, explainedBy)) &&
        sameSite(finding, other),
    );
    if (!explainer) return true;
    warnings.push(`${finding.entry.code} (${finding.phrase}) is left out: it is part of ${explainer.entry.code}.`);
    return false;
  });
}

/** A sprained ankle does not explain a painful shoulder. */
function sameSite(symptom: Finding, diagnosis: Finding): boolean {
  const sites = sitesIn(`${symptom.entry.display} ${symptom.phrase}`);
  if (sites.length === 0) return true;
  const others = sitesIn(`${diagnosis.entry.display} ${diagnosis.phrase} ${diagnosis.context}`);
  return others.length === 0 || sites.some((site) => others.includes(site));
}

function conflicts(list: readonly Finding[]): string[] {
  const found: string[] = [];
  for (const [i, a] of list.entries()) {
    for (const b of list.slice(i + 1)) {
      const clash = EXCLUDES1.some(
        ([left, right]) =>
          (isUnder(a.entry.code, left) && isUnder(b.entry.code, right)) ||
          (isUnder(b.entry.code, left) && isUnder(a.entry.code, right)),
      );
      if (clash) found.push(`${a.entry.code} and ${b.entry.code} exclude each other (Excludes1): choose one.`);
    }
  }
  return found;
}

function openSides(list: readonly Finding[]): string[] {
  return list
    .filter((finding) => isSideOpen(finding.entry) && sitesIn(finding.entry.display).length > 0)
    .map((finding) => `${finding.entry.code}: the note does not say which side.`);
}

function toDiagnosis(
  finding: Finding,
  uncertain: readonly Uncertain[],
  coder: PhraseCoder,
  table: CodeTable,
): DiagnosisCode {
  const { code, display, billable } = finding.entry;
  return {
    system: SYSTEM,
    code,
    display,
    billable,
    confidence: Math.round(Math.max(0.05, Math.min(0.98, finding.score)) * 100) / 100,
    rationale: finding.reasons.join(' '),
    evidence: [...finding.evidence],
    alternatives: alternativesOf(finding, uncertain, coder, table),
    decision: 'suggested',
  };
}

function alternativesOf(
  finding: Finding,
  uncertain: readonly Uncertain[],
  coder: PhraseCoder,
  table: CodeTable,
): CodeAlternative[] {
  const chapter = finding.entry.code.slice(0, 1);
  const near = coder
    .hits(finding.phrase, 12)
    .filter(
      (hit) =>
        hit.score >= 0.45 &&
        (chapter === 'Z') === hit.code.startsWith('Z') &&
        (chapter === 'O') === hit.code.startsWith('O'),
    );
  const family = near.filter((hit) => hit.code.slice(0, 3) === finding.entry.code.slice(0, 3));
  const codes = [
    ...finding.offers,
    ...uncertain.filter((doubt) => finding.context.includes(doubt.context)).map((doubt) => doubt.entry.code),
    ...family.map((hit) => hit.code),
    ...near.map((hit) => hit.code),
  ];
  const entries = [...new Set(codes)]
    .filter((code) => code !== finding.entry.code)
    .map((code) => table.get(code))
    .filter((entry): entry is CodeEntry => entry?.billable === true);
  return entries.slice(0, MOST_ALTERNATIVES).map(({ code, display, billable }) => ({ code, display, billable }));
}

/** One code once: the better score stays in the earlier place, evidence of both is kept. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byCode = new Map<string, Finding>();
  for (const finding of findings) {
    const known = byCode.get(finding.entry.code);
    if (!known) byCode.set(finding.entry.code, finding);
    else {
      const evidence = [
        ...known.evidence,
        ...finding.evidence.filter(
          (item) => !known.evidence.some((other) => other.quote === item.quote && other.segmentId === item.segmentId),
        ),
      ];
      byCode.set(finding.entry.code, {
        ...known,
        score: Math.max(known.score, finding.score),
        evidence: evidence.slice(0, 6),
        context: `${known.context} ${finding.context}`,
      });
    }
  }
  return [...byCode.values()];
}

/** Chapter 20 says how it came about and never stands first (Guidelines, section I.C.20.a.6). */
function externalCausesLast(list: readonly Finding[]): Finding[] {
  const isCause = (finding: Finding): boolean => isUnder(finding.entry.code, ['V', 'W', 'X', 'Y']);
  return [...list.filter((finding) => !isCause(finding)), ...list.filter(isCause)];
}

function dedupe(doubts: readonly Uncertain[]): Uncertain[] {
  return doubts.filter(
    (doubt, i) => doubts.findIndex((other) => other.entry.code.slice(0, 3) === doubt.entry.code.slice(0, 3)) === i,
  );
}
