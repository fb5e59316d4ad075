/** A tagged dialogue as the product may meet it: lines, one paragraph, or a recogniser's segments. */
import { BOUNDARY, type RoleUnits, toUnits } from '../src/main/domain/speech/role-model-features.ts';
import type { Dialogue, Role } from './speakers-corpora.ts';

export const STYLES = [
  'turns',
  'turns-bare',
  'sentences',
  'paragraph',
  'paragraph-bare',
  'segments',
  'segments-noisy',
] as const;
export type Style = (typeof STYLES)[number];

/** One line, or one recogniser's segment: its whitespace tokens and who says each. */
export interface Line {
  readonly tokens: string[];
  readonly roles: Role[];
}

/** mulberry32 */
export function seeded(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FILLER = /^(?:um+|uh+|uhm+|er+m?|ah+|hm+|mm+)[.,…-]*$/i;
const isSentenceEnd = (token: string) => /[.?!…]["')]*$/.test(token);

/** No punctuation, no capitals: how some recognisers and some corpora write. */
function bare(line: Line): Line {
  const kept = line.tokens
    .map((token, index) => ({
      token: token.toLowerCase().replace(/^[^\p{L}\p{N}']+|[^\p{L}\p{N}]+$/gu, ''),
      role: line.roles[index]!,
    }))
    .filter((item) => item.token !== '');
  return { tokens: kept.map((item) => item.token), roles: kept.map((item) => item.role) };
}

/** Word errors of about one in ten, fillers mostly gone, sentence ends sometimes missed: like a small recogniser. */
function misheard(line: Line, random: () => number, vocabulary: readonly string[]): Line {
  const tokens: string[] = [];
  const roles: Role[] = [];
  line.tokens.forEach((token, index) => {
    if (FILLER.test(token) && random() < 0.8) return;
    if (random() < 0.03) return;
    let heard = token;
    if (random() < 0.06) {
      const tail = /[.,?!]*$/.exec(token)![0];
      heard = vocabulary[Math.floor(random() * vocabulary.length)]! + tail;
    }
    if (isSentenceEnd(heard) && random() < 0.25)
      heard = random() < 0.6 ? heard.replace(/[.?!]+$/, ',') : heard.replace(/[.?!]+$/, '');
    else if (heard.endsWith('?') && random() < 0.15) heard = heard.replace(/\?+$/, '.');
    if (heard === '') return;
    tokens.push(heard);
    roles.push(line.roles[index]!);
  });
  return { tokens, roles };
}

function cutAt(all: Line, cut: (index: number, length: number) => boolean): Line[] {
  const lines: Line[] = [];
  let current: Line = { tokens: [], roles: [] };
  all.tokens.forEach((token, index) => {
    current.tokens.push(token);
    current.roles.push(all.roles[index]!);
    if (cut(index, current.tokens.length)) {
      lines.push(current);
      current = { tokens: [], roles: [] };
    }
  });
  if (current.tokens.length > 0) lines.push(current);
  return lines;
}

/** Cuts as a voice-activity detector makes them: at many changes of speaker, at some pauses, now and then in a sentence, at most about 15 s. */
function asSegments(all: Line, random: () => number): Line[] {
  return cutAt(all, (index, length) => {
    if (index + 1 >= all.tokens.length) return false;
    if (length >= 38) return true;
    const changes = all.roles[index] !== all.roles[index + 1];
    if (changes) return random() < 0.6;
    if (isSentenceEnd(all.tokens[index]!)) return random() < 0.45;
    return /,$/.test(all.tokens[index]!) ? random() < 0.12 : random() < 0.015;
  });
}

export function render(dialogue: Dialogue, style: Style, seed: number, vocabulary: readonly string[] = []): Line[] {
  const random = seeded(seed);
  const turns = dialogue.turns.map((turn): Line => {
    const tokens = turn.text.match(/\S+/g) ?? [];
    return { tokens: [...tokens], roles: tokens.map(() => turn.role) };
  });
  const all = (lines: readonly Line[]): Line => ({
    tokens: lines.flatMap((line) => line.tokens),
    roles: lines.flatMap((line) => line.roles),
  });
  switch (style) {
    case 'turns':
      return turns;
    case 'turns-bare':
      return turns.map(bare).filter((line) => line.tokens.length > 0);
    case 'sentences':
      return turns.flatMap((turn) => cutAt(turn, (index) => isSentenceEnd(turn.tokens[index]!)));
    case 'paragraph':
      return [all(turns)];
    case 'paragraph-bare':
      return [bare(all(turns))];
    case 'segments':
      return asSegments(all(turns), random);
    case 'segments-noisy':
      return asSegments(misheard(all(turns), random, vocabulary), random);
  }
}

export interface LabelledUnits {
  readonly units: RoleUnits;
  /** 1 clinician, 0 patient (relatives speak for the patient), for each unit. */
  readonly labels: Uint8Array;
}

/** What the model is trained on: units with boundaries as the product will set them for that style. */
export function toLabelledUnits(lines: readonly Line[], style: Style): LabelledUnits {
  const words: string[] = [];
  const punctuation: number[] = [];
  const boundary: number[] = [];
  const labels: number[] = [];
  const turns = style.startsWith('turns');
  const between = turns ? BOUNDARY.line : style.startsWith('segments') ? BOUNDARY.cut : BOUNDARY.looseLine;
  for (const line of lines) {
    const units = toUnits(line.tokens);
    if (units.words.length === 0) continue;
    const offset = words.length;
    words.push(...units.words);
    punctuation.push(...units.punctuation);
    units.words.forEach((_, index) =>
      boundary.push(index + 1 === units.words.length ? between : turns ? BOUNDARY.inside : BOUNDARY.none),
    );
    const lineLabels = new Array<number>(units.words.length).fill(0);
    units.unitOf.forEach((unit, token) => {
      if (unit >= 0) lineLabels[unit] = line.roles[token] === 'clinician' ? 1 : 0;
    });
    labels.push(...lineLabels);
    if (labels.length !== offset + units.words.length) throw new Error('labels and words differ');
  }
  return {
    units: { words, punctuation: Uint8Array.from(punctuation), boundary: Uint8Array.from(boundary) },
    labels: Uint8Array.from(labels),
  };
}
