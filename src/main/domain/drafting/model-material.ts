import type { ClinicalFact, VisitFacts } from '../../../shared/model/facts.ts';
import type { Evidence, Note } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import { isToTheMachine } from '../note/words-to-the-machine.ts';

/** What a sentence may rest on, by the id that the model is given. */
export interface Source {
  readonly id: string;
  readonly evidence: readonly Evidence[];
  /** Words that stand for it beside the quotes: a fact's fields, a line of the draft that passed the check. */
  readonly words: string;
  readonly fact?: ClinicalFact;
  readonly group?: string;
  readonly problem?: string;
  readonly sectionKey?: string;
}

export interface Material {
  /** JSON for the prompt: sections, facts, the built-in draft. */
  readonly text: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly sectionKeys: readonly string[];
  /** Segments whose words were addressed to a machine; nothing of them is handed over or may be rested on. */
  readonly withheld: ReadonlySet<string>;
}

/** The segments that speak to the machine, with the one after it of the same speaker: an instruction may be spread over two. */
export function wordsToTheMachine(transcript: Transcript): Set<string> {
  const found = new Set<string>();
  transcript.segments.forEach((segment, i) => {
    if (!isToTheMachine(segment.text)) return;
    found.add(segment.id);
    const next = transcript.segments[i + 1];
    if (next && next.speaker === segment.speaker) found.add(next.id);
  });
  return found;
}

/** Facts with ids and quotes, and the built-in draft by sections: all that a model gets to know of a visit. */
export function makeMaterial(transcript: Transcript, { facts }: VisitFacts, base: Note): Material {
  const withheld = wordsToTheMachine(transcript);
  const isOpen = (evidence: readonly Evidence[]): boolean =>
    evidence.length > 0 && evidence.every(({ segmentId }) => !withheld.has(segmentId));
  const sources = new Map<string, Source>();
  const open = facts.filter((fact) => isOpen(fact.evidence));
  for (const fact of open)
    sources.set(fact.id, { id: fact.id, evidence: fact.evidence, words: Object.values(toLine(fact)).join(' '), fact });
  let n = 0;
  const draft = base.sections.map((section) => ({
    key: section.key,
    sentences: section.sentences
      .filter(({ evidence }) => isOpen(evidence))
      .map((sentence) => {
        const id = `d${++n}`;
        const { evidence, text, group, problem } = sentence;
        sources.set(id, { id, evidence, words: text, group, problem, sectionKey: section.key });
        return { id, text, ...(group === undefined ? {} : { group }), ...(problem === undefined ? {} : { problem }) };
      }),
  }));
  const segments = new Map<string, Evidence[]>();
  for (const { evidence } of sources.values())
    for (const item of evidence) segments.set(item.segmentId, [...(segments.get(item.segmentId) ?? []), item]);
  for (const [id, evidence] of segments) if (!sources.has(id)) sources.set(id, { id, evidence, words: '' });
  const text = JSON.stringify(
    {
      sections: base.sections.map(({ key, heading }) => ({ key, heading })),
      facts: open.map((fact) => ({
        ...toLine(fact),
        quotes: fact.evidence.map(({ segmentId, quote }) => ({ segment: segmentId, quote })),
      })),
      draft,
    },
    null,
    0,
  );
  return { text, sources, sectionKeys: base.sections.map(({ key }) => key), withheld };
}

/** A fact without its evidence and without what is empty. */
function toLine(fact: ClinicalFact): Record<string, unknown> {
  const { evidence: _evidence, corrected: _corrected, confidence: _confidence, ...rest } = fact;
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}
