import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SegmentId } from '../../../shared/model/ids.ts';
import { type Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { assignSpeakers, reassignSpeakers } from './assign-speakers.ts';
import { parseRoleModel } from './role-model.ts';
import { babble, CHILD_VOICE, HIGH_VOICE, LOW_VOICE, seeded, type VoiceShape } from './synthetic-voice.fixture.ts';
import { hearVoices, VoiceFrames } from './voice-features.ts';

const resources = path.resolve(import.meta.dirname, '../../../../resources');
const model = parseRoleModel(JSON.parse(readFileSync(path.join(resources, 'speakers/role-model.json'), 'utf8')));

interface Line {
  /** Who says which words, one after the other, in one utterance. */
  readonly parts: readonly (readonly [voice: VoiceShape, text: string])[];
}
const line = (voice: VoiceShape, text: string): Line => ({ parts: [[voice, text]] });

/** What a recogniser makes of it, and what it sounded like. */
function hear(lines: readonly Line[], seed = 7): { segments: TranscriptSegment[]; frames: VoiceFrames } {
  const random = seeded(seed);
  const frames = new VoiceFrames();
  let at = 0;
  const segments = lines.map(({ parts }, index) => {
    const startMs = at;
    const sound: number[] = [];
    const words = parts.flatMap(([voice, text]) =>
      text.split(' ').map((word) => {
        const ms = 140 + 50 * word.length;
        sound.push(...babble(voice, ms, random));
        return { text: word, startMs: at, endMs: (at += ms), confidence: 0.8 };
      }),
    );
    hearVoices(frames, startMs, Float32Array.from(sound));
    const segment: TranscriptSegment = {
      id: `s${String(index + 1)}` as SegmentId,
      startMs,
      endMs: at,
      speaker: 'unknown',
      text: words.map((word) => word.text).join(' '),
      words,
      flags: [],
    };
    at += 400;
    return segment;
  });
  return { segments, frames };
}

const visit = (doctor: VoiceShape, patient: VoiceShape): Line[] => [
  line(doctor, 'Good morning, I am doctor Hale. What brings you in today?'),
  line(patient, 'I have had this awful cough for about three weeks now and my chest hurts.'),
  line(doctor, 'I am sorry to hear that. Have you noticed any blood when you cough?'),
  line(patient, 'No, nothing like that, but I feel tired all the time.'),
  line(doctor, 'Do you have any fever or chills, or any night sweats?'),
  line(patient, 'I felt hot last week but I did not take my temperature.'),
  line(doctor, 'Do you smoke, or have you ever smoked?'),
  line(patient, 'I used to smoke a pack a day, I quit when my daughter was born.'),
  line(doctor, 'Are you taking any medications at the moment?'),
  line(patient, 'Just my blood pressure pill and some cough syrup from the pharmacy.'),
  line(doctor, 'I am going to listen to your lungs now, take a deep breath for me.'),
  line(patient, 'It hurts a little bit on my right side when I do that.'),
  line(doctor, 'I would like to order a chest x-ray and start you on an antibiotic.'),
  line(patient, 'My mother had pneumonia last year so I was worried about that.'),
];

const heardVisits = new Map<string, ReturnType<typeof hear>>();
/** The visit as heard, made once for each pair of voices. */
function hearVisit(doctor: VoiceShape, patient: VoiceShape): ReturnType<typeof hear> {
  const key = `${doctor.pitchHz} ${patient.pitchHz}`;
  const heard = heardVisits.get(key) ?? hear(visit(doctor, patient));
  heardVisits.set(key, heard);
  return heard;
}

const speakers = (segments: readonly TranscriptSegment[]): Speaker[] => segments.map(({ speaker }) => speaker);
const voices = (segments: readonly TranscriptSegment[]) => segments.map(({ voice }) => voice);

describe('speakers by words and voice', () => {
  it('names the voices in the order they are heard', () => {
    const { segments, frames } = hearVisit(LOW_VOICE, HIGH_VOICE);
    const decided = assignSpeakers(segments, model, { frames });
    expect(speakers(decided)).toEqual(segments.map((_, index) => (index % 2 === 0 ? 'clinician' : 'patient')));
    expect(voices(decided)).toEqual(segments.map((_, index) => (index % 2 === 0 ? 'v1' : 'v2')));
    for (const segment of decided) expect(TranscriptSegment.parse(segment)).toEqual(segment);
  });

  it('knows by the voice who said what the words do not tell', () => {
    const open = ['Yeah.', 'Right.', 'Okay.', 'Mm-hmm.', 'Yeah, okay.', 'Sure.'];
    const answer = (index: number) => (index % 3 === 0 ? HIGH_VOICE : LOW_VOICE);
    const lines = [...visit(LOW_VOICE, HIGH_VOICE), ...open.map((text, index) => line(answer(index), text))];
    const { segments, frames } = hear(lines);
    const said = speakers(assignSpeakers(segments, model, { frames })).slice(-open.length);
    expect(said).toEqual(open.map((_, index) => (answer(index) === LOW_VOICE ? 'clinician' : 'patient')));
    expect(speakers(assignSpeakers(segments, model)).slice(-open.length)).not.toEqual(said);
  });

  it('cuts an utterance where the voice changes', () => {
    const lines = visit(LOW_VOICE, HIGH_VOICE);
    lines.splice(6, 0, {
      parts: [
        [LOW_VOICE, 'And how about your legs, any swelling there?'],
        [HIGH_VOICE, 'No, they are fine.'],
      ],
    });
    const { segments, frames } = hear(lines);
    const parts = assignSpeakers(segments, model, { frames }).filter(({ id }) => id.startsWith('s7'));
    expect(parts.map(({ speaker, voice, text }) => [speaker, voice, text])).toEqual([
      ['clinician', 'v1', 'And how about your legs, any swelling there?'],
      ['patient', 'v2', 'No, they are fine.'],
    ]);
  });

  it('does not force one voice apart into two', () => {
    const { segments, frames } = hear(visit(LOW_VOICE, LOW_VOICE));
    const decided = assignSpeakers(segments, model, { frames });
    expect(new Set(voices(decided))).toEqual(new Set([undefined]));
    expect(speakers(decided)).toEqual(speakers(assignSpeakers(segments, model)));
  });

  it('knows the voice of a turn that a person decided already, and leaves the turn', () => {
    const { segments, frames } = hearVisit(LOW_VOICE, HIGH_VOICE);
    const third: TranscriptSegment = { ...segments[2]!, speaker: 'patient', flags: ['speaker-corrected'] };
    const decided = assignSpeakers(segments.with(2, third), model, { frames });
    expect(decided[2]).toEqual({ ...third, voice: 'v1' });
    expect(decided[4]).toMatchObject({ speaker: 'clinician', voice: 'v1' });
  });

  it('goes by the words where nothing was heard of the sound', () => {
    const { segments } = hearVisit(LOW_VOICE, HIGH_VOICE);
    expect(assignSpeakers(segments, model, { frames: new VoiceFrames() })).toEqual(assignSpeakers(segments, model));
  });

  it.each([
    ['a constant', () => 0.02],
    ['a tone', (i: number) => 0.3 * Math.sin(i * 0.05)],
    ['a square wave at full scale', (i: number) => (i % 80 < 40 ? 1 : -1)],
    ['what is not a number', () => NaN],
  ])('takes %s for no voice', (_, sample) => {
    const { segments } = hearVisit(LOW_VOICE, HIGH_VOICE);
    const frames = new VoiceFrames();
    for (const { startMs, endMs } of segments)
      hearVoices(
        frames,
        startMs,
        Float32Array.from({ length: (endMs - startMs) * 16 }, (_, i) => sample(i)),
      );
    expect(assignSpeakers(segments, model, { frames })).toEqual(assignSpeakers(segments, model));
  });

  it('gives the same for the same', () => {
    const once = hearVisit(LOW_VOICE, HIGH_VOICE);
    const again = hear(visit(LOW_VOICE, HIGH_VOICE));
    expect(assignSpeakers(again.segments, model, { frames: again.frames })).toEqual(
      assignSpeakers(once.segments, model, { frames: once.frames }),
    );
  });
});

describe('a third voice', () => {
  const relative = [
    'He was coughing all night, I heard it from the other room.',
    'And he did not eat anything on Sunday either.',
    'I told him to come in last week already.',
    'He takes the pills only when I remind him.',
  ];
  /** The relative says something after every third line. */
  const withRelative = (third: VoiceShape) =>
    visit(LOW_VOICE, HIGH_VOICE).flatMap((each, index) =>
      index % 3 === 2 ? [each, line(third, relative[(index - 2) / 3]!)] : [each],
    );

  it('is somebody else, with a voice of their own', () => {
    const { segments, frames } = hear(withRelative(CHILD_VOICE));
    const decided = assignSpeakers(segments, model, { frames });
    const isRelative = (segment: TranscriptSegment) => relative.includes(segment.text);
    expect(decided.filter(isRelative).map(({ speaker, voice }) => [speaker, voice])).toEqual(
      relative.map(() => ['other', 'v3']),
    );
    expect(decided.filter((segment) => !isRelative(segment)).map(({ speaker }) => speaker)).not.toContain('other');
  });

  it('is nobody else when the patient’s own voice changes for good', () => {
    const before = visit(LOW_VOICE, HIGH_VOICE);
    const after = visit(LOW_VOICE, CHILD_VOICE).map(({ parts }) => ({ parts }));
    const { segments, frames } = hear([...before, ...after]);
    expect(speakers(assignSpeakers(segments, model, { frames }))).not.toContain('other');
  });

  it('is not made of a remark or two', () => {
    const lines = visit(LOW_VOICE, HIGH_VOICE);
    lines.splice(9, 0, line(CHILD_VOICE, 'Oh, I am sorry.'));
    lines.splice(5, 0, line(CHILD_VOICE, 'Excuse me, wrong room.'));
    const { segments, frames } = hear(lines);
    expect(speakers(assignSpeakers(segments, model, { frames }))).not.toContain('other');
  });
});

describe('what a person says of a voice', () => {
  const heard = () => {
    const { segments, frames } = hearVisit(LOW_VOICE, HIGH_VOICE);
    return assignSpeakers(segments, model, { frames });
  };
  const correct = (segments: readonly TranscriptSegment[], speaker: Speaker, ...ids: string[]) =>
    segments.map((segment): TranscriptSegment =>
      ids.includes(segment.id) ? { ...segment, speaker, flags: ['speaker-corrected'] } : segment,
    );

  it('turns the other voice to the other person', () => {
    const before = heard();
    const ids = before.filter(({ voice }) => voice === 'v1').map(({ id }) => id);
    const after = reassignSpeakers(correct(before, 'patient', ...ids), model);
    expect(speakers(after)).toEqual(before.map(({ voice }) => (voice === 'v1' ? 'patient' : 'clinician')));
  });

  it('of one turn among many turns that turn only', () => {
    const before = heard();
    const after = reassignSpeakers(correct(before, 'patient', 's3'), model);
    expect(after.filter(({ id }, index) => after[index]!.speaker !== before[index]!.speaker && id !== 's3')).toEqual(
      [],
    );
    expect(after[2]!.speaker).toBe('patient');
  });

  it('brings back somebody who was taken for a third person', () => {
    const before = heard().map((segment, index): TranscriptSegment =>
      index === 3 || index === 7 || index === 11 ? { ...segment, speaker: 'other', voice: 'v3' } : segment,
    );
    const kept = reassignSpeakers(before, model);
    expect(kept.filter(({ voice }) => voice === 'v3').map(({ speaker }) => speaker)).toEqual([
      'other',
      'other',
      'other',
    ]);
    const after = reassignSpeakers(correct(before, 'patient', 's4'), model);
    expect(after.filter(({ voice }) => voice === 'v3').map(({ speaker }) => speaker)).toEqual([
      'patient',
      'patient',
      'patient',
    ]);
  });
});
