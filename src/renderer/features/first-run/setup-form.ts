import { contract } from '../../../shared/contract/index.ts';
import type { MessageKey } from '../../i18n/messages.ts';

export interface SetupFields {
  name: string;
  credentials: string;
  npi: string;
  passphrase: string;
  again: string;
}
export type SetupField = keyof SetupFields;
type SetupProblem = Extract<
  MessageKey,
  'firstRun.nameMissing' | 'firstRun.npiWrong' | 'firstRun.passphraseShort' | 'firstRun.passphraseDiffers'
>;

const shape = contract['session.setup'].input.shape;

/** What is wrong, by field, in the order of the form. The rules are the contract's own. */
export function checkSetup(fields: SetupFields): Partial<Record<SetupField, SetupProblem>> {
  const problems: Partial<Record<SetupField, SetupProblem>> = {};
  if (!shape.name.safeParse(fields.name).success) problems.name = 'firstRun.nameMissing';
  if (!shape.npi.safeParse(fields.npi.trim() || undefined).success) problems.npi = 'firstRun.npiWrong';
  if (!shape.passphrase.safeParse(fields.passphrase).success) problems.passphrase = 'firstRun.passphraseShort';
  else if (fields.passphrase !== fields.again) problems.again = 'firstRun.passphraseDiffers';
  return problems;
}
