import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SegmentId } from '../../../shared/model/ids.ts';
import { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { assignSpeakers, reassignSpeakers } from './assign-speakers.ts';
import { parseTranscript } from './parse-transcript.ts';
import { parseRoleModel } from './role-model.ts';

const resources = path.resolve(import.meta.dirname, '../../../../resources');
const model = parseRoleModel(JSON.parse(readFileSync(path.join(resources, 'speakers/role-model.json'), 'utf8')));
const script = readFileSync(path.join(resources, 'sample-visit/script.txt'), 'utf8');

/** As a recogniser gives it: no speaker, less than certain. */
function heard(...texts: string[]): TranscriptSegment[] {
  let at = 0;
  return texts.map((text, index) => {
    const startMs = at;
    const words = text.split(' ').map((word) => {
      const wordStart = at;
      at += 300;
      return { text: word, startMs: wordStart, endMs: at - 20, confidence: 0.8 };
    });
    const segment: TranscriptSegment = {
      id: `s${String(index + 1)}` as SegmentId,
      startMs,
      endMs: at,
      speaker: 'unknown',
      text,
      words,
      flags: [],
    };
    at += 500;
    return segment;
  });
}

const said = (segments: readonly TranscriptSegment[]) => segments.map(({ speaker, text }) => `${speaker}: ${text}`);

const visit = [
  'Good morning, how can I help you today?',
  "Hi doctor, I've had this awful cough for a week.",
  'Okay. Any fever or chills? No, no fever. Have you noticed any blood when you cough?',
  'No, nothing like that.',
  "Alright, I'm going to listen to your lungs.",
];

describe('assignSpeakers', () => {
  it('lets lines that take turns go on taking turns where the words do not tell', () => {
    const lines = [
      'Good morning, what brings you in today?',
      'I have had a cough for three weeks.',
      'Any fever or chills?',
      'No, nothing like that.',
      'Do you smoke?',
      'I quit ten years ago.',
      'Are you taking any medications?',
      'Just something for my blood pressure.',
      'How is your sleep?',
      'It is not great, I wake up a lot.',
      'My wife says the same.',
      'Oh okay.',
      'Let me listen to your lungs.',
      'Okay.',
    ];
    const { segments } = parseTranscript(lines.join('\n'), model);
    expect(segments.map(({ speaker }) => speaker)).toEqual(
      lines.map((_, index) => (index % 2 === 0 ? 'clinician' : 'patient')),
    );
  });

  it('tells who asks from who answers and cuts a segment that holds both', () => {
    expect(said(assignSpeakers(heard(...visit), model))).toEqual([
      'clinician: Good morning, how can I help you today?',
      "patient: Hi doctor, I've had this awful cough for a week.",
      'clinician: Okay. Any fever or chills?',
      'patient: No, no fever.',
      'clinician: Have you noticed any blood when you cough?',
      'patient: No, nothing like that.',
      "clinician: Alright, I'm going to listen to your lungs.",
    ]);
  });

  it('gives the parts of a segment stable ids, whole words and times in order', () => {
    const before = heard(...visit);
    const parts = assignSpeakers(before, model).filter((segment) => segment.id.startsWith('s3'));
    expect(parts.map((part) => part.id)).toEqual(['s3a', 's3b', 's3c']);
    expect(parts.flatMap((part) => part.words)).toEqual(before[2]!.words);
    expect(parts.map((part) => part.words.map((word) => word.text).join(' '))).toEqual(parts.map((part) => part.text));
    expect(parts[0]!.startMs).toBe(before[2]!.startMs);
    expect(parts.at(-1)!.endMs).toBe(before[2]!.endMs);
    parts.forEach((part, index) => {
      expect(TranscriptSegment.parse(part)).toEqual(part);
      expect(part.endMs).toBeGreaterThan(part.startMs);
      if (index > 0) expect(part.startMs).toBe(parts[index - 1]!.endMs);
      if (index > 0) expect(part.startMs).toBe(part.words[0]!.startMs);
    });
  });

  it('cuts in proportion when words and text differ', () => {
    const before = heard(...visit);
    before[2] = { ...before[2]!, words: [] };
    const parts = assignSpeakers(before, model).filter((segment) => segment.id.startsWith('s3'));
    expect(parts.map((part) => part.text).join(' ')).toBe(visit[2]);
    parts.forEach((part, index) => {
      if (index > 0) expect(part.startMs).toBe(parts[index - 1]!.endMs);
      expect(part.endMs).toBeGreaterThan(part.startMs);
    });
  });

  it('loses and invents no word, and says the same twice', () => {
    const segments = heard(...script.split('\n').map((line) => line.replace(/^\[\w+\] /, '')));
    const once = assignSpeakers(segments, model);
    expect(once.flatMap((segment) => segment.words)).toEqual(segments.flatMap((segment) => segment.words));
    expect(once.map((segment) => segment.text).join(' ')).toBe(segments.map((segment) => segment.text).join(' '));
    expect(assignSpeakers(segments, model)).toEqual(once);
    expect(new Set(once.map((segment) => segment.id)).size).toBe(once.length);
  });

  it('keeps what is known: a tag, a correction, a third voice', () => {
    const segments = heard(...visit);
    segments[1] = { ...segments[1]!, speaker: 'other' };
    segments[2] = { ...segments[2]!, speaker: 'patient', flags: ['speaker-corrected'] };
    const result = assignSpeakers(segments, model);
    expect(result[1]).toBe(segments[1]);
    expect(result[2]).toBe(segments[2]);
  });

  it('leaves a segment without words alone', () => {
    const [segment] = heard('…');
    expect(assignSpeakers([segment!], model)).toEqual([segment]);
    expect(assignSpeakers([], model)).toEqual([]);
  });

  it('says unknown where the words do not tell', () => {
    const speakers = ['Mm.', 'Okay.', 'Right.', 'And.'].map((text) => assignSpeakers(heard(text), model)[0]!.speaker);
    expect(speakers).toContain('unknown');
  });

  it('is quick: twenty minutes of speech', () => {
    const long = heard(...Array.from({ length: 60 }, () => visit).flat());
    assignSpeakers(long, model);
    const start = performance.now();
    assignSpeakers(long, model);
    // About 5 ms alone on one core; the bound is what the product promises.
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('reassignSpeakers', () => {
  it('follows a correction without cutting or renaming anything', () => {
    const first = assignSpeakers(heard('So it was on Tuesday', 'and on Wednesday it was gone.'), model);
    for (const speaker of ['patient', 'clinician'] as const) {
      const corrected = first.map((segment, index): TranscriptSegment =>
        index === 1 ? { ...segment, speaker, flags: [...segment.flags, 'speaker-corrected'] } : segment,
      );
      const result = reassignSpeakers(corrected, model);
      expect(result.map(({ id, text }) => [id, text])).toEqual(first.map(({ id, text }) => [id, text]));
      expect(result.map((segment) => segment.speaker)).toEqual([speaker, speaker]);
      expect(result[1]).toBe(corrected[1]);
    }
  });

  it('undoes a wrong earlier decision', () => {
    const wrong = assignSpeakers(heard(...visit), model).map((segment): TranscriptSegment => ({
      ...segment,
      speaker: segment.speaker === 'patient' ? 'clinician' : 'patient',
    }));
    expect(said(reassignSpeakers(wrong, model))).toEqual(said(assignSpeakers(heard(...visit), model)));
  });
});

describe('the sample visit, untagged', () => {
  const truth = parseTranscript(script).segments.flatMap((segment) => segment.words.map(() => segment.speaker));
  const plain = script.replace(/^\[\w+\] /gm, '');

  it.each([
    ['one turn a line', plain, 0.97],
    ['one paragraph', plain.replaceAll('\n', ' '), 0.93],
    ['lower case, no punctuation', plain.toLowerCase().replace(/[.,?]/g, ''), 0.97],
  ])('%s', (_, text, least) => {
    const found = parseTranscript(text, model).segments.flatMap((segment) => segment.words.map(() => segment.speaker));
    expect(found).toHaveLength(truth.length);
    const right = found.filter((speaker, index) => speaker === truth[index]).length;
    expect(right / truth.length).toBeGreaterThanOrEqual(least);
  });
});
