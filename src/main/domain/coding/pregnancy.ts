import type { CodeTable } from './code-table.ts';
import { isUnder } from './conditions.ts';
import type { Finding } from './findings.ts';

/** Completed weeks of gestation that the note states, if it says that the patient is pregnant now. */
export function gestationWeeks(text: string): number | undefined {
  const match =
    /\b(\d{1,2})(?:\s*(?:w(?:ee)?ks?|w))?(?:\s*(?:and|\+|,)?\s*\d\s*(?:\/7|d(?:ays?)?))?\s*(?:weeks?)?\s*(?:pregnant|gestation(?:al age)?|along|gravid|ega|iup|intrauterine pregnancy)\b/i.exec(
      text,
    ) ??
    /\b(?:pregnant|gestation(?:al age)?|ega|iup|pregnancy)\b[^.;\d]{0,24}(\d{1,2})\s*(?:w(?:ee)?ks?|w\d)\b/i.exec(text);
  const short = match ? null : /\bG\d+P\d+\w*[^.;]{0,20}?\b(\d{1,2})w\d?d?\b/i.exec(text);
  const weeks = Number((match ?? short)?.[1] ?? NaN);
  return weeks >= 3 && weeks <= 43 ? weeks : undefined;
}

export function isPregnant(text: string): boolean {
  if (gestationWeeks(text) !== undefined) return true;
  return (
    /\b(?:is|she's|currently)\s+(?:\w+\s+)?pregnant\b|\bprenatal (?:visit|care)\b|\bpregnant (?:female|woman|patient)\b|\bg\dp\d\b[^.]{0,40}\b(?:weeks|gestation)\b/i.test(
      text,
    ) && !/\bnot (?:currently )?pregnant\b|\bpregnancy test (?:was |is )?negative\b/i.test(text)
  );
}

/** First: under 14 weeks 0 days; second: under 28; third: from 28 (Guidelines, chapter 15). */
export function trimesterOf(weeks: number): 1 | 2 | 3 {
  return weeks < 14 ? 1 : weeks < 28 ? 2 : 3;
}

/** Codes outside chapter 15 and what they become in pregnancy; `t` stands for the trimester (its own digit for unspecified). */
const IN_PREGNANCY: readonly { from: readonly string[]; to: string; unspecified: string; keep: boolean }[] = [
  { from: ['N10', 'N12'], to: 'O23.0t', unspecified: '0', keep: false },
  { from: ['N30'], to: 'O23.1t', unspecified: '0', keep: true },
  { from: ['N39.0'], to: 'O23.4t', unspecified: '0', keep: false },
  { from: ['N76', 'B37.3', 'A59.0'], to: 'O23.59t', unspecified: '9', keep: true },
  { from: ['I10'], to: 'O10.01t', unspecified: '9', keep: false },
  { from: ['E10'], to: 'O24.01t', unspecified: '9', keep: true },
  { from: ['E11'], to: 'O24.11t', unspecified: '9', keep: true },
  { from: ['D50', 'D64.9', 'D53', 'D51', 'D52'], to: 'O99.01t', unspecified: '9', keep: true },
  { from: ['E02', 'E03', 'E04', 'E05', 'E06', 'E28'], to: 'O99.28t', unspecified: '0', keep: true },
  { from: ['E66'], to: 'O99.21t', unspecified: '0', keep: true },
  { from: ['F32', 'F33', 'F41', 'F43', 'F31', 'F90'], to: 'O99.34t', unspecified: '0', keep: true },
  {
    from: ['J45', 'J00', 'J01', 'J02', 'J06', 'J20', 'J10', 'J11', 'J18'],
    to: 'O99.51t',
    unspecified: '9',
    keep: true,
  },
  { from: ['K21', 'K59', 'R12', 'K64'], to: 'O99.61t', unspecified: '9', keep: true },
  { from: ['L20', 'L29', 'L30', 'L50', 'R21'], to: 'O99.71t', unspecified: '9', keep: true },
  { from: ['F17'], to: 'O99.33t', unspecified: '0', keep: true },
  { from: ['M54', 'M25', 'R10', 'G56'], to: 'O26.89t', unspecified: '9', keep: true },
];

/** In pregnancy, chapter 15 comes first and any other code follows it as detail (Guidelines, section I.C.15.a). */
export function inPregnancy(findings: readonly Finding[], table: CodeTable, noteText: string): Finding[] {
  const pregnant = isPregnant(noteText) || findings.some((finding) => isUnder(finding.entry.code, ['Z34', 'O09']));
  if (!pregnant) return [...findings];
  const weeks = gestationWeeks(noteText);
  const list: Finding[] = [];
  for (const finding of findings) {
    const trimestered = withTrimester(finding, table, weeks);
    const rule = IN_PREGNANCY.find(({ from }) => isUnder(finding.entry.code, from));
    const code = rule?.to.replace('t', weeks === undefined ? rule.unspecified : String(trimesterOf(weeks)));
    const entry = code === undefined ? undefined : table.get(code);
    if (!rule || !entry?.billable) {
      list.push(trimestered);
      continue;
    }
    list.push({
      ...finding,
      entry,
      offers: [finding.entry.code, ...finding.offers],
      reasons: [...finding.reasons, 'In pregnancy the code of the pregnancy chapter comes first.'],
    });
    if (rule.keep) list.push(finding);
  }
  const week =
    weeks === undefined
      ? undefined
      : table.get(`Z3A.${weeks < 8 ? '01' : weeks > 42 ? '49' : String(weeks).padStart(2, '0')}`);
  const anchor = list.find((finding) => isUnder(finding.entry.code, ['O']));
  if (week?.billable && anchor && !list.some((finding) => isUnder(finding.entry.code, ['Z3A'])))
    list.push({
      ...anchor,
      entry: week,
      phrase: `${weeks} weeks`,
      offers: [],
      reasons: ['The week of pregnancy goes beside codes of the pregnancy chapter.'],
    });
  // A complication makes the pregnancy no longer a normal one (Excludes1 at Z34).
  return anchor ? list.filter((finding) => !isUnder(finding.entry.code, ['Z34'])) : list;
}

/** "Unspecified trimester" where the note gives the week. */
function withTrimester(finding: Finding, table: CodeTable, weeks: number | undefined): Finding {
  if (weeks === undefined || !/unspecified trimester/i.test(finding.entry.display)) return finding;
  const wanted = ['first', 'second', 'third'][trimesterOf(weeks) - 1]!;
  const stem = finding.entry.code.slice(0, -1);
  for (const digit of ['1', '2', '3']) {
    const entry = table.get(`${stem}${digit}`);
    if (entry?.billable && entry.display.includes(`${wanted} trimester`))
      return { ...finding, entry, reasons: [...finding.reasons, `At ${weeks} weeks.`], offers: [] };
  }
  return finding;
}
