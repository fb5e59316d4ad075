/** Into the history that is known already where it is the same, else a fact of its own. */
import { add, known, rest, type Discourse, type Draft, type HistoryBody } from './draft-fact.ts';
import type { Said } from './said.ts';

export function put(
  body: HistoryBody,
  said: Said,
  state: Discourse,
  trust = 0.9,
  useQuestion = false,
): Draft<HistoryBody> {
  const units = useQuestion || said.unit.tokens.length < 5 ? said.pair : [said.unit];
  for (const old of known(state, body)) {
    if (old.body.kind !== body.kind) continue;
    if (body.kind === 'family' && old.body.relative !== body.relative) {
      // "My mother … she had it at 50" names her again; "the family" is anybody.
      if (old.body.relative !== undefined && body.relative !== undefined) continue;
    }
    if (old.body.assertion !== body.assertion && (old.body.assertion === 'negated' || body.assertion === 'negated'))
      continue;
    if (old.body.side && body.side && old.body.side !== body.side) continue;
    old.body.detail ??= body.detail;
    old.body.when ??= body.when;
    old.body.relative ??= body.relative;
    old.body.side ??= body.side;
    if (
      body.assertion !== 'present' &&
      old.body.assertion === 'present' &&
      said.unit.index - old.units[0]!.index < 12 &&
      (body.kind === 'medical' || (body.kind === 'social' && body.assertion === 'historical'))
    )
      old.body.assertion = body.assertion;
    rest(old as unknown as Draft, units);
    return old;
  }
  return add(state, body, units, said.by, trust);
}
