import type { Note } from '../../../../shared/model/note.ts';
import type { Place, WholeVisit } from './whole-visit.ts';

export interface Judged {
  readonly missed: readonly string[];
  readonly said: readonly string[];
}

/** What is missing of what has to be there, and what stands there that must never. One sentence a line, so that a pattern stays within one. */
export function judgeVisit(visit: WholeVisit, note: Note): Judged {
  const text = (place: Place): string =>
    note.sections
      .filter((section) => place === 'any' || place.split(' ').includes(section.key))
      .flatMap((section) => section.sentences.map(({ text, problem }) => (problem ? `${problem}: ${text}` : text)))
      .join('\n');
  const show = ([place, pattern]: readonly [Place, RegExp]): string => `${place}: ${pattern.source}`;
  return {
    missed: visit.must.filter(([place, pattern]) => !pattern.test(text(place))).map(show),
    said: visit.never
      .filter(([place, pattern]) => pattern.test(text(place)))
      .map((rule) => `${show(rule)} ← ${rule[1].exec(text(rule[0]))?.[0].trim()}`),
  };
}
