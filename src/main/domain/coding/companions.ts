import { bmiCode, statedBmi } from './bmi.ts';
import type { CodeTable } from './code-table.ts';
import { isUnder } from './conditions.ts';
import type { Finding } from './findings.ts';

/** Drug classes that matter to codes, by generic and common brand names. */
const INSULIN =
  /\b(?:insulin|lantus|basaglar|toujeo|levemir|tresiba|humalog|novolog|humulin|novolin|glargine|lispro|aspart|degludec|detemir)\b/i;
const ORAL_DIABETES =
  /\b(?:metformin|glucophage|glipizide|glyburide|glimepiride|amaryl|sitagliptin|januvia|linagliptin|tradjenta|saxagliptin|empagliflozin|jardiance|dapagliflozin|farxiga|canagliflozin|invokana|pioglitazone|actos|rybelsus|repaglinide|acarbose)\b/i;
const GLP1 =
  /\b(?:ozempic|semaglutide|trulicity|dulaglutide|victoza|liraglutide|mounjaro|tirzepatide|exenatide|byetta|bydureon)\b/i;
const ANTICOAGULANT =
  /\b(?:warfarin|coumadin|eliquis|apixaban|xarelto|rivaroxaban|pradaxa|dabigatran|savaysa|edoxaban)\b/i;
const VACCINATED =
  /\b(?:vaccin(?:es?|ations?)|immunizations?|flu shot|tdap|mmr|dtap|shingrix|prevnar)\b[^.;]{0,24}\b(?:given|administered|received)\b[^.;]{0,20}\b(?:today|in (?:the )?(?:office|clinic))\b|\b(?:gave|administered)\b[^.;]{0,24}\b(?:vaccin\w+|immunizations?|flu shot|tdap|mmr)\b/i;
const STOPPED =
  /\b(?:stop(?:ped|ping)?|discontinue[ds]?|discontinuing|no longer|off|held?|hold|refus(?:es|ed)|declin(?:es|ed)|allerg(?:y|ic)|instead of|avoid)\b[^.;,]{0,20}$/i;

/**
 * Codes that the classification asks for beside another: what treats the diabetes (Guidelines, section I.C.4.a.3), the anticoagulant, the
 * BMI beside obesity (I.B.14: the number may come from anyone's documentation, the obesity may not).
 */
export function withCompanions(findings: readonly Finding[], table: CodeTable, noteText: string): Finding[] {
  const list = [...findings];
  const add = (owner: Finding, code: string | undefined, reason: string, phrase: string): void => {
    const entry = code === undefined ? undefined : table.get(code);
    if (!entry?.billable || list.some((finding) => finding.entry.code === entry.code)) return;
    const at = lastIndexOfGroup(list, owner);
    list.splice(at + 1, 0, { ...owner, entry, phrase, score: owner.score * 0.9, reasons: [reason], offers: [] });
  };

  const diabetes = list.find((finding) => isUnder(finding.entry.code, ['E11', 'E13', 'E09', 'E08']));
  if (diabetes) {
    const insulin = taken(noteText, INSULIN);
    if (insulin) add(diabetes, 'Z79.4', 'The diabetes is treated with insulin.', insulin);
    const oral = taken(noteText, ORAL_DIABETES);
    if (oral) add(diabetes, 'Z79.84', 'The diabetes is treated with a medicine by mouth.', oral);
    const injected = taken(noteText, GLP1);
    if (injected)
      add(diabetes, 'Z79.85', 'The diabetes is treated with an injected medicine other than insulin.', injected);
  }
  const clotting = list.find((finding) =>
    isUnder(finding.entry.code, ['I48', 'I82', 'I26', 'I27.82', 'Z95.2', 'D68', 'Z86.71']),
  );
  const thinner = taken(noteText, ANTICOAGULANT);
  if (clotting && thinner) add(clotting, 'Z79.01', 'A blood thinner is taken for it.', thinner);

  const weight = list.find((finding) =>
    isUnder(finding.entry.code, ['E66', 'R63.5', 'R63.6', 'E43', 'E44', 'E46', 'R63.4']),
  );
  const bmi = statedBmi(noteText);
  if (weight && bmi !== undefined && !list.some((finding) => isUnder(finding.entry.code, ['Z68'])))
    add(weight, bmiCode(bmi), `The note gives a BMI of ${bmi}.`, `BMI ${bmi}`);

  const shot = VACCINATED.exec(noteText);
  const visit = list.find((finding) => isUnder(finding.entry.code, ['Z00', 'Z76.2'])) ?? list.at(-1);
  if (shot && visit) add(visit, 'Z23', 'A vaccine was given.', shot[0]);

  const heart = list.find((finding) => isUnder(finding.entry.code, ['I50']));
  const oxygen = /\bhome (?:oxygen|o2)\b|\boxygen at home\b/i.exec(noteText)?.[0];
  const lung = list.find((finding) => isUnder(finding.entry.code, ['J43', 'J44', 'J84', 'J96.1']));
  if (oxygen && (lung ?? heart)) add((lung ?? heart)!, 'Z99.81', 'Oxygen is used at home.', oxygen);
  return list;
}

function taken(text: string, drug: RegExp): string | undefined {
  for (const match of text.matchAll(new RegExp(drug.source, 'gi'))) {
    if (!STOPPED.test(text.slice(Math.max(0, match.index - 40), match.index))) return match[0];
  }
  return undefined;
}

/** After the owner and the codes that follow it as its own (stage, ulcer). */
function lastIndexOfGroup(list: readonly Finding[], owner: Finding): number {
  let at = list.indexOf(owner);
  while (at + 1 < list.length && isUnder(list[at + 1]!.entry.code, ['N18', 'L97', 'Z79', 'E11', 'E13'])) at += 1;
  return at;
}
