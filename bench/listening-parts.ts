/** What the listening benchmark and the listening evaluation share. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { createTranscriber, type TranscriberSettings } from '../src/main/adapters/speech/create-transcriber.ts';
import type { HearAgain } from '../src/main/adapters/speech/hear-again.ts';
import { createSecondListener } from '../src/main/adapters/speech/second-listener.ts';
import type { Log } from '../src/main/ports/runtime.ts';
import type { HeardSegment, Transcriber, TranscriptionOptions } from '../src/main/ports/transcriber.ts';

const SHARED = path.resolve(import.meta.dirname, '../../shared');
export const OSCE = path.join(SHARED, 'data/fareez_osce');
export const WER_SCRIPT = path.join(SHARED, 'eval/wer.py');

export interface Recording {
  readonly name: string;
  readonly file: string;
  /** Human transcript, turns tagged D: and P:. */
  readonly reference: string;
}

/** The shared recordings that have a transcript; none where the folder is not there. */
export function sharedRecordings(): Recording[] {
  const folder = path.join(OSCE, 'audio');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mp3'))
    .sort()
    .map((file) => {
      const name = path.basename(file, '.mp3');
      return { name, file: path.join(folder, file), reference: path.join(OSCE, 'Clean Transcripts', `${name}.txt`) };
    })
    .filter(({ reference }) => existsSync(reference));
}

/** The project's own synthetic visit: always there. */
export const SAMPLE_VISIT = path.resolve(import.meta.dirname, '../resources/sample-visit/visit.ogg');

export const WORKER_ENTRY = new URL('../src/main/workers/speech.entry.ts', import.meta.url);

/** The second hearing as the product has it. */
export function secondListener(): HearAgain {
  const { entries } = loadDraftResources(path.resolve(import.meta.dirname, '../resources'));
  return createSecondListener({ drugNames: entries.filter((entry) => entry.kind === 'drug') });
}

/** A transcriber, and the ids of the processes it has worked in. */
export function openTranscriber(settings: Partial<TranscriberSettings> = {}): {
  transcriber: Transcriber;
  workerPids: () => readonly number[];
} {
  const pids: number[] = [];
  const note: Log['info'] = (event, fields) => {
    if (event === 'speech.worker-started') pids.push(Number(fields?.['pid'] ?? 0));
  };
  const log: Log = { info: note, warn: note, error: note };
  const transcriber = createTranscriber({ engine: 'moonshine', workerEntry: WORKER_ENTRY, log, ...settings });
  return { transcriber, workerPids: () => pids };
}

export async function decodeFile(file: string): Promise<Float32Array> {
  const source = await openFileByteSource(file);
  const blocks: Float32Array[] = [];
  for await (const block of createAudioDecoder().decode(source)) blocks.push(block);
  await source.close();
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return samples;
}

export async function hearSamples(
  transcriber: Transcriber,
  samples: Float32Array,
  options: Partial<TranscriptionOptions> = {},
): Promise<HeardSegment[]> {
  const segments = new Map<string, HeardSegment>();
  const session = await transcriber.open({ ...options, onSegment: (segment) => segments.set(segment.id, segment) });
  for (let at = 0; at < samples.length; at += 16_000) await session.push(samples.subarray(at, at + 16_000));
  await session.finish();
  return [...segments.values()];
}

/** The same again and again, until it is this long. */
export function repeated(samples: Float32Array, seconds: number): Float32Array {
  const whole = new Float32Array(16_000 * seconds);
  for (let at = 0; at < whole.length; at += samples.length)
    whole.set(samples.subarray(0, Math.min(samples.length, whole.length - at)), at);
  return whole;
}

/** Resident memory of a process in MB, now and at its peak. Undefined where the system does not tell. */
export function memoryOf(pid: number | 'self'): { nowMB: number; peakMB: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const value = (key: string): number => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
    return { nowMB: value('VmRSS'), peakMB: value('VmHWM') };
  } catch {
    return undefined;
  }
}

/** The same of several processes together. */
export function memoryOfAll(pids: readonly number[]): { nowMB: number; peakMB: number } {
  const all = pids.flatMap((pid) => memoryOf(pid) ?? []);
  const sum = (key: 'nowMB' | 'peakMB'): number => all.reduce((total, memory) => total + memory[key], 0);
  return { nowMB: sum('nowMB'), peakMB: sum('peakMB') };
}

/** Processor time that processes have used, in their own code and the system's. 0 where the system does not tell. */
export function cpuSecondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      // After the name in brackets: state, ten fields, then user and system time in hundredths of a second (proc_pid_stat(5)).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return sum;
    }
  }, 0);
}

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN;
};

export const round = (value: number, digits = 4): number => Number(value.toFixed(digits));
