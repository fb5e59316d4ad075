import path from 'node:path';
import { parseArgs } from 'node:util';

/** How a host with a window is started. Both hosts understand all of it; `port` and `open` mean something to the web host. */
export interface HostArguments {
  readonly port: number | undefined;
  readonly profileDir: string | undefined;
  readonly open: boolean;
  readonly demo: boolean;
  /** With `demo`: the test EHR that signed notes go to. */
  readonly ehrUrl: string | undefined;
}

/** A mistake in how the app was started: one line for the user, exit 2. */
export class ArgumentError extends Error {}

export const HOST_USAGE = 'usage: npm start -- [--demo] [--port N] [--profile DIR] [--no-open] [--web]';

/** @throws ArgumentError */
export function parseHostArguments(argv: readonly string[]): HostArguments {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        profile: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        ehr: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : 'unknown option');
  }
  const { port, profile, ehr } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new ArgumentError('--port needs a number from 0 to 65535');
  }
  if (profile === '') throw new ArgumentError('--profile needs a folder');
  if (ehr !== undefined && !URL.canParse(ehr)) throw new ArgumentError('--ehr needs the address of a FHIR server');
  return {
    port: port === undefined ? undefined : Number(port),
    profileDir: profile === undefined ? undefined : path.resolve(profile),
    open: !values['no-open'],
    demo: values.demo,
    ehrUrl: ehr,
  };
}
