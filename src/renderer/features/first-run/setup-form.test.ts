import { expect, it } from 'vitest';
import { checkSetup } from './setup-form.ts';

const good = { name: 'Ana Reyes', credentials: '', npi: '', passphrase: 'correct horse', again: 'correct horse' };

it('accepts what the host accepts', () => {
  expect(checkSetup(good)).toEqual({});
  expect(checkSetup({ ...good, npi: ' 1234567890 ' })).toEqual({});
});

it.each([
  [{ name: ' ' }, { name: 'firstRun.nameMissing' }],
  [{ npi: '123' }, { npi: 'firstRun.npiWrong' }],
  [{ passphrase: 'short', again: 'short' }, { passphrase: 'firstRun.passphraseShort' }],
  [{ again: 'correct house' }, { again: 'firstRun.passphraseDiffers' }],
])('says what is wrong with %o', (change, expected) => expect(checkSetup({ ...good, ...change })).toEqual(expected));
