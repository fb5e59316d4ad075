/** One step of the schema, forward only. Once released, a step never changes: the next change is the next step. */
export interface Migration {
  /** `user_version` after this step; steps count 1, 2, 3 … */
  readonly version: number;
  /** Runs inside one transaction with the step's `user_version`. */
  readonly sql: string;
}
