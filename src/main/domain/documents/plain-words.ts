import { capital } from '../note/sentence-text.ts';
/** One row of `resources/documents/plain-words.tsv`. */
export interface PlainRow {
  /** As clinicians write it; the first form is what the plain words are read back as. */
  readonly clinical: readonly string[];
  readonly plain: string;
  /** `say`: instead of the name. `gloss`: after the name, in brackets, where it stands for the first time. */
  readonly mode: 'say' | 'gloss';
}

export interface PlainWords {
  readonly rows: readonly PlainRow[];
  /** @param glossed names explained already; those explained here are added */
  toPlain(text: string, glossed?: Set<string>): string;
  /** Back to what a clinician would write. Words that stand in `kept` as they are here were never changed, and stay. */
  toClinical(text: string, kept: string): string;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const bounded = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w-])(?:${phrases.map(escape).join('|')})(?![\\w-]|\\.\\w)`, 'gi');
const byLength = (a: string, b: string): number => b.length - a.length;

/** The case of the first letter follows what it stands in for; an abbreviation in capitals does not shout. */
function likeCase(pattern: string, text: string): string {
  const shouts = pattern.length > 1 && pattern === pattern.toUpperCase();
  return /^[A-Z]/.test(pattern) && !shouts ? capital(text) : text;
}

export function buildPlainWords(rows: readonly PlainRow[]): PlainWords {
  const byForm = new Map<string, PlainRow>();
  for (const row of rows) for (const form of row.clinical) byForm.set(form.toLowerCase(), row);
  const forms = bounded([...byForm.keys()].sort(byLength));
  const glosses = new RegExp(
    ` \\((?:${rows
      .filter(({ mode }) => mode === 'gloss')
      .map(({ plain }) => escape(plain))
      .sort(byLength)
      .join('|')})\\)`,
    'g',
  );
  const byPlain = new Map<string, string>();
  for (const row of rows)
    if (row.mode === 'say' && !byPlain.has(row.plain.toLowerCase()))
      byPlain.set(row.plain.toLowerCase(), row.clinical[0]!);
  const plains = bounded([...byPlain.keys()].sort(byLength));
  return {
    rows,
    toPlain(text, glossed = new Set()) {
      return text.replace(forms, (found, at: number) => {
        const row = byForm.get(found.toLowerCase())!;
        if (row.mode === 'say') return likeCase(at === 0 ? found : found.toLowerCase(), row.plain);
        const name = found.toLowerCase();
        const told = text.toLowerCase().includes(row.plain.replace(/^an? /, ''));
        if (
          told ||
          glossed.has(name) ||
          text
            .slice(at + found.length)
            .trimStart()
            .startsWith('(')
        )
          return found;
        glossed.add(name);
        return `${found} (${row.plain})`;
      });
    },
    toClinical(text, kept) {
      const stood = kept.toLowerCase();
      return text
        .replace(glosses, '')
        .replace(plains, (found) =>
          stood.includes(found.toLowerCase()) ? found : likeCase(found, byPlain.get(found.toLowerCase())!),
        );
    },
  };
}
