import type { z } from 'zod';
import { coding } from './coding.ts';
import { drafting } from './drafting.ts';
import { delivery } from './delivery.ts';
import { documents } from './documents.ts';
import { encounters } from './encounters.ts';
import { models } from './models.ts';
import { notes } from './notes.ts';
import { recording } from './recording.ts';
import { session } from './session.ts';
import { style } from './style.ts';
import { system } from './system.ts';
import { templates } from './templates.ts';
import { transcript } from './transcript.ts';
import { vocabulary } from './vocabulary.ts';

/** The whole contract: every call a renderer can make. */
export const contract = {
  ...session,
  ...encounters,
  ...recording,
  ...notes,
  ...coding,
  ...delivery,
  ...drafting,
  ...system,
  ...transcript,
  ...vocabulary,
  ...templates,
  ...style,
  ...models,
  ...documents,
};

export type Contract = typeof contract;
export type ProcedureName = keyof Contract;
/** What a caller passes (defaults may be left out). */
export type ProcedureInput<N extends ProcedureName> = z.input<Contract[N]['input']>;
/** What a handler gets (defaults filled in). */
export type ParsedInput<N extends ProcedureName> = z.output<Contract[N]['input']>;
export type ProcedureOutput<N extends ProcedureName> = z.output<Contract[N]['output']>;

export { AppEvent } from './events.ts';
export type { AppEventBody } from './events.ts';
