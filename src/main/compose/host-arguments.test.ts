import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArgumentError, parseHostArguments } from './host-arguments.ts';

describe('host arguments', () => {
  it('default to opening a browser on the ordinary profile', () => {
    expect(parseHostArguments([])).toEqual({
      port: undefined,
      profileDir: undefined,
      open: true,
      demo: false,
      ehrUrl: undefined,
    });
  });

  it('are all understood', () => {
    const args = ['--port', '0', '--profile=here', '--no-open', '--demo', '--ehr', 'http://127.0.0.1:1/fhir'];
    expect(parseHostArguments(args)).toEqual({
      port: 0,
      profileDir: path.resolve('here'),
      open: false,
      demo: true,
      ehrUrl: 'http://127.0.0.1:1/fhir',
    });
  });

  it.each([
    ['--port', '70000'],
    ['--port', '-1'],
    ['--port', '8o80'],
    ['--port'],
    ['--profile='],
    ['--ehr', 'nowhere'],
    ['--unknown'],
    ['stray'],
  ])('refuse %s %s', (...args) => {
    expect(() => parseHostArguments(args.filter((arg) => arg !== undefined))).toThrow(ArgumentError);
  });
});
