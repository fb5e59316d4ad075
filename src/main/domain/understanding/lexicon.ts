import { fold, type Token } from './tokens.ts';

export type ConceptKind = 'symptom' | 'condition' | 'drug' | 'test' | 'procedure' | 'anatomy';

export interface Concept {
  /** `kind:preferred term`. */
  readonly id: string;
  readonly kind: ConceptKind;
  /** What a clinician would write. */
  readonly preferred: string;
  /** Body system for symptoms and conditions, class for drugs, sort for tests and procedures. */
  readonly group: string;
}

export interface Mention {
  readonly concept: Concept;
  /** Token indices, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface LexiconEntry {
  readonly kind: ConceptKind;
  readonly preferred: string;
  readonly group: string;
  readonly synonyms: readonly string[];
}

export interface Lexicon {
  readonly concepts: ReadonlyMap<string, Concept>;
  /** Longest match wins, left to right; mentions do not overlap. */
  find(tokens: readonly Token[]): Mention[];
  /** The concept a whole phrase names, if any. */
  lookup(phrase: string): Concept | undefined;
}

interface Node {
  next: Map<string, Node>;
  concept?: Concept;
}

const VAGUE_POSSESSIVE = new Set([
  'my',
  'your',
  'his',
  'her',
  'their',
  'the',
  'a',
  'an',
  'our',
  'any',
  'some',
  'that',
  'this',
]);

/** "pain in my knee" is stored without its possessive, so that any determiner matches. */
function keyOf(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .replace(/'s\b/g, "'s")
    .split(/[^a-z0-9'%/+.-]+/)
    .filter((word) => word !== '' && !VAGUE_POSSESSIVE.has(word))
    .flatMap((word) =>
      word === "can't" || word === 'cannot' ? ['can', 'not'] : word === "won't" ? ['will', 'not'] : [word],
    )
    .map(fold);
}

/** Chart terms (problems, medications, allergies) join as vocabulary; on a clash the lexicon's own concept stands. */
export function buildLexicon(entries: readonly LexiconEntry[]): Lexicon {
  const root: Node = { next: new Map() };
  const concepts = new Map<string, Concept>();
  const insert = (phrase: string, concept: Concept): void => {
    const key = keyOf(phrase);
    if (key.length === 0) return;
    let node = root;
    for (const word of key) {
      let next = node.next.get(word);
      if (!next) node.next.set(word, (next = { next: new Map() }));
      node = next;
    }
    node.concept ??= concept;
  };
  for (const entry of entries) {
    const id = `${entry.kind}:${entry.preferred.toLowerCase()}`;
    const concept = concepts.get(id) ?? { id, kind: entry.kind, preferred: entry.preferred, group: entry.group };
    concepts.set(id, concept);
    insert(entry.preferred, concept);
  }
  for (const entry of entries) {
    const concept = concepts.get(`${entry.kind}:${entry.preferred.toLowerCase()}`)!;
    for (const synonym of entry.synonyms) insert(synonym, concept);
  }
  const walk = (tokens: readonly Token[], from: number): Mention | undefined => {
    let node: Node | undefined = root;
    let best: Mention | undefined;
    for (let i = from; i < tokens.length && node; i++) {
      const token: Token = tokens[i]!;
      if (token.kind === 'punct') {
        if (token.norm === ',' && i > from) break;
        break;
      }
      if (i > from && VAGUE_POSSESSIVE.has(token.norm)) continue;
      // "my belly's been killing me": the clitic is no part of the noun.
      node =
        node.next.get(fold(token.norm)) ??
        node.next.get(token.norm) ??
        (token.norm.endsWith("'s") ? node.next.get(fold(token.norm.slice(0, -2))) : undefined);
      if (node?.concept) best = { concept: node.concept, start: from, end: i + 1 };
    }
    return best;
  };
  const find = (tokens: readonly Token[]): Mention[] => {
    const mentions: Mention[] = [];
    for (let i = 0; i < tokens.length;) {
      const mention = tokens[i]!.kind === 'punct' ? undefined : walk(tokens, i);
      if (mention) {
        mentions.push(mention);
        i = mention.end;
      } else i++;
    }
    return mentions;
  };
  return {
    concepts,
    find,
    lookup: (phrase) => {
      let node: Node | undefined = root;
      for (const word of keyOf(phrase)) node = node?.next.get(word);
      return node?.concept;
    },
  };
}
