import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { describeStartFailure } from './start-failure.ts';

const place = { profileDir: '/profiles/one', port: 8080 };
const say = (error: unknown) => describeStartFailure(error, place);

describe('why the app did not start', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'EADDRINUSE' }), 'port 8080 is taken'],
    [Object.assign(new Error('x'), { code: 'EACCES' }), 'port 8080 may not be used'],
    [new AppError('conflict.profile-in-use'), '/profiles/one'],
    [new AppError('storage.key'), 'nothing was changed'],
    [new AppError('storage.weak-secret'), 'keychain'],
    [new AppError('storage.corrupt'), 'Restore'],
    [new AppError('storage.newer-version'), 'newer Chartside'],
    [new AppError('storage.full'), 'disk is full'],
    [new AppError('model.missing', { params: { file: 'encoder.onnx' } }), '(encoder.onnx)'],
    [new AppError('model.corrupt'), 'install it again'],
  ])('%s: one line that says what to do', (error, part) => {
    const text = say(error);
    expect(text).toContain(part);
    expect(text).not.toContain('\n');
  });

  it('is left to the caller when it is none of these', () => {
    for (const error of [new Error('Mrs Alvarez'), new AppError('bug'), undefined, 'text']) {
      expect(say(error)).toBeUndefined();
    }
  });
});
