import type { CodeEntry, CodeTable } from './code-table.ts';
import { isUnder } from './conditions.ts';
import type { Finding } from './findings.ts';

/**
 * Combination codes and the pairs that the classification wants together. "With" is assumed where the index joins two conditions, unless
 * the note says that they are unrelated (ICD-10-CM Official Guidelines FY2026, sections I.A.15, I.B.9, I.C.4.a, I.C.9.a, I.C.10.a).
 */
export function combine(findings: readonly Finding[], table: CodeTable, noteText: string): Finding[] {
  const work = new Worksheet(findings, table, noteText);
  diabetes(work);
  hypertension(work);
  lungs(work);
  heart(work);
  other(work);
  return work.list();
}

const UNRELATED =
  /\b(?:not (?:due|related|secondary) to|unrelated to|not from)\s+(?:his |her |their |the )?(?:type \d )?(?:diabetes|hypertension|high blood pressure)/i;

class Worksheet {
  private findings: Finding[];
  private readonly table: CodeTable;
  readonly text: string;

  constructor(findings: readonly Finding[], table: CodeTable, text: string) {
    this.findings = [...findings];
    this.table = table;
    this.text = text;
  }

  list(): Finding[] {
    const seen = new Set<string>();
    return this.findings.filter((finding) => !seen.has(finding.entry.code) && seen.add(finding.entry.code));
  }

  find(...prefixes: string[]): Finding | undefined {
    return this.findings.find((finding) => isUnder(finding.entry.code, prefixes));
  }

  all(...prefixes: string[]): Finding[] {
    return this.findings.filter((finding) => isUnder(finding.entry.code, prefixes));
  }

  /** Puts another code in the place of this one; evidence of `because` joins. */
  replace(finding: Finding, code: string, reason: string, because: readonly Finding[] = []): Finding | undefined {
    const entry = this.table.get(code);
    if (!entry?.billable) return undefined;
    const changed = this.changed(finding, entry, reason, because);
    this.findings = this.findings.map((other) => (other === finding ? changed : other));
    return changed;
  }

  addAfter(finding: Finding, code: string, reason: string, because: readonly Finding[] = []): Finding | undefined {
    const entry = this.table.get(code);
    if (!entry?.billable || this.findings.some((other) => other.entry.code === code)) return undefined;
    const added = { ...this.changed(finding, entry, reason, because), offers: [], score: finding.score * 0.95 };
    this.findings.splice(this.findings.indexOf(finding) + 1, 0, added);
    return added;
  }

  remove(finding: Finding): void {
    this.findings = this.findings.filter((other) => other !== finding);
  }

  /** Etiology first, manifestation right after it. */
  moveAfter(finding: Finding, anchor: Finding): void {
    this.findings = this.findings.filter((other) => other !== finding);
    this.findings.splice(this.findings.indexOf(anchor) + 1, 0, finding);
  }

  private changed(finding: Finding, entry: CodeEntry, reason: string, because: readonly Finding[]): Finding {
    const evidence = [...finding.evidence, ...because.flatMap((other) => other.evidence)];
    return {
      ...finding,
      entry,
      evidence: evidence
        .filter(
          (item, i) =>
            evidence.findIndex((other) => other.quote === item.quote && other.segmentId === item.segmentId) === i,
        )
        .slice(0, 6),
      reasons: [...finding.reasons, reason],
      offers: [...finding.offers, finding.entry.code],
      context: [finding.context, ...because.map((other) => other.context)].join(' '),
    };
  }
}

const DIABETES_WITH: readonly { with: readonly string[]; ending: string; keep: boolean; words: string }[] = [
  { with: ['N18'], ending: '22', keep: true, words: 'chronic kidney disease' },
  { with: ['G62.9', 'G60.9'], ending: '42', keep: false, words: 'polyneuropathy' },
  { with: ['K31.84'], ending: '43', keep: true, words: 'gastroparesis' },
  { with: ['H35.00', 'H35.0'], ending: '319', keep: false, words: 'retinopathy' },
  { with: ['H26.9'], ending: '36', keep: false, words: 'cataract' },
  { with: ['I73.9'], ending: '51', keep: false, words: 'peripheral vascular disease' },
  { with: ['L97.4', 'L97.5'], ending: '621', keep: true, words: 'foot ulcer' },
  { with: ['L97', 'L98.49'], ending: '622', keep: true, words: 'skin ulcer' },
  { with: ['R80.9'], ending: '29', keep: true, words: 'protein in the urine' },
  { with: ['E16.2'], ending: '649', keep: false, words: 'low blood sugar' },
  { with: ['R73.9'], ending: '65', keep: false, words: 'high blood sugar' },
];

function diabetes(work: Worksheet): void {
  const first = work.find('E11', 'E10', 'E13', 'E09', 'E08');
  if (!first) return;
  const family = first.entry.code.slice(0, 3);
  let used: Finding = first;
  if (!UNRELATED.test(work.text)) {
    const joined = new Set<Finding>();
    for (const rule of DIABETES_WITH) {
      const found = work.find(...rule.with);
      if (!found || joined.has(found)) continue;
      joined.add(found);
      const code = `${family}.${rule.ending}`;
      const reason = `Diabetes with ${rule.words} is one combination code; the index takes the two as related.`;
      const uncomplicated = /^E\d\d\.(?:9|8|A)$/.test(used.entry.code);
      const made = uncomplicated
        ? work.replace(used, code, reason, [found])
        : work.addAfter(used, code, reason, [found]);
      if (made) used = made;
      if (!rule.keep) work.remove(found);
      else if (made) work.moveAfter(found, made);
    }
  }
  // "Without complications" is wrong beside any complication.
  const plain = work.find(`${family}.9`);
  if (plain && work.all(family).length > 1) work.remove(plain);
  const kidney = work.find(`${family}.22`);
  if (kidney) needKidneyStage(work, kidney);
}

/** E1x.22 and I12/I13 want the stage beside them. */
function needKidneyStage(work: Worksheet, owner: Finding): void {
  if (work.find('N18')) return;
  const stage =
    /\b(?:ckd|kidney disease|renal disease)\b[^.;]{0,24}?\b(?:stage\s*)?(?:([1-5])([ab])?|(i{1,3}|iv|v)([ab])?)\b|\bstage\s*(?:([1-5])([ab])?|(i{1,3}|iv|v)([ab])?)\b[^.;]{0,20}\b(?:ckd|kidney|renal)/i.exec(
      owner.context,
    );
  const roman: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5' };
  const number = stage?.[1] ?? stage?.[5] ?? roman[(stage?.[3] ?? stage?.[7] ?? '').toLowerCase()];
  const letter = (stage?.[2] ?? stage?.[4] ?? stage?.[6] ?? stage?.[8])?.toLowerCase();
  const end = /\b(?:esrd|end[- ]stage|dialysis)\b/i.test(owner.context);
  const code = end
    ? 'N18.6'
    : number === '3'
      ? `N18.3${letter === 'a' ? '1' : letter === 'b' ? '2' : '0'}`
      : number
        ? `N18.${number}`
        : 'N18.9';
  work.addAfter(owner, code, 'The stage of the kidney disease goes beside the combination code.');
}

function hypertension(work: Worksheet): void {
  const high = work.find('I10');
  const failure = work.find('I50');
  const kidney = work.find('N18');
  if (high && !UNRELATED.test(work.text)) {
    const late = kidney !== undefined && isUnder(kidney.entry.code, ['N18.5', 'N18.6']);
    if (failure && kidney) {
      const made = work.replace(
        high,
        late ? 'I13.2' : 'I13.0',
        'Hypertension with heart failure and chronic kidney disease is one combination code.',
        [failure, kidney],
      );
      if (made) {
        work.moveAfter(kidney, made);
        work.moveAfter(failure, made);
      }
    } else if (failure) {
      const made = work.replace(
        high,
        'I11.0',
        'Hypertension with heart failure is one combination code; the two are taken as related.',
        [failure],
      );
      if (made) work.moveAfter(failure, made);
    } else if (kidney) {
      const made = work.replace(
        high,
        late ? 'I12.0' : 'I12.9',
        'Hypertension with chronic kidney disease is one combination code; the two are taken as related.',
        [kidney],
      );
      // The stage stays with the diabetes where that came first.
      if (made && !work.find('E11.22', 'E10.22', 'E13.22')) work.moveAfter(kidney, made);
    } else if (work.find('I51.7')) {
      const heartSize = work.find('I51.7')!;
      const made = work.replace(high, 'I11.9', 'Hypertension with an enlarged heart is hypertensive heart disease.', [
        heartSize,
      ]);
      if (made) work.remove(heartSize);
    }
  }
  const combined = work.find('I12', 'I13');
  if (combined) needKidneyStage(work, combined);
  const hypertensiveFailure = work.find('I11.0', 'I13.0', 'I13.2');
  if (hypertensiveFailure && !work.find('I50'))
    work.addAfter(hypertensiveFailure, 'I50.9', 'The kind of heart failure goes beside the combination code.');
  const elevated = work.find('R03.0');
  if (elevated && work.find('I10', 'I11', 'I12', 'I13')) work.remove(elevated);
}

function lungs(work: Worksheet): void {
  const copd = work.find('J44.9');
  const infection = work.find('J12', 'J13', 'J14', 'J15', 'J16', 'J17', 'J18', 'J20', 'J22', 'J69.0');
  if (copd && infection)
    work.replace(
      copd,
      'J44.0',
      'COPD with an acute infection of the lower airways is one code, the infection stands beside it.',
      [infection],
    );
  const asthma = work.find('J45');
  const plainCopd = work.find('J44.9');
  if (asthma && plainCopd) {
    const made = work.replace(plainCopd, 'J44.89', 'Asthma with COPD is coded as other specified COPD.', [asthma]);
    // Only a stated type of asthma is coded beside it.
    if (made && isUnder(asthma.entry.code, ['J45.909'])) work.remove(asthma);
  }
}

function heart(work: Worksheet): void {
  const coronary = work.find('I25.10');
  const angina = work.find('I20');
  if (coronary && angina) {
    const code = isUnder(angina.entry.code, ['I20.0'])
      ? 'I25.110'
      : isUnder(angina.entry.code, ['I20.9'])
        ? 'I25.119'
        : 'I25.118';
    if (work.replace(coronary, code, 'Coronary artery disease with angina is one combination code.', [angina]))
      work.remove(angina);
  }
}

const VOIDING = ['R35.0', 'R35.1', 'R39.1', 'R33', 'N39.4', 'N13.8'];

const VOIDING_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bnocturia\b/i, 'R35.1'],
  [/\bfrequency\b/i, 'R35.0'],
  [/\burgency\b/i, 'R39.15'],
  [/\bretention\b/i, 'R33.9'],
  [/\bweak (?:urinary )?stream\b/i, 'R39.12'],
];

function other(work: Worksheet): void {
  const prostate = work.find('N40.0');
  const symptoms = work.all(...VOIDING);
  if (prostate && symptoms.length > 0)
    work.replace(
      prostate,
      'N40.1',
      'An enlarged prostate with urinary symptoms has its own code; the symptoms stand beside it.',
      symptoms,
    );
  const obstructed = work.find('N40.1');
  if (obstructed)
    for (const [pattern, code] of VOIDING_WORDS)
      if (pattern.test(obstructed.phrase))
        work.addAfter(obstructed, code, 'The urinary symptom goes beside the code of the prostate.');
  const reflux = work.find('K21.9');
  const esophagitis = work.find('K20.9');
  if (
    reflux &&
    esophagitis &&
    work.replace(reflux, 'K21.00', 'Reflux with esophagitis is one combination code.', [esophagitis])
  )
    work.remove(esophagitis);
  const anemia = work.find('D64.9');
  const kidney = work.find('N18');
  if (anemia && kidney)
    work.replace(anemia, 'D63.1', 'The index takes anemia with chronic kidney disease as related.', [kidney]);
  const pyelonephritis = work.find('N10');
  const urinary = work.find('N39.0');
  if (urinary && (pyelonephritis ?? work.find('N30'))) work.remove(urinary);
  const mood = work.find('F32');
  if (mood && work.find('F33', 'F31')) work.remove(mood);
  const back = work.find('M54.50', 'M54.59', 'M54.9');
  const sciatica = work.find('M54.3');
  if (back && sciatica) {
    const side = /left/i.test(sciatica.entry.display) ? '2' : /right/i.test(sciatica.entry.display) ? '1' : '0';
    if (work.replace(back, `M54.4${side}`, 'Low back pain with sciatica is one combination code.', [sciatica]))
      work.remove(sciatica);
  }
}
