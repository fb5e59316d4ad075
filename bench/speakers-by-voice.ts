/** Speakers by words and sound: the shared recordings, synthetic visits of two and three voices, and recordings with a third person in them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLiveSpeakers } from '../src/main/app/live-speakers.ts';
import { assignSpeakers } from '../src/main/domain/speech/assign-speakers.ts';
import type { RoleModel } from '../src/main/domain/speech/role-model.ts';
import { CEPSTRA, HOP_MS, hearVoices, VoiceFrames } from '../src/main/domain/speech/voice-features.ts';
import type { SegmentId } from '../src/shared/model/ids.ts';
import type { Speaker, TranscriptSegment } from '../src/shared/model/transcript.ts';
import { decodeFile } from './listening-parts.ts';
import { DATA, type Dialogue, type Role } from './speakers-corpora.ts';
import { type HeardFile, listen, openTranscriber } from './speakers-listen.ts';
import {
  addScore,
  compareRoles,
  emptyScore,
  figuresOf,
  roleAccuracy,
  type Score,
  speakersOf,
  truthOfHeard,
} from './speakers-score.ts';
import { judgeSpoiled } from './speakers-spoiled.ts';
import { canSpeak, speakVisit, type SyntheticVoice } from './speakers-voices.ts';

const RECORDINGS = ['CAR0001', 'CAR0004', 'GAS0001', 'MSK0001'];

interface Recording extends HeardFile {
  readonly name: string;
  readonly human: Dialogue;
  readonly samples: Float32Array;
}

export async function* judgeVoices(
  dialogues: readonly Dialogue[],
  model: RoleModel,
  parts: { recordings: boolean; synthetic: boolean },
): AsyncGenerator<object> {
  if (parts.recordings) {
    const recordings = await hearRecordings(dialogues);
    yield* judgeRecordings(recordings, model);
    yield* judgeLive(recordings, model);
    yield* judgeSpoiled(recordings, model);
    yield* judgeGuests(recordings, model);
  }
  if (!parts.synthetic) return;
  if (canSpeak()) yield* judgeSynthetic(dialogues, model);
  else process.stderr.write('speakers: flite, espeak-ng or sox is not here: no synthetic voices\n');
}

async function hearRecordings(dialogues: readonly Dialogue[]): Promise<Recording[]> {
  const transcriber = openTranscriber();
  const recordings: Recording[] = [];
  try {
    for (const name of RECORDINGS) {
      const file = path.join(DATA, 'fareez_osce/audio', `${name}.mp3`);
      const human = dialogues.find((dialogue) => dialogue.name === name);
      if (human && existsSync(file))
        recordings.push({ ...(await listen(transcriber, file)), name, human, samples: await decodeFile(file) });
    }
  } finally {
    await transcriber.close();
  }
  return recordings;
}

/** Turns that are hard for words alone: "Yeah.", "Mm-hmm.", "No, no." */
const isShort = (human: Dialogue) => {
  const short = human.turns.flatMap((turn) => {
    const words = turn.text.match(/\S+/g) ?? [];
    return words.map(() => words.length <= 3);
  });
  return short;
};

function* judgeRecordings(recordings: readonly Recording[], model: RoleModel): Generator<object> {
  for (const mode of ['words', 'words and voice'] as const) {
    const total = { all: emptyScore(), agreed: emptyScore() };
    let unknownSegments = 0;
    for (const { name, human, segments, frames, durationMs } of recordings) {
      const start = performance.now();
      const decided = assignSpeakers(segments, model, mode === 'words' ? undefined : { frames });
      const decideMs = Math.round(performance.now() - start);
      const score = roleAccuracy(human, decided);
      addScore(total.all, score.all);
      addScore(total.agreed, score.agreed);
      unknownSegments += decided.filter(({ speaker }) => speaker === 'unknown').length;
      yield {
        figure: 'speakers.word-accuracy',
        mode: `recording, ${mode}`,
        data: name,
        ...figuresOf(score.all),
        ofWordsHeardRight: figuresOf(score.agreed).accuracy,
        inTurnsOfOneToThreeWords: shortTurns(human, decided),
        otherSegments: decided.filter(({ speaker }) => speaker === 'other').length,
        decideMs,
        minutes: Number((durationMs / 60_000).toFixed(1)),
      };
    }
    if (total.all.words > 0)
      yield {
        figure: 'speakers.word-accuracy',
        mode: `recording, ${mode}`,
        data: 'four recordings, held out',
        ...figuresOf(total.all),
        ofWordsHeardRight: figuresOf(total.agreed).accuracy,
        unknownSegments,
      };
  }
}

/** What is shown while the visit goes on: when a segment first comes, and as it stands in the end. */
function* judgeLive(recordings: readonly Recording[], model: RoleModel): Generator<object> {
  for (const mode of ['words', 'words and voice'] as const) {
    const first = emptyScore();
    const last = emptyScore();
    for (const { human, segments, samples } of recordings) {
      const truth = truthOfHeard(human, segments).agreed;
      const live = createLiveSpeakers(model);
      const [firstShown, lastShown] = [new Map<string, Speaker>(), new Map<string, Speaker>()];
      for (const segment of segments) {
        const sound = samples.subarray(Math.round(segment.startMs * 16), Math.round(segment.endMs * 16));
        for (const { id, speaker } of live.hear(segment, mode === 'words' ? undefined : sound)) {
          if (!firstShown.has(id)) firstShown.set(id, speaker);
          lastShown.set(id, speaker);
        }
      }
      for (const [score, shown] of [
        [first, firstShown],
        [last, lastShown],
      ] as const)
        addScore(
          score,
          compareRoles(truth, speakersOf(segments.map((segment) => ({ ...segment, speaker: shown.get(segment.id)! })))),
        );
    }
    if (first.words > 0)
      yield {
        figure: 'speakers.live',
        mode: `recording, ${mode}`,
        data: 'words heard right, nothing cut',
        words: first.words,
        firstShown: figuresOf(first).accuracy,
        inTheEnd: figuresOf(last).accuracy,
      };
  }
}

/** Of the words that were heard right in turns of one to three words, the share with the right speaker. */
function shortTurns(human: Dialogue, decided: readonly TranscriptSegment[]): object {
  const short = isShort(human);
  const marked: Dialogue = {
    ...human,
    turns: human.turns.map((turn) => ({
      ...turn,
      role: (turn.text.match(/\S+/g) ?? []).length <= 3 ? turn.role : 'other',
    })),
  };
  const { agreed } = truthOfHeard(marked, decided);
  const score = compareRoles(agreed, speakersOf(decided));
  return { accuracy: figuresOf(score).accuracy, words: score.words, spoken: short.filter(Boolean).length };
}

interface Visit {
  readonly segments: TranscriptSegment[];
  readonly frames: VoiceFrames;
  readonly truth: (Role | undefined)[];
}

/** Frames of one recording noted again at another time. */
function copyFrames(from: VoiceFrames, startMs: number, endMs: number, to: VoiceFrames, atMs: number): void {
  const cepstra = new Float32Array(CEPSTRA);
  const range = from.between(startMs, endMs);
  to.begin(atMs);
  for (let frame = range.from; frame < range.to; frame++) {
    if (from.isHeard(frame)) from.cepstra(frame, cepstra);
    to.add(from.isHeard(frame) ? cepstra : undefined, from.pitch(frame));
  }
}

/** A recording in which somebody from another one says something now and then. */
function withGuest(host: Recording, guest: Recording, role: Role, seconds: number): Visit {
  const guestTruth = perSegment(guest.segments, truthOfHeard(guest.human, guest.segments).all);
  const lines = guest.segments.filter(
    (segment, index) =>
      segment.endMs - segment.startMs > 1_200 &&
      guestTruth[index]!.length > 2 &&
      guestTruth[index]!.every((each) => each === role),
  );
  const chosen: TranscriptSegment[] = [];
  let leftMs = seconds * 1000;
  for (let index = 0; index < lines.length && leftMs > 0; index++) {
    const line = lines[(index * 7 + 3) % lines.length]!;
    if (chosen.includes(line)) continue;
    chosen.push(line);
    leftMs -= line.endMs - line.startMs;
  }
  const hostTruth = perSegment(host.segments, truthOfHeard(host.human, host.segments).agreed);
  const frames = new VoiceFrames();
  const segments: TranscriptSegment[] = [];
  const truth: (Role | undefined)[] = [];
  let atMs = 0;
  const put = (from: VoiceFrames, segment: TranscriptSegment, roles: readonly (Role | undefined)[]) => {
    const shift = atMs - segment.startMs;
    copyFrames(from, segment.startMs, segment.endMs, frames, atMs);
    segments.push({
      ...segment,
      id: `s${String(segments.length + 1)}` as SegmentId,
      startMs: atMs,
      endMs: segment.endMs + shift,
      words: segment.words.map((word) => ({ ...word, startMs: word.startMs + shift, endMs: word.endMs + shift })),
    });
    truth.push(...roles);
    atMs += Math.ceil((segment.endMs - segment.startMs) / HOP_MS) * HOP_MS + 200;
  };
  host.segments.forEach((segment, index) => {
    const turn = chosen.findIndex(
      (_, at) => Math.floor(((at + 1) * host.segments.length) / (chosen.length + 1)) === index,
    );
    const line = chosen[turn];
    if (line)
      put(
        guest.frames,
        line,
        (line.text.match(/\S+/g) ?? []).map(() => 'other'),
      );
    put(host.frames, segment, hostTruth[index]!);
  });
  return { segments, frames, truth };
}

function perSegment<T>(segments: readonly TranscriptSegment[], words: readonly T[]): T[][] {
  let at = 0;
  return segments.map((segment) => words.slice(at, (at += (segment.text.match(/\S+/g) ?? []).length)));
}

interface ThirdScore {
  visits: number;
  /** Visits in which somebody was called `other`. */
  told: number;
  guestWords: number;
  guestRight: number;
  hostWords: number;
  hostTakenForOther: number;
}

const emptyThird = (): ThirdScore => ({
  visits: 0,
  told: 0,
  guestWords: 0,
  guestRight: 0,
  hostWords: 0,
  hostTakenForOther: 0,
});

function judgeThird(visit: Visit, model: RoleModel, third: ThirdScore, roles: Score): void {
  const decided = speakersOf(assignSpeakers(visit.segments, model, { frames: visit.frames }));
  third.visits++;
  if (decided.includes('other')) third.told++;
  visit.truth.forEach((role, index) => {
    if (role === 'other') {
      third.guestWords++;
      if (decided[index] === 'other') third.guestRight++;
    } else {
      third.hostWords++;
      if (decided[index] === 'other') third.hostTakenForOther++;
    }
  });
  addScore(roles, compareRoles(visit.truth, decided));
}

function thirdFigure(data: string, third: ThirdScore, roles: Score): object {
  return {
    figure: 'speakers.third-voice',
    mode: 'words and voice',
    data,
    visits: third.visits,
    visitsWithOther: third.told,
    ...(third.guestWords > 0
      ? { guestWords: third.guestWords, guestFound: Number((third.guestRight / third.guestWords).toFixed(3)) }
      : {}),
    othersTakenForGuest: Number((third.hostTakenForOther / Math.max(1, third.hostWords)).toFixed(5)),
    rolesOfTheTwo: figuresOf(roles).accuracy,
  };
}

/** Every speaker of every recording as a guest in every other one. */
function* judgeGuests(recordings: readonly Recording[], model: RoleModel): Generator<object> {
  for (const seconds of [0, 10, 25, 60]) {
    const third = emptyThird();
    const roles = emptyScore();
    for (const host of recordings) {
      if (seconds === 0) judgeThird(withGuest(host, host, 'patient', 0), model, third, roles);
      else
        for (const guest of recordings)
          if (guest !== host)
            for (const role of ['clinician', 'patient'] as const)
              judgeThird(withGuest(host, guest, role, seconds), model, third, roles);
    }
    if (third.visits > 0)
      yield thirdFigure(
        seconds === 0 ? 'the recordings themselves' : `recordings with ${String(seconds)} s of somebody from another`,
        third,
        roles,
      );
  }
}

const voice = (name: string, peak = 0.4): SyntheticVoice => ({ name, peak });

/** Voices of the visit, of one sex or two, of one synthesiser or two. None of them chose a threshold. */
const CASTS: readonly { what: string; clinician: SyntheticVoice; patient: SyntheticVoice; other: SyntheticVoice }[] = [
  { what: 'man and woman', clinician: voice('flite:rms'), patient: voice('flite:slt'), other: voice('flite:awb') },
  { what: 'two men', clinician: voice('flite:rms'), patient: voice('flite:awb'), other: voice('flite:slt') },
  {
    what: 'two men, one mumbling',
    clinician: voice('flite:awb'),
    patient: voice('flite:kal16', 0.25),
    other: voice('flite:slt'),
  },
  {
    what: 'two women of espeak-ng',
    clinician: voice('espeak:en-us+f2'),
    patient: voice('espeak:en-us+f4'),
    other: voice('espeak:en-us+m3'),
  },
  { what: 'one voice for both', clinician: voice('flite:slt'), patient: voice('flite:slt'), other: voice('flite:slt') },
];

function* judgeSynthetic(dialogues: readonly Dialogue[], model: RoleModel): Generator<object> {
  const usable = dialogues.filter((dialogue) => dialogue.turns.length > 20 && !RECORDINGS.includes(dialogue.name));
  const some = (corpus: string, count: number) =>
    usable.filter((dialogue) => dialogue.corpus === corpus).slice(0, count);
  const visits = [...some('primock', 3), ...some('aci-valid', 3), ...some('fareez', 2)];
  const hear = (dialogue: Dialogue, cast: (typeof CASTS)[number]): Visit => {
    const { samples, segments, truth } = speakVisit(dialogue, cast, { maxMinutes: 4, seed: 5 });
    const frames = new VoiceFrames();
    hearVoices(frames, 0, samples);
    return { segments, frames, truth };
  };
  for (const cast of CASTS) {
    const words = emptyScore();
    const both = emptyScore();
    const third = emptyThird();
    for (const dialogue of visits) {
      const visit = hear(dialogue, cast);
      const toldOnly = visit.truth.map((role) => (role === 'other' ? undefined : role));
      addScore(words, compareRoles(toldOnly, speakersOf(assignSpeakers(visit.segments, model))));
      judgeThird(visit, model, third, both);
    }
    yield {
      figure: 'speakers.synthetic',
      data: `${String(visits.length)} held-out dialogues, ${cast.what}, one microphone`,
      words: words.words,
      byWords: figuresOf(words).accuracy,
      byWordsAndVoice: figuresOf(both).accuracy,
      othersTakenForGuest: Number((third.hostTakenForOther / Math.max(1, third.hostWords)).toFixed(5)),
    };
  }
  for (const cast of CASTS) {
    const third = emptyThird();
    const roles = emptyScore();
    for (const dialogue of visits) judgeThird(hear(withRelative(dialogue), cast), model, third, roles);
    yield thirdFigure(`${String(visits.length)} dialogues with a relative, ${cast.what}`, third, roles);
  }
}

/** Every third of the patient's longer turns is said by somebody who came along. */
function withRelative(dialogue: Dialogue): Dialogue {
  let count = 0;
  return {
    ...dialogue,
    turns: dialogue.turns.map((turn) =>
      turn.role === 'patient' && turn.text.length > 40 && count++ % 3 === 1
        ? { ...turn, role: 'other' as const }
        : turn,
    ),
  };
}
