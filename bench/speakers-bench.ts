/**
 * `npm run bench -- speakers`: what telling speakers apart costs, in processor time (the compiler's and the collector's threads included), so
 * that other work on the machine does not count. The sample visit's sound, repeated to the length of a long visit.
 */
import path from 'node:path';
import process from 'node:process';
import { loadRoleModel } from '../src/main/adapters/speech/load-role-model.ts';
import { createLiveSpeakers } from '../src/main/app/live-speakers.ts';
import { assignSpeakers } from '../src/main/domain/speech/assign-speakers.ts';
import { CEPSTRA, hearVoices, VoiceFrames } from '../src/main/domain/speech/voice-features.ts';
import type { SegmentId } from '../src/shared/model/ids.ts';
import type { TranscriptSegment } from '../src/shared/model/transcript.ts';
import { decodeFile, percentile, round, SAMPLE_VISIT } from './listening-parts.ts';

/** Milliseconds of processor time that this process has used. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const SEGMENT_MS = 4_000;
const WORDS_A_SEGMENT = 11;

export async function* run(): AsyncGenerator<object> {
  const samples = await decodeFile(SAMPLE_VISIT);
  const model = loadRoleModel(path.resolve(import.meta.dirname, '../resources'));
  const audioS = samples.length / 16_000;
  const runs = Array.from({ length: 7 }, () => {
    const start = cpuMs();
    hearVoices(new VoiceFrames(), 0, samples);
    return (cpuMs() - start) / 1000 / audioS;
  });
  yield {
    figure: 'speakers.voice-features',
    data: `sample visit, ${round(audioS, 0)} s`,
    mode: 'processor time',
    realTimeFactor: round(percentile(runs, 0.5), 5),
  };
  for (const minutes of [20, 180]) yield decide(samples, minutes, model);
  yield live(samples, model);
}

/** Words of the sample visit's script as a recogniser would cut them, under sound that goes on and on. */
function visitOf(samples: Float32Array, minutes: number): { segments: TranscriptSegment[]; frames: VoiceFrames } {
  const script = [
    'What brings you in today and how long has this been going on?',
    'I have had this cough for about three weeks and my chest hurts.',
    'Do you have any fever or chills or any night sweats at all?',
    'No, I have not had any of that but I feel tired mostly.',
  ];
  const frames = new VoiceFrames();
  const heardMs = Math.floor(samples.length / 16 / SEGMENT_MS) * SEGMENT_MS;
  const segments = Array.from({ length: (minutes * 60_000) / SEGMENT_MS }, (_, index): TranscriptSegment => {
    const startMs = index * SEGMENT_MS;
    const from = (startMs % heardMs) * 16;
    hearVoices(frames, startMs, samples.subarray(from, from + SEGMENT_MS * 16));
    const words = script[index % script.length]!.split(' ').slice(0, WORDS_A_SEGMENT);
    const wordMs = SEGMENT_MS / words.length;
    return {
      id: `s${String(index + 1)}` as SegmentId,
      startMs,
      endMs: startMs + SEGMENT_MS,
      speaker: 'unknown',
      text: words.join(' '),
      words: words.map((text, at) => ({
        text,
        startMs: startMs + at * wordMs,
        endMs: startMs + (at + 1) * wordMs,
        confidence: 0.9,
      })),
      flags: [],
    };
  });
  return { segments, frames };
}

function decide(samples: Float32Array, minutes: number, model: ReturnType<typeof loadRoleModel>): object {
  const { segments, frames } = visitOf(samples, minutes);
  const start = cpuMs();
  assignSpeakers(segments, model, { frames });
  return {
    figure: 'speakers.final-pass',
    data: `${minutes} minutes without a pause`,
    mode: 'words and voice, processor time',
    decideMs: Math.round(cpuMs() - start),
    featuresMB: round((frames.count * (CEPSTRA + 1)) / 2 ** 20, 1),
  };
}

/** While a visit goes on: what each new segment costs, its features included. */
function live(samples: Float32Array, model: ReturnType<typeof loadRoleModel>): object {
  const { segments } = visitOf(samples, 20);
  const speakers = createLiveSpeakers(model);
  const heard = Math.floor(samples.length / 16 / SEGMENT_MS) * SEGMENT_MS;
  const each = segments.map((segment) => {
    const from = (segment.startMs % heard) * 16;
    const start = cpuMs();
    speakers.hear(segment, samples.subarray(from, from + SEGMENT_MS * 16));
    return cpuMs() - start;
  });
  return {
    figure: 'speakers.live',
    data: '20 minutes, a segment every 4 s',
    mode: 'words and voice, processor time',
    msASegment: {
      p50: round(percentile(each, 0.5), 1),
      p95: round(percentile(each, 0.95), 1),
      worst: round(Math.max(...each), 1),
    },
    realTimeFactor: round(each.reduce((sum, ms) => sum + ms, 0) / (segments.length * SEGMENT_MS), 5),
  };
}
