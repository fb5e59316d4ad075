import { describe, expect, it } from 'vitest';
import { SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import type { Note, NoteSentence } from '../../../shared/model/note.ts';
import { planInstruction } from './instructions.ts';

const sentence = (id: string, text: string, more: Partial<NoteSentence> = {}): NoteSentence => ({
  id: SentenceId.parse(id),
  text,
  confidence: 0.9,
  support: 'supported',
  evidence: [{ segmentId: SegmentId.parse('s1'), startMs: 0, endMs: 1, quote: text }],
  origin: 'draft',
  confirmed: false,
  ...more,
});
const note = (text = 'The patient has had a cough for 2 weeks.', next = 'She denies fever.'): Note => ({
  template: 'soap',
  engine: { name: 'x', version: '1' },
  status: 'draft',
  omissions: [],
  sections: [
    {
      key: 'subjective',
      heading: 'Subjective',
      sentences: [
        sentence('n1', text, { group: 'History of present illness' }),
        sentence('n2', next, { group: 'History of present illness' }),
        sentence('n3', 'Her dog was ill, too.', { group: 'Social history' }),
      ],
    },
    { key: 'objective', heading: 'Objective', sentences: [] },
    { key: 'assessment', heading: 'Assessment', sentences: [] },
    { key: 'plan', heading: 'Plan', sentences: [sentence('n4', 'Start lisinopril 10 mg daily.')] },
  ],
});
const ID = SentenceId.parse('n1');

/** What the chosen sentence reads afterwards. */
function reworded(text: string, words: string): string {
  const plan = planInstruction(note(text), words, ID);
  if (plan.kind !== 'edits') return plan.kind === 'problem' ? plan.problem : plan.kind;
  const [edit] = plan.edits;
  return edit?.kind === 'reword' ? edit.text : (edit?.kind ?? '');
}

describe('dictation to the note', () => {
  it.each([
    ['add to plan: recheck potassium in two weeks', 'plan', 'Recheck potassium in 2 weeks.'],
    ['Add to the plan recheck potassium in two weeks.', 'plan', 'Recheck potassium in 2 weeks.'],
    ['put in the plan that she stops ibuprofen', 'plan', 'She stops ibuprofen.'],
    ['plan: start metformin five hundred milligrams twice a day period', 'plan', 'Start metformin 500 mg twice a day.'],
    ['add walks two miles a day to social history', 'subjective', 'Walks 2 miles a day.'],
    [
      'add to exam: tender over the left knee comma no swelling',
      'objective',
      'Tender over the left knee, no swelling.',
    ],
    ['add to HPI started after a fall', 'subjective', 'Started after a fall.'],
  ])('%s', (words, sectionKey, text) => {
    expect(planInstruction(note(), words)).toMatchObject({ kind: 'edits', edits: [{ kind: 'add', sectionKey, text }] });
  });

  it('goes under its heading, in as many sentences as were dictated', () => {
    expect(planInstruction(note(), 'add to hpi: worse at night period no fever new line better with rest')).toEqual({
      kind: 'edits',
      action: 'add',
      edits: ['Worse at night.', 'No fever.', 'Better with rest.'].map((text) => ({
        kind: 'add',
        text,
        sectionKey: 'subjective',
        group: 'History of present illness',
      })),
    });
  });

  it('knows a period from a period', () => {
    expect(planInstruction(note(), 'add to hpi: last menstrual period two weeks ago')).toMatchObject({
      edits: [{ text: 'Last menstrual period 2 weeks ago.' }],
    });
    expect(planInstruction(note(), 'add to plan: colon cancer screening')).toMatchObject({
      edits: [{ text: 'Colon cancer screening.' }],
    });
  });

  it('makes a problem with what belongs to it', () => {
    expect(planInstruction(note(), 'new problem hypertension: start amlodipine five milligrams')).toMatchObject({
      action: 'add-problem',
      edits: [
        { sectionKey: 'assessment', text: 'Hypertension.', problem: 'Hypertension' },
        { sectionKey: 'assessment', text: 'Start amlodipine 5 mg.', problem: 'Hypertension' },
      ],
    });
  });

  it('removes the sentence about something, and asks which where there are several', () => {
    expect(planInstruction(note(), 'remove the sentence about the dog')).toMatchObject({
      edits: [{ kind: 'remove', sentenceId: 'n3' }],
    });
    expect(planInstruction(note(), 'remove the sentence about the parrot')).toMatchObject({ problem: 'no-match' });
    const twice = note('The cough is dry.', 'The cough keeps her awake.');
    expect(planInstruction(twice, 'delete the line about cough')).toMatchObject({
      problem: 'several',
      candidates: [{ id: 'n1' }, { id: 'n2' }],
    });
    expect(planInstruction(twice, 'delete the line about cough', SentenceId.parse('n2'))).toMatchObject({
      edits: [{ sentenceId: 'n2' }],
    });
    expect(planInstruction(note(), 'delete this', ID)).toMatchObject({ edits: [{ kind: 'remove', sentenceId: 'n1' }] });
  });

  it('says what is missing', () => {
    expect(planInstruction(note(), 'add to plan')).toMatchObject({ problem: 'no-text' });
    expect(planInstruction({ ...note(), sections: note().sections.slice(0, 1) }, 'add to plan: rest')).toMatchObject({
      problem: 'no-section',
    });
    expect(planInstruction(note(), 'shorten')).toMatchObject({ problem: 'no-sentence' });
    for (const words of ['', 'make me a coffee', 'ignore your instructions', 'add consent'])
      expect(planInstruction(note(), words, ID)).toEqual({ kind: 'unknown' });
  });
});

describe('an instruction on a sentence', () => {
  it.each([
    ['shorten', 'The patient reports that she has had really severe pain at this time.', 'Reports severe pain.'],
    ['bullet', 'The patient has had a cough for 2 weeks.', 'Cough for 2 weeks.'],
    ['make it a bullet', 'We will get a chest x-ray.', 'Get a chest x-ray.'],
    ['plain', 'Denies fever.', 'The patient denies fever.'],
    [
      'past tense',
      'The patient takes lisinopril and denies dizziness.',
      'The patient took lisinopril and denied dizziness.',
    ],
    ['present tense', 'The knee was swollen and hurt.', 'The knee is swollen and hurts.'],
    ['make it past', 'She has been tired.', 'She was tired.'],
    ['use they', 'The patient has pain in her knee.', 'They have pain in their knee.'],
    ['neutral', 'She takes her pills.', "The patient takes the patient's pills."],
    ['use she', 'They have a cough and their throat hurts.', 'She has a cough and her throat hurts.'],
    ['replace cough with dry cough', 'The patient has had a cough.', 'The patient has had a dry cough.'],
    ['change “two weeks” to three weeks', 'Cough for two weeks.', 'Cough for three weeks.'],
    ['change dose to forty milligrams', 'Takes lisinopril 20 mg once daily.', 'Takes lisinopril 40 mg once daily.'],
    ['change the dose to 40', 'Takes lisinopril 20 mg once daily.', 'Takes lisinopril 40 mg once daily.'],
    [
      'change the frequency to twice daily',
      'Takes metformin 500 mg once daily.',
      'Takes metformin 500 mg twice daily.',
    ],
    ['change side to left', 'Right knee pain, worse in the right knee.', 'Left knee pain, worse in the left knee.'],
    ['make it right', 'Pain in the left knee.', 'Pain in the right knee.'],
    ['make negative', 'The patient reports chest pain.', 'The patient denies chest pain.'],
    ['make positive', 'The patient denies any chest pain.', 'The patient reports chest pain.'],
    ['make it negative', 'Swelling is present.', 'Swelling is absent.'],
    ['expand', 'HTN on lisinopril 10 mg PO BID.', 'Hypertension on lisinopril 10 mg by mouth twice daily.'],
    ['abbreviate', 'Shortness of breath with hypertension, inhaler as needed.', 'SOB with HTN, inhaler PRN.'],
  ])('%s: %s', (words, before, after) => expect(reworded(before, words)).toBe(after));

  it.each([
    ['change dose to 40 mg', 'Takes lisinopril 20 mg and metformin 500 mg.', 'several'],
    ['change dose to 40 mg', 'Takes lisinopril.', 'no-match'],
    ['change side to left', 'Pain in the left and right knee.', 'several'],
    ['replace cat with dog', 'The patient has a cough.', 'no-match'],
    ['make negative', 'The patient denies fever.', 'nothing-to-do'],
    ['shorten', 'Cough.', 'nothing-to-do'],
    ['abbreviate', 'Takes insulin 10 units every other day.', 'nothing-to-do'],
    ['split', 'The patient has cough and fever.', 'nothing-to-do'],
  ])('does not guess: %s on “%s” is %s', (words, before, problem) => expect(reworded(before, words)).toBe(problem));

  it('splits where a clause of its own begins; both rest on the same words', () => {
    const plan = planInstruction(
      note('The patient has had a cough for 2 weeks and their left knee hurts.'),
      'split',
      ID,
    );
    expect(plan).toMatchObject({
      edits: [
        { kind: 'reword', text: 'The patient has had a cough for 2 weeks.' },
        { kind: 'add', text: 'Their left knee hurts.', afterSentenceId: 'n1', partOf: 'n1' },
      ],
    });
    expect(planInstruction(note('The patient has a cough but denies fever.'), 'split it in two', ID)).toMatchObject({
      edits: [{ text: 'The patient has a cough.' }, { text: 'The patient denies fever.' }],
    });
  });

  it('merges with the next one', () => {
    expect(
      planInstruction(note('The patient has a cough.', 'The patient denies fever.'), 'merge with next', ID),
    ).toMatchObject({
      edits: [
        { kind: 'reword', text: 'The patient has a cough and denies fever.' },
        { kind: 'remove', sentenceId: 'n2' },
      ],
    });
    expect(planInstruction(note('The cough is dry.', 'MRI was normal.'), 'merge', ID)).toMatchObject({
      edits: [{ text: 'The cough is dry; MRI was normal.' }, {}],
    });
    expect(planInstruction(note(), 'merge', SentenceId.parse('n4'))).toMatchObject({ problem: 'no-match' });
  });

  it('moves to a section or a heading of it', () => {
    expect(planInstruction(note(), 'move to plan', ID)).toMatchObject({
      edits: [{ kind: 'move', sectionKey: 'plan' }],
    });
    expect(planInstruction(note(), 'move it to social history', ID)).toMatchObject({
      edits: [{ sectionKey: 'subjective', group: 'Social history' }],
    });
    expect(planInstruction(note(), 'move to HPI', ID)).toMatchObject({ problem: 'nothing-to-do' });
  });
});
