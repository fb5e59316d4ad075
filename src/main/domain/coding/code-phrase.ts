import type { CodeTable } from './code-table.ts';
import type { CodeHit, CodeSearch } from './search.ts';
import { suggestCodesFromText } from './suggest-codes.ts';

/** A search answer this good needs no second look. */
const SURE = 0.82;
const CONFIDENT = 0.75;

/**
 * Codes for one phrase, best first: what search finds; where the phrase is several diagnoses at once ("diabetes with stage 3 CKD,
 * hypertension"), first the codes that the rules make of them together. Only codes that can be billed, unless nothing else is known.
 */
export function codePhrase(text: string, search: CodeSearch, terminology: CodeTable, limit: number): CodeHit[] {
  const found = search.search(text, Math.max(limit * 2, 20));
  const billable = found.filter((hit) => hit.billable);
  const hits = billable.length > 0 ? billable : found;
  const together = (hits[0]?.score ?? 0) >= SURE ? [] : several(text, search, terminology);
  const first = together.map(({ code, display, confidence }) => ({ code, display, billable: true, score: confidence }));
  return [...first, ...hits.filter((hit) => !first.some((other) => other.code === hit.code))].slice(0, limit);
}

function several(
  text: string,
  search: CodeSearch,
  terminology: CodeTable,
): { code: string; display: string; confidence: number }[] {
  const { diagnoses } = suggestCodesFromText(text, { search, terminology });
  return diagnoses.length >= 2 && diagnoses.every((diagnosis) => diagnosis.confidence >= CONFIDENT) ? diagnoses : [];
}
