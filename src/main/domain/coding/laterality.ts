import type { CodeEntry, CodeTable } from './code-table.ts';

export type Side = 'left' | 'right' | 'bilateral';

export const SITES = [
  'knee', 'shoulder', 'hip', 'ankle', 'elbow', 'wrist', 'hand', 'finger', 'thumb', 'foot', 'toe', 'heel', 'arm', 'forearm', 'leg', 'thigh',
  'calf', 'shin', 'ear', 'eye', 'eyelid', 'breast', 'kidney', 'flank', 'groin', 'axilla', 'armpit', 'collarbone', 'clavicle', 'rib', 'buttock',
  'testicle', 'ovary', 'lung', 'cheek', 'femur', 'tibia', 'fibula', 'radius', 'ulna', 'humerus', 'patella', 'achilles', 'hamstring',
  'carpal tunnel', 'rotator cuff', 'meniscus', 'sciatica', 'limb', 'extremity',
] as const; // prettier-ignore

const SIDE = /\b(left|right|bilateral(?:ly)?|both|lt|rt)\b(?:[- ]sided)?/gi;

/** The sides a text names, in order. "Right" as in "all right" or "right now" is none. */
export function sidesIn(text: string): Side[] {
  const sides: Side[] = [];
  for (const match of text.matchAll(SIDE)) {
    const word = match[1]!.toLowerCase();
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
    const before = text.slice(Math.max(0, match.index - 8), match.index);
    if (
      word === 'right' &&
      (/^\s*(?:now|away|here|there|after|before)\b/i.test(after) || /\b(?:all|is|that's)\s+$/i.test(before))
    )
      continue;
    if (word === 'left' && /^\s*(?:the|his|her|without|against|untreated|over|off)\b/i.test(after)) continue;
    sides.push(
      word.startsWith('bilateral') || word === 'both'
        ? 'bilateral'
        : word === 'lt'
          ? 'left'
          : word === 'rt'
            ? 'right'
            : (word as Side),
    );
  }
  return sides;
}

/** Body sites that a text names, singular. */
export function sitesIn(text: string): string[] {
  return SITES.filter((site) => new RegExp(`\\b${site}(?:s|es)?\\b`, 'i').test(text));
}

/** The one side a text gives; left and right of the same thing are both. */
export function onlySide(text: string): Side | undefined {
  const sides = new Set(sidesIn(text));
  if (sides.has('bilateral') || (sides.has('left') && sides.has('right'))) return 'bilateral';
  const [side] = sides;
  return side;
}

export function isSideOpen(entry: CodeEntry): boolean {
  return (
    /\bunspecified (?!organism|type|whether|as|site|part|fall|nature|degree|severity|control|trimester|encounter)[a-z ]*/i.test(
      entry.display,
    ) && !/\b(?:left|right|bilateral)\b/i.test(entry.display)
  );
}

/** The same code for a stated side, where the classification has one: same title but for the side. */
export function withSide(table: CodeTable, entry: CodeEntry, side: Side): CodeEntry | undefined {
  const base = bare(entry.display);
  const last = entry.code.length === 8 ? entry.code.at(-1) : undefined;
  for (const candidate of siblings(table, entry.code.slice(0, 5))) {
    if (!candidate.billable || (last !== undefined && candidate.code.at(-1) !== last)) continue;
    if (!new RegExp(`\\b${side}\\b`, 'i').test(candidate.display)) continue;
    if (bare(candidate.display) === base) return candidate;
  }
  return undefined;
}

const groups = new WeakMap<CodeTable, Map<string, CodeEntry[]>>();

function siblings(table: CodeTable, stem: string): readonly CodeEntry[] {
  let byStem = groups.get(table);
  if (!byStem) {
    byStem = new Map();
    for (const entry of table.entries()) {
      const key = entry.code.slice(0, 5);
      const group = byStem.get(key);
      if (group) group.push(entry);
      else byStem.set(key, [entry]);
    }
    groups.set(table, byStem);
  }
  return byStem.get(stem) ?? [];
}

/** A text without what names a part of the body or its side: empty where it says nothing of a condition. */
export function withoutSites(text: string): string {
  return text
    .replace(
      new RegExp(
        `\\b(?:${SITES.filter((site) => site !== 'sciatica').join('|')}|back|neck|chest|abdomen|spine|head|face|skin|body)(?:s|es)?\\b`,
        'gi',
      ),
      ' ',
    )
    .replace(SIDE, ' ');
}

function bare(display: string): string {
  return display
    .toLowerCase()
    .replace(/\b(?:unspecified|left|right|bilateral|side|, bilateral)\b/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/(\w)s\b/g, '$1')
    .trim();
}
