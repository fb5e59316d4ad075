/** Details told in one breath with findings, each put on the finding that it belongs to. */
import type { Detail, DetailKind } from './details.ts';
import type { Draft, FindingBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import type { Said } from './said.ts';

export interface Heard {
  readonly mention: Mention;
  readonly draft: Draft<FindingBody>;
}

const ACHES = /\b(?:sharp|dull|aching|achy|stabbing|throbbing|pounding|shooting|crushing|squeezing|burning)\b/;
const NO_ACHE = /^(?:photophobia|phonophobia|nausea|vomiting|dizziness|aura|insomnia|fatigue|fever|chills)$/;

export function attach(details: readonly Detail[], heard: readonly Heard[], said: Said): void {
  for (const detail of details) {
    const inside = heard.find(
      ({ mention }) => said.mentions.includes(mention) && detail.start >= mention.start && detail.end <= mention.end,
    );
    if (inside && (detail.kind !== 'quality' || inside.draft.body.term.includes(detail.value))) continue;
    if (detail.kind === 'duration' || detail.kind === 'onset') {
      const sameKind = details.filter((other) => other.kind === detail.kind).length;
      if (sameKind === 1) {
        for (const { draft } of heard) set(draft, detail);
        continue;
      }
    }
    const { draft } = nearest(detail, heard);
    // "Throbbing, and light bothers me": the ache throbs, not the light.
    if (detail.kind === 'quality' && ACHES.test(detail.value) && NO_ACHE.test(draft.body.term)) continue;
    set(draft, detail);
  }
}

function nearest(detail: Detail, heard: readonly Heard[]): Heard {
  let best = heard[0]!;
  let distance = Infinity;
  for (const item of heard) {
    const { start, end } = item.mention;
    // What is said just before a noun or anywhere after it belongs to it ("sharp chest pain", "a cough that is dry").
    const d = detail.start >= end ? detail.start - end : start >= detail.end ? (start - detail.end) * 1.5 : 0;
    if (d < distance) {
      distance = d;
      best = item;
    }
  }
  return best;
}

export function set(draft: Draft<FindingBody>, detail: { kind: DetailKind; value: string }, again = false): void {
  const body = draft.body;
  const value = detail.value.slice(0, 120).replace(/,? (?:yeah|yes|maybe|i guess|probably)$/i, '');
  if (detail.kind === 'aggravatedBy' || detail.kind === 'relievedBy') {
    const list = body[detail.kind];
    if (!list.some((other) => other.includes(value) || value.includes(other))) list.push(value);
    return;
  }
  const old = body[detail.kind];
  if (old === undefined || again) body[detail.kind] = value;
  else if (detail.kind === 'quality' && !old.includes(value)) body.quality = `${old}, ${value}`;
  else if (detail.kind === 'timing' && !old.includes(value)) body.timing = `${old}, ${value}`;
  else if (detail.kind === 'course' && draft.units.length > 1) body.course = value;
}

export function associate(heard: readonly Heard[], said: Said): void {
  if (heard.length < 2) return;
  const linked = /\b(?:with|along with|as well as|accompanied by|associated|plus|also|and)\b/.test(said.text);
  if (!linked) return;
  const [first, ...others] = heard;
  for (const { draft } of others)
    if (draft !== first!.draft && !first!.draft.body.associatedDrafts.includes(draft as unknown as Draft))
      first!.draft.body.associatedDrafts.push(draft as unknown as Draft);
}
