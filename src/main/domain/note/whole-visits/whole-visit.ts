import type { ChartContext } from '../../../../shared/model/chart.ts';

/** A place in the note, or `any`: the whole of it. Two keys: either of them. */
export type Place = 'any' | 'subjective' | 'objective' | 'assessment' | 'plan' | 'assessment plan';

/** An invented visit with what its note has to say, and what it must never say. Written before the note was looked at. */
export interface WholeVisit {
  readonly name: string;
  readonly script: string;
  readonly chart?: ChartContext;
  /** Counted: how much of what matters is there. */
  readonly must: readonly (readonly [Place, RegExp])[];
  /** Absolute: one of these is a harm. */
  readonly never: readonly (readonly [Place, RegExp])[];
}
