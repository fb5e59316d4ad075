import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What stands behind `rec`, `arecord` and `sox` in these tests: the sound that comes through a socket, until it is closed. */
const PROGRAM = `#!${process.execPath}
const net = require('node:net');
const args = process.argv.slice(2);
if (args.includes('--version')) process.exit(0);
if (args.includes('-L')) {
  process.stdout.write('null\\n    Discard all samples\\nhw:CARD=Desk,DEV=0\\n    Desk microphone\\n');
  process.exit(0);
}
const device = args[args.indexOf('-D') + 1];
if (args.includes('-D') && !device.startsWith('hw:CARD=Desk')) process.exit(1);
const socket = net.connect(process.env.CHARTSIDE_TEST_MICROPHONE);
socket.on('error', () => process.exit(1));
socket.pipe(process.stdout, { end: false });
socket.on('end', () => process.exit(2));
process.on('SIGTERM', () => process.exit(0));
`;

export interface RecorderPrograms {
  speak(samples: Int16Array): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  end(): Promise<void>;
}

/** Puts scripted recorder programs before the real ones on the path: node-record-lpcm16 starts them as it starts SoX and ALSA's. */
export async function installRecorderPrograms(): Promise<RecorderPrograms> {
  const dir = mkdtempSync(path.join(tmpdir(), 'chartside-recorder-'));
  const bin = path.join(dir, 'bin');
  mkdirSync(bin);
  for (const name of ['rec', 'arecord', 'sox']) {
    writeFileSync(path.join(bin, name), PROGRAM);
    chmodSync(path.join(bin, name), 0o755);
  }
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}${path.delimiter}${before}`;
  process.env['CHARTSIDE_TEST_MICROPHONE'] = path.join(dir, 'microphone');

  const listening = new Set<Socket>();
  let plugged = true;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => listening.delete(socket));
    if (!plugged) return void socket.end();
    listening.add(socket);
    // A microphone always hears something: digital silence here.
    socket.write(Buffer.alloc(64));
  });
  await new Promise<void>((resolve) => server.listen(process.env['CHARTSIDE_TEST_MICROPHONE'], resolve));

  return {
    speak(samples) {
      const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
      // In pieces that cut samples in two, as pipes do.
      for (const socket of listening)
        for (let at = 0; at < bytes.length; at += 4_099) socket.write(bytes.subarray(at, at + 4_099));
      return Promise.resolve();
    },
    unplug() {
      plugged = false;
      for (const socket of listening) socket.end();
      return Promise.resolve();
    },
    plugIn() {
      plugged = true;
      return Promise.resolve();
    },
    async end() {
      process.env['PATH'] = before;
      for (const socket of listening) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
