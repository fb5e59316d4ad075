import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { SegmentId } from '../../../shared/model/ids.ts';
import {
  ModelRef,
  SegmentFlag,
  Speaker,
  Transcript,
  type TranscriptSegment,
  TranscriptWord,
} from '../../../shared/model/transcript.ts';
import { assignSpeakers } from './assign-speakers.ts';
import type { RoleModel } from './role-model.ts';
import { type Turn, readTurns } from './parse-transcript-turns.ts';

/** About forty hours of speech. */
export const LONGEST_TEXT_CHARACTERS = 4_000_000;

/** A text has no times; evidence and order need some. Two and a half words a second is how people talk. */
export const WORD_MS = 400;

const invalid = (reason: string) => new AppError('validation.transcript', { params: { reason } });

/** Share of control and replacement characters from which on a "text" is taken for something else. */
const BINARY_SHARE = 0.01;

function assertText(text: string): void {
  if (text.length > LONGEST_TEXT_CHARACTERS) throw invalid('too-large');
  if (text.trim() === '') throw invalid('empty');
  const strange = text.match(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  if (text.includes('\u0000') || strange / text.length > BINARY_SHARE) throw invalid('binary');
}

/** Words of a text, evenly over [startMs, endMs). */
function spread(text: string, startMs: number, endMs: number): TranscriptWord[] {
  const tokens = text.match(/\S+/g) ?? [];
  const step = (endMs - startMs) / Math.max(1, tokens.length);
  return tokens.map((word, index) => ({
    text: word,
    startMs: Math.round(startMs + index * step),
    endMs: Math.round(startMs + (index + 1) * step),
    confidence: 1,
  }));
}

function toSegments(turns: readonly Turn[]): TranscriptSegment[] {
  let at = 0;
  return turns.map((turn, index) => {
    const startMs = at;
    at += (turn.text.match(/\S+/g)?.length ?? 0) * WORD_MS;
    return {
      id: `s${String(index + 1)}` as SegmentId,
      startMs,
      endMs: at,
      speaker: turn.speaker,
      text: turn.text,
      words: spread(turn.text, startMs, at),
      flags: [],
    };
  });
}

/**
 * Recorders that name voices but not roles ("Speaker 1"): every segment of a voice gets the role that most of its words were given.
 */
function settleVoices(turns: readonly Turn[], segments: readonly TranscriptSegment[], model: RoleModel) {
  const decided = assignSpeakers(segments, model);
  const votes = new Map<string, { clinician: number; patient: number }>();
  turns.forEach((turn, index) => {
    if (turn.voice === undefined) return;
    const id = segments[index]!.id;
    const vote = votes.get(turn.voice) ?? { clinician: 0, patient: 0 };
    for (const part of decided) {
      const isPart =
        part.id === id || (part.startMs >= segments[index]!.startMs && part.endMs <= segments[index]!.endMs);
      if (isPart && (part.speaker === 'clinician' || part.speaker === 'patient'))
        vote[part.speaker] += part.words.length;
    }
    votes.set(turn.voice, vote);
  });
  return segments.map((segment, index): TranscriptSegment => {
    const vote = votes.get(turns[index]!.voice ?? '');
    if (!vote || vote.clinician === vote.patient) return segment;
    return { ...segment, speaker: vote.clinician > vote.patient ? 'clinician' : 'patient' };
  });
}

/** What a `transcript.json` written by another hand may leave out, filled in: words spread over their segment, no flags, no speaker. */
const LooseTranscript = z.object({
  model: ModelRef.default({ name: 'text', sha256: '' }),
  language: z.string().default('en'),
  durationMs: z.number().nonnegative().optional(),
  segments: z
    .array(
      z.object({
        id: z.string(),
        startMs: z.number().nonnegative(),
        endMs: z.number().nonnegative(),
        speaker: Speaker.default('unknown'),
        text: z.string(),
        words: z.array(TranscriptWord).optional(),
        flags: z.array(SegmentFlag).default([]),
      }),
    )
    .max(200_000),
});

function fromJson(text: string): Transcript {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('json');
  }
  const loose = LooseTranscript.safeParse(json);
  if (!loose.success) throw invalid('schema');
  const segments = loose.data.segments
    .map((segment) => ({ ...segment, words: segment.words ?? spread(segment.text, segment.startMs, segment.endMs) }))
    .sort((a, b) => a.startMs - b.startMs);
  if (segments.every((segment) => segment.text.trim() === '')) throw invalid('empty');
  if (new Set(segments.map((segment) => segment.id)).size !== segments.length) throw invalid('duplicate-id');
  if (segments.some((segment) => segment.endMs < segment.startMs)) throw invalid('times');
  const durationMs = segments.reduce((end, segment) => Math.max(end, segment.endMs), loose.data.durationMs ?? 0);
  const strict = Transcript.safeParse({ ...loose.data, durationMs, segments });
  if (!strict.success) throw invalid('schema');
  return strict.data;
}

/**
 * A transcript from what a person hands over: the text of a `transcript.json`, or plain text with one turn a line, tagged (`[doctor]`,
 * `[patient]`, `Doctor:`, `D:`, `PT:` … in any case; a line without a tag goes on with the turn before it) or untagged (every line is a turn).
 *
 * With a `model`, segments that nobody tagged get their speaker by `assignSpeakers` (and are split where they hold both voices); without
 * one they stay `unknown`. Times of a text are made up but ordered: 400 ms a word. Wording is kept as given, but for white space.
 *
 * @throws AppError `validation.transcript`, `params.reason` one of `empty | binary | too-large | json | schema | duplicate-id | times`
 */
export function parseTranscript(text: string, model?: RoleModel): Transcript {
  assertText(text);
  const body = text.replace(/^\ufeff/, '');
  if (/^\s*[{[]\s*["{]/.test(body)) {
    const transcript = fromJson(body);
    if (!model || transcript.segments.every((segment) => segment.speaker !== 'unknown')) return transcript;
    return { ...transcript, segments: assignSpeakers(transcript.segments, model) };
  }
  const turns = readTurns(body);
  if (turns.length === 0) throw invalid('empty');
  let segments = toSegments(turns);
  if (model) {
    if (turns.some((turn) => turn.voice !== undefined)) segments = settleVoices(turns, segments, model);
    if (segments.some((segment) => segment.speaker === 'unknown')) segments = assignSpeakers(segments, model);
  }
  return {
    model: { name: 'text', sha256: '' },
    language: 'en',
    durationMs: segments.at(-1)?.endMs ?? 0,
    segments,
  };
}
