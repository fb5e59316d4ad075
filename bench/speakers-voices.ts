/**
 * Visits in synthetic voices, from held-out dialogues: each turn spoken by flite or espeak-ng (tools of the bench, nothing of them is shipped),
 * with the times of its words as the letters share them out. What a recogniser would have heard is the turn's own words.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { SegmentId } from '../src/shared/model/ids.ts';
import type { TranscriptSegment } from '../src/shared/model/transcript.ts';
import type { Dialogue, Role } from './speakers-corpora.ts';
import { render, seeded } from './speakers-render.ts';

const RATE_HZ = 16_000;

/** `flite:NAME` or `espeak:VOICE`, with a pace and a loudness of its own. */
export interface SyntheticVoice {
  readonly name: string;
  readonly peak: number;
}

export interface SpokenVisit {
  readonly samples: Float32Array;
  /** As a recogniser hands them over: cut at pauses, not at changes of speaker. */
  readonly segments: TranscriptSegment[];
  /** Who said each word of the segments, in order. */
  readonly truth: Role[];
}

const cache = path.join(tmpdir(), 'chartside-voices');

function hasTool(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));
}

export const canSpeak = (): boolean => hasTool('flite') && hasTool('espeak-ng') && hasTool('sox');

function speak(text: string, { name, peak }: SyntheticVoice): Float32Array {
  mkdirSync(cache, { recursive: true });
  const key = createHash('sha256').update(`${name}\n${text}`).digest('hex').slice(0, 24);
  const file = path.join(cache, `${key}.f32`);
  if (!existsSync(file)) {
    const [engine, voice] = name.split(':') as [string, string];
    const wav = path.join(cache, `${key}.${process.pid}.wav`);
    if (engine === 'flite') execFileSync('flite', ['-voice', voice, '-t', text, '-o', wav]);
    else execFileSync('espeak-ng', ['-v', voice, '-s', '165', '-w', wav, '--', text]);
    const raw = `${file}.${process.pid}`;
    execFileSync('sox', [wav, '-t', 'f32', '-r', String(RATE_HZ), '-c', '1', raw]);
    execFileSync('rm', [wav]);
    renameSync(raw, file);
  }
  const bytes = readFileSync(file);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const loudest = all.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const audible = (value: number) => Math.abs(value) > loudest * 0.01;
  const first = Math.max(0, all.findIndex(audible));
  const last = all.findLastIndex(audible) + 1;
  return all.slice(first, Math.max(first + 160, last)).map((value) => (value * peak) / loudest);
}

/** Room tone at about -66 dB and a little echo of the room, the same for everybody: one microphone on the table. */
function inARoom(dry: Float32Array, random: () => number): Float32Array {
  const wet = new Float32Array(dry.length);
  const echoes = Array.from({ length: 24 }, (_, i) => ({
    delay: Math.floor(40 + 90 * i + 60 * random()),
    gain: 0.25 * Math.exp(-i / 7) * (random() < 0.5 ? -1 : 1),
  }));
  for (let i = 0; i < dry.length; i++) {
    let sum = dry[i]! + (random() - 0.5) * 0.0017;
    for (const { delay, gain } of echoes) if (i >= delay) sum += gain * dry[i - delay]!;
    wet[i] = sum;
  }
  return wet;
}

/** @param voices who speaks for whom; the roles of the dialogue are not told to anybody else */
export function speakVisit(
  dialogue: Dialogue,
  voices: Readonly<Record<Role, SyntheticVoice>>,
  options: { maxMinutes: number; seed: number; noisy?: boolean },
): SpokenVisit {
  const random = seeded(options.seed);
  const blocks: Float32Array[] = [];
  const times: { startMs: number; endMs: number }[] = [];
  let at = 0;
  const pause = (ms: number) => {
    const silence = new Float32Array(Math.round((ms * RATE_HZ) / 1000));
    blocks.push(silence);
    at += silence.length;
  };
  pause(300);
  const turns: { role: Role; text: string }[] = [];
  for (const turn of dialogue.turns) {
    if (at > options.maxMinutes * 60 * RATE_HZ) break;
    const text = turn.text.match(/\S+/g)?.join(' ') ?? '';
    if (!/[a-z0-9]/i.test(text)) continue;
    turns.push({ role: turn.role, text });
    const samples = speak(text, voices[turn.role]);
    const letters = text.length + 1;
    let before = 0;
    for (const word of text.split(' ')) {
      const ms = (share: number) => ((at + (share / letters) * samples.length) * 1000) / RATE_HZ;
      times.push({ startMs: ms(before), endMs: ms(before + word.length) });
      before += word.length + 1;
    }
    blocks.push(samples);
    at += samples.length;
    pause(120 + 500 * random());
  }
  const dry = new Float32Array(at);
  let offset = 0;
  for (const block of blocks) {
    dry.set(block, offset);
    offset += block.length;
  }
  const lines = render({ ...dialogue, turns }, 'segments', options.seed).filter((line) => line.tokens.length > 0);
  let next = 0;
  const segments = lines.map((line, index): TranscriptSegment => {
    const words = line.tokens.map((text) => ({ text, ...times[next++]!, confidence: 0.9 }));
    return {
      id: `s${String(index + 1)}` as SegmentId,
      startMs: words[0]!.startMs,
      endMs: words.at(-1)!.endMs,
      speaker: 'unknown',
      text: line.tokens.join(' '),
      words,
      flags: [],
    };
  });
  return { samples: inARoom(dry, random), segments, truth: lines.flatMap((line) => line.roles) };
}
