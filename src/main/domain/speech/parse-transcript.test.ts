import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { Transcript } from '../../../shared/model/transcript.ts';
import { parseTranscript } from './parse-transcript.ts';
import { parseRoleModel } from './role-model.ts';

const weights = path.resolve(import.meta.dirname, '../../../../resources/speakers/role-model.json');
const model = parseRoleModel(JSON.parse(readFileSync(weights, 'utf8')));

const said = (text: string) => parseTranscript(text).segments.map(({ speaker, text: words }) => `${speaker}: ${words}`);

function reasonOf(text: string): unknown {
  try {
    parseTranscript(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation.transcript') return error.params['reason'];
    throw error;
  }
  return undefined;
}

describe('tags', () => {
  it.each([
    ['[doctor] hi there .\n[patient] hello .'],
    ['[DOCTOR]: hi there .\n[Patient]: hello .'],
    ['[clinician] hi there .\n[pt] hello .'],
    ['Doctor: hi there .\nPatient: hello .'],
    ['DR: hi there .\nPT: hello .'],
    ['Dr. Lee: hi there .\nPatient: hello .'],
    ['D: hi there .\r\n\r\nP: hello .\r\n'],
    ['D:hi there .\nP:hello .'.replace(/:(\w)/g, (_, letter: string) => `: ${letter}`)],
    ['\ufeffD: hi there .\nP: hello .'],
    ['**Doctor:** hi there .\n**Patient:** hello .'],
    ['[00:01] Doctor: hi there .\n[00:04] Patient: hello .'],
    ['Doctor (00:01): hi there .\nPatient (00:04): hello .'],
    ['[doctor] hi there . [patient] hello .'],
    ['Doctor: hi\nthere .\nPatient: hello .'],
    ['  [doctor]   hi   there .\n\n\n[patient]\thello .  '],
  ])('%j', (text) => {
    expect(said(text)).toEqual(['clinician: hi there .', 'patient: hello .']);
  });

  it.each(['patient_guest', 'family', 'nurse', 'Guest_family', 'Guest_clinician', 'mother', 'interpreter', 'MA'])(
    '[%s] is a third voice',
    (tag) => {
      expect(said(`[doctor] hi\n[${tag}] hello\n[patient] hey`)[1]).toBe('other: hello');
    },
  );

  it('a nurse practitioner is a clinician, a second doctor too', () => {
    expect(said('Nurse practitioner: hi\nDoctor_2: hey\nPatient: hello')).toEqual([
      'clinician: hi',
      'clinician: hey',
      'patient: hello',
    ]);
  });

  it('forgives slips of the hand in files of single letters', () => {
    const text = 'D: How are you?\nP: Fine.\nD: Any pain?\nP; No.\nD : Okay.\nP Thanks.';
    expect(said(text).map((line) => line.split(':')[0])).toEqual([
      'clinician',
      'patient',
      'clinician',
      'patient',
      'clinician',
      'patient',
    ]);
  });

  it('takes no ordinary word before a colon for a tag', () => {
    expect(said('[doctor] my plan is this\nMedications: lisinopril\n[patient] okay')).toEqual([
      'clinician: my plan is this Medications: lisinopril',
      'patient: okay',
    ]);
  });

  it('takes no bracketed remark for a tag', () => {
    expect(said('[doctor] well [laughs] yes\n[inaudible] go on\n[patient] okay')).toEqual([
      'clinician: well [laughs] yes [inaudible] go on',
      'patient: okay',
    ]);
  });

  it('drops empty turns and keeps what stands before the first tag, of nobody known', () => {
    expect(said('Visit of Tuesday\n[doctor] hi\n[patient]\n[doctor] hello')).toEqual([
      'unknown: Visit of Tuesday',
      'clinician: hi',
      'clinician: hello',
    ]);
  });
});

describe('text', () => {
  it('is kept as given, tokens of corpora included', () => {
    const [segment] = parseTranscript("[doctor] i 'm  sure you do n't , okay ?\n[patient] yes").segments;
    expect(segment!.text).toBe("i 'm sure you do n't , okay ?");
    expect(segment!.words.map((word) => word.text).join(' ')).toBe(segment!.text);
  });

  it('gets ids, times in order and full confidence', () => {
    const transcript = parseTranscript('D: one two three\nP: four\nD: five six');
    expect(Transcript.parse(transcript)).toEqual(transcript);
    expect(transcript.model).toEqual({ name: 'text', sha256: '' });
    expect(transcript.segments.map(({ id, startMs, endMs }) => [id, startMs, endMs])).toEqual([
      ['s1', 0, 1200],
      ['s2', 1200, 1600],
      ['s3', 1600, 2400],
    ]);
    expect(transcript.durationMs).toBe(2400);
    const words = transcript.segments.flatMap((segment) => segment.words);
    expect(words.map((word) => word.startMs)).toEqual([0, 400, 800, 1200, 1600, 2000]);
    expect(words.every((word) => word.confidence === 1)).toBe(true);
  });

  it('without tags stays of nobody known, a line a turn, until a model decides', () => {
    const text = 'How can I help you today?\nI have a sore throat.\nHow long have you had it?\nThree days.';
    expect(parseTranscript(text).segments.map(({ speaker }) => speaker)).toEqual(Array(4).fill('unknown'));
    expect(parseTranscript(text, model).segments.map(({ id, speaker }) => [id, speaker])).toEqual([
      ['s1', 'clinician'],
      ['s2', 'patient'],
      ['s3', 'clinician'],
      ['s4', 'patient'],
    ]);
  });

  it('keeps every tag that is there when a model is at hand', () => {
    const swapped = 'P: How can I help you today?\nD: I have a sore throat.\nP: How long?\nD: Three days.';
    expect(parseTranscript(swapped, model)).toEqual(parseTranscript(swapped));
  });

  it('gives a voice that a recorder numbered one role throughout', () => {
    const text =
      'Speaker 1: Good morning, what brings you in today?\nSpeaker 2: My knee has been hurting for two weeks.\n' +
      'Speaker 1: Okay.\nSpeaker 2: Okay.\nSpeaker 1: Any swelling?\nSpeaker 2: A little, yes.';
    expect(parseTranscript(text).segments[0]!.speaker).toBe('unknown');
    const speakers = parseTranscript(text, model).segments.map(({ speaker }) => speaker);
    expect(speakers).toEqual(['clinician', 'patient', 'clinician', 'patient', 'clinician', 'patient']);
  });
});

describe('transcript.json', () => {
  const whole = parseTranscript('D: how are you\nP: fine thanks');

  it('comes back as it is', () => {
    expect(parseTranscript(JSON.stringify(whole))).toEqual(whole);
    expect(parseTranscript(`\ufeff${JSON.stringify(whole, null, 2)}\r\n`)).toEqual(whole);
  });

  it('may leave out what can be made up', () => {
    const bare = { segments: [{ id: 'a', startMs: 100, endMs: 900, text: 'how are you today' }] };
    const transcript = parseTranscript(JSON.stringify(bare));
    expect(Transcript.parse(transcript)).toEqual(transcript);
    expect(transcript.durationMs).toBe(900);
    expect(transcript.segments[0]!.words.map((word) => word.startMs)).toEqual([100, 300, 500, 700]);
  });

  it('is put in order of time', () => {
    const shuffled = { ...whole, segments: [...whole.segments].reverse() };
    expect(parseTranscript(JSON.stringify(shuffled))).toEqual(whole);
  });

  const [first] = whole.segments;
  it.each([
    ['json', '{"segments": ['],
    ['schema', '{"segments": "none"}'],
    ['schema', JSON.stringify({ ...whole, segments: [{ ...first, speaker: 'robot' }] })],
    ['schema', JSON.stringify({ ...whole, segments: [{ ...first, id: 'a b/c' }] })],
    ['duplicate-id', JSON.stringify({ ...whole, segments: [first, first] })],
    ['times', JSON.stringify({ ...whole, segments: [{ ...first, startMs: 5000 }] })],
    ['empty', JSON.stringify({ ...whole, segments: [] })],
  ])('refused: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });
});

describe('what is no transcript', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \r\n\t\ufeff\n'],
    ['empty', '[doctor]\n[patient]\n'],
    ['binary', 'ID3\u0004\u0000\u0000\u0000 some words'],
    ['binary', `OggS${'\ufffd'.repeat(20)}text`],
    ['too-large', 'word '.repeat(900_000)],
  ])('%s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });
});
