import type { DraftingCheck, DraftingView } from '../../shared/contract/drafting.ts';
import type { ProcedureInput } from '../../shared/contract/index.ts';

export const DRAFTING_VIEW: DraftingView = {
  engine: { kind: 'built-in' },
  hasKey: false,
  locked: false,
  allowed: { local: 'any', loopback: true, endpoints: [] },
};

export const GOOD_CHECK: DraftingCheck = {
  ok: true,
  tookMs: 3_200,
  model: { name: 'small-clinic-8b' },
  dropped: 2,
  sentences: [{ heading: 'Subjective', text: 'Sore throat for 3 days.' }],
};

/** Drafting as main has it: what is chosen stays chosen. */
export function scriptedDrafting(start: DraftingView = DRAFTING_VIEW, check: DraftingCheck = GOOD_CHECK) {
  let view = start;
  return {
    'drafting.get': () => view,
    'drafting.set': ({ engine, bearer }: ProcedureInput<'drafting.set'>) =>
      (view = { ...view, engine, hasKey: bearer === undefined ? view.hasKey : bearer !== '' }),
    'drafting.check': () => check,
  };
}
