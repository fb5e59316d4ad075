import {
  LARGEST_WORD_LIST,
  LONGEST_WORD,
  type SkippedLine,
  type SkippedReason,
  type WordList,
  type WordListEntry,
} from '../../../shared/model/word-list.ts';

export interface WordListImport {
  /** The whole list afterwards. */
  readonly entries: WordList;
  /** New terms, and terms that are written or said differently now. */
  readonly added: WordList;
  readonly changed: WordList;
  /** Lines count from 1. Empty lines, comments (`#`) and a heading are passed over without a word. */
  readonly skipped: SkippedLine[];
}

const HEADING = /^(?:terms?|words?|phrases?|palabras?|t[eé]rminos?)$/i;
const MARK_OF_A_LIST = /^(?:[-*•·–—]|\d{1,4}[.)])\s+/;
const SHORTEST_WORD = 2;

/**
 * Reads what people paste or export: a word or phrase a line; how it is said after `=`, a tab, or in a second column (comma or
 * semicolon, quotes as spreadsheets write them). List marks, stray spaces and a byte-order mark are cleaned away.
 */
export function importWordList(current: WordList, text: string): WordListImport {
  const entries = new Map(current.map((entry) => [keyOf(entry.term), entry]));
  const added = new Map<string, WordListEntry>();
  const changed = new Map<string, WordListEntry>();
  const skipped: SkippedLine[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .forEach((raw, index) => {
      const columns = columnsOf(raw);
      const term = cleaned(columns[0] ?? '');
      if ((term === '' && !/\S/.test(raw)) || raw.trimStart().startsWith('#')) return;
      if (index === 0 && HEADING.test(term)) return;
      const skip = (reason: SkippedReason): void => {
        skipped.push({ line: index + 1, reason });
      };
      const said = cleaned(columns[1] ?? '');
      const wrong = faultOf(term) ?? (said === '' ? undefined : faultOf(said));
      if (wrong) {
        skip(wrong);
        return;
      }
      const key = keyOf(term);
      const soundsLike = said === '' || keyOf(said) === key ? undefined : said;
      const before = entries.get(key);
      const entry: WordListEntry = { term, ...(soundsLike === undefined ? {} : { soundsLike }) };
      // A line without a sound does not take one away.
      const isNews = before && (before.term !== term || (soundsLike !== undefined && before.soundsLike !== soundsLike));
      if (before && !isNews) skip('repeated');
      else if (!before && entries.size >= LARGEST_WORD_LIST) skip('list-full');
      else {
        const kept = { ...before, ...entry };
        entries.set(key, kept);
        if (before && !added.has(key)) changed.set(key, kept);
        else added.set(key, kept);
      }
    });
  return {
    entries: inOrder(entries.values()),
    added: inOrder(added.values()),
    changed: inOrder(changed.values()),
    skipped,
  };
}

/** The same list with each term once, spaces tidied, in alphabetical order. Of repeated terms the last counts. */
export function tidyWordList(entries: WordList): WordList {
  const byKey = new Map<string, WordListEntry>();
  for (const { term, soundsLike } of entries) {
    const tidy = cleaned(term);
    if (faultOf(tidy)) continue;
    const said = soundsLike === undefined ? '' : cleaned(soundsLike);
    byKey.set(keyOf(tidy), { term: tidy, ...(said === '' || faultOf(said) ? {} : { soundsLike: said }) });
  }
  return inOrder(byKey.values());
}

/** What a recogniser is told: `term`, or `term = how it sounds` (see `TranscriptionOptions.vocabulary`). */
export const phraseOf = ({ term, soundsLike }: WordListEntry): string =>
  soundsLike === undefined ? term : `${term} = ${soundsLike}`;

/** The other way round. */
export function entryOfPhrase(phrase: string): WordListEntry {
  const at = phrase.indexOf(' = ');
  return at < 0 ? { term: phrase } : { term: phrase.slice(0, at), soundsLike: phrase.slice(at + 3) };
}

function columnsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map(unquoted);
  const equals = /^([^=]*)=(.*)$/.exec(line);
  if (equals) return [unquoted(equals[1]!), unquoted(equals[2]!)];
  const columns: string[] = [];
  let rest = line.trim();
  while (rest !== '' && columns.length < 2) {
    const quoted = /^"((?:[^"]|"")*)"\s*(?:[,;]|$)/.exec(rest);
    const plain = /^([^,;]*)(?:[,;]|$)/.exec(rest)!;
    const [whole, column] = quoted ?? plain;
    columns.push(column!.replaceAll('""', '"'));
    rest = rest.slice(whole.length).trimStart();
  }
  return columns;
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');

const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    // Characters that nobody sees: controls, zero-width marks, soft hyphens.
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MARK_OF_A_LIST, '')
    .replace(/^["'“”‘]+|["'“”’.,;:]+$/g, '')
    .trim();

function faultOf(text: string): SkippedReason | undefined {
  if (!/\p{L}/u.test(text)) return 'no-letters';
  if (text.length < SHORTEST_WORD) return 'too-short';
  return text.length > LONGEST_WORD ? 'too-long' : undefined;
}

const keyOf = (term: string): string => term.toLowerCase();

/** By code points of the lower-case term: the same order on every machine. */
const inOrder = (entries: Iterable<WordListEntry>): WordList =>
  [...entries]
    .map((entry) => ({ entry, key: keyOf(entry.term) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);
