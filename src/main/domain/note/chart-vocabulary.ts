import type { ChartContext } from '../../../shared/model/chart.ts';
import { buildLexicon, type LexiconEntry } from '../understanding/lexicon.ts';
import type { DraftResources } from './draft-resources.ts';

/** "Ubrogepant 50 MG Oral Tablet" → "ubrogepant": the name before the strength. */
function drugName(text: string): string {
  return text
    .replace(/\(.*?\)/g, ' ')
    .split(/\s+(?=\d|oral|tablet|capsule|injection|solution|mg|mcg|hr\b|\[)/i)[0]!
    .replace(/^\d+\s*(?:hr|ml)\s+/i, '')
    .trim()
    .toLowerCase();
}

function conditionName(text: string): string {
  return text
    .replace(/\s*\((?:disorder|finding|situation)\)\s*$/i, '')
    .trim()
    .toLowerCase();
}

/**
 * What the chart names joins the vocabulary for this visit, so that a rare drug or problem is recognised when somebody says it.
 * It stays vocabulary: nothing of the chart enters a note that was not said.
 */
export function withChart(resources: DraftResources, chart: ChartContext | undefined): DraftResources {
  if (!chart) return resources;
  const terms: (readonly [LexiconEntry['kind'], string])[] = [
    ...chart.medications.map((item) => ['drug', drugName(item.text)] as const),
    ...chart.allergies.map((item) => ['drug', drugName(item.text)] as const),
    ...chart.problems.map((item) => ['condition', conditionName(item.text)] as const),
  ];
  const fresh = terms.filter(([, term]) => /^[a-z][a-z' /-]{2,60}$/.test(term) && !resources.lexicon.lookup(term));
  if (fresh.length === 0) return resources;
  const added = fresh.map(([kind, term]): LexiconEntry => ({ kind, preferred: term, group: 'chart', synonyms: [] }));
  return { ...resources, lexicon: buildLexicon([...resources.entries, ...added]) };
}
