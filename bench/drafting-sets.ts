/** The sets that drafting is judged on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeldOut, readAci, SHARED, type Visit } from './drafting-corpora.ts';

/** PriMock57: turns of the two channels in order of time, and the clinician's own short note. */
export function readPrimock(): Visit[] | undefined {
  const dir = join(SHARED, 'data/primock57');
  if (!existsSync(dir)) return undefined;
  return readdirSync(join(dir, 'notes'))
    .sort()
    .map((file) => {
      const id = file.replace('.json', '');
      const turns = (['doctor', 'patient'] as const).flatMap((who) => {
        const grid = readFileSync(join(dir, 'transcripts', `${id}_${who}.TextGrid`), 'utf8');
        return [...grid.matchAll(/xmin = ([\d.]+)\s+xmax = [\d.]+\s+text = "([^"]*)"/g)].map((match) => ({
          at: Number(match[1]),
          line: `[${who}] ${match[2]!.replace(/<[^>]*>/g, ' ').trim()}`,
        }));
      });
      const dialogue = turns
        .filter((turn) => /\] \S/.test(turn.line))
        .sort((a, b) => a.at - b.at)
        .map((turn) => turn.line)
        .join('\n');
      return {
        id,
        dialogue,
        note: (JSON.parse(readFileSync(join(dir, 'notes', file), 'utf8')) as { note: string }).note,
      };
    });
}

/** One visit typed and as a recogniser heard it. */
export interface Pair {
  readonly clean: Visit;
  readonly heard: Visit;
}

const key = (visit: Visit): string =>
  visit.note
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .slice(0, 400);

/** The same visits by two hands, found by their names or their notes. */
export function pairs(clean: readonly Visit[] | undefined, heard: readonly Visit[] | undefined): Pair[] {
  const byNote = new Map((clean ?? []).map((visit) => [key(visit), visit]));
  const byId = new Map((clean ?? []).map((visit) => [visit.id, visit]));
  return (heard ?? []).flatMap((visit) => {
    const twin = byId.get(visit.id) ?? byNote.get(key(visit));
    return twin ? [{ clean: twin, heard: { ...visit, note: twin.note } }] : [];
  });
}

export function pairsOfValid(): { readonly aci: Pair[]; readonly virtscribe: Pair[] } {
  return {
    aci: pairs(readAci('src_experiment_data/valid_aci_asrcorr.csv'), readAci('src_experiment_data/valid_aci_asr.csv')),
    virtscribe: pairs(
      readAci('src_experiment_data/valid_virtscribe_humantrans.csv'),
      readAci('src_experiment_data/valid_virtscribe_asr.csv'),
    ),
  };
}

/** Visits of the held-out fifth of the training set that a recogniser's text exists of. */
export function pairsHeldOut(): Pair[] {
  const held = readAci('challenge_data/train.csv')?.filter(isHeldOut);
  return [
    ...pairs(held, readAci('src_experiment_data/train_aci_asrcorr.csv')),
    ...pairs(held, readAci('src_experiment_data/train_virtscribe_asr.csv')),
  ];
}
