import { describe, expect, it } from 'vitest';
import type { Note } from '../../../shared/model/note.ts';
import { checkTemplate } from '../../../shared/model/template-check.ts';
import type { NoteTemplate, Slot, TemplateSlot } from '../../../shared/model/template.ts';
import { draftNote } from './draft-note.ts';
import { slotPlacer } from './place-slots.ts';
import { renderNoteMarkdown, renderNotePlainText } from './render-note.ts';
import { shippedResources, visit } from './visit.fixture.ts';

const SCRIPT = `D: What brings you in today?
P: I have had a cough for three weeks, and my blood pressure is high.
D: Any fever?
P: No fever.
D: Do you smoke?
P: I quit smoking ten years ago.
D: Any allergies?
P: I am allergic to penicillin.
D: Your blood pressure is 148 over 92. Your lungs are clear.
D: I think your cough comes from a cold. Your hypertension is not well controlled.
D: I want you to start lisinopril 10 milligrams daily for your blood pressure. I will see you again in four weeks.`;

type Part = Omit<Partial<NoteTemplate>, 'sections'> & { sections: readonly object[] };
function template(part: Part): NoteTemplate {
  const checked = checkTemplate({ name: 'test', title: 'Test', ...part });
  expect(checked.problems).toEqual([]);
  return checked.template!;
}
const draft = (part: Part, script = SCRIPT): Note =>
  draftNote({ transcript: visit(script), template: template(part), resources: shippedResources() });
const section = (key: string, ...slots: (string | object)[]): object => ({
  key,
  heading: key.toUpperCase(),
  slots: slots.map((slot) => (typeof slot === 'string' ? { slot } : slot)),
});
const texts = (note: Note, key: string): string =>
  note.sections
    .find((candidate) => candidate.key === key)!
    .sentences.map(({ text }) => text)
    .join(' ');
const everything = (note: Note): string => renderNoteMarkdown(note);

describe('a practice’s own template', () => {
  it('decides headings, order and style, and the note carries them', () => {
    const note = draft({
      noteType: 'consultation',
      sections: [
        section('plan', { slot: 'plan', style: 'prose' }),
        section('story', { slot: 'hpi', style: 'bullets', heading: 'Told' }, 'chief-complaint'),
        section('rest', 'assessment', 'exam'),
      ],
    });
    expect(note).toMatchObject({ template: 'test', templateTitle: 'Test', noteType: 'consultation' });
    const markdown = everything(note);
    expect(markdown.indexOf('# PLAN')).toBe(0);
    expect(markdown).toMatch(/# STORY\n\n## Told\n\n- /);
    expect(note.sections[0]!.sentences.map(({ style }) => style)).toContain('prose');
    expect(markdown.slice(0, markdown.indexOf('# STORY'))).not.toMatch(/^- /m);
    expect(renderNotePlainText(note, { status: 'draft' })).toMatch(/STORY\n\nTold:\n- /);
  });

  it('puts what has no place where it is nearest, and loses nothing', () => {
    const note = draft({ sections: [section('all', 'hpi'), section('end', 'assessment')] });
    expect(texts(note, 'all')).toMatch(/penicillin/);
    expect(texts(note, 'end')).toMatch(/lisinopril 10 mg/);
    const bare = draft({ sections: [section('story', 'hpi')] });
    expect(everything(bare)).not.toMatch(/lisinopril/);
    expect(bare.omissions).toContainEqual(
      expect.objectContaining({ reason: 'template', text: expect.stringMatching(/lisinopril 10 mg/) as string }),
    );
  });

  it('lists what it leaves out on purpose, ready to be taken in', () => {
    const note = draft({
      leaveOut: ['allergies'],
      sections: [section('all', 'hpi', 'medications'), section('p', 'plan')],
    });
    expect(everything(note)).not.toMatch(/penicillin/);
    const omission = note.omissions.find(({ text }) => text?.includes('penicillin'));
    expect(omission).toMatchObject({
      reason: 'template',
      sectionKey: 'all',
      evidence: { quote: expect.anything() as string },
    });
  });

  it('takes assessment and plan problem by problem', () => {
    const ap = section('ap', 'assessment', { slot: 'plan', style: 'bullets' });
    const apart = draft({ sections: [section('hpi', 'hpi'), ap] });
    const together = draft({ sections: [section('hpi', 'hpi'), { ...ap, byProblem: true }] });
    const slots = (note: Note): (string | undefined)[] => note.sections[1]!.sentences.map(({ slot }) => slot);
    const last = (note: Note): number => slots(note).lastIndexOf('assessment');
    expect(slots(apart).indexOf('plan')).toBeGreaterThan(last(apart));
    const problems = together.sections[1]!.sentences.map(({ problem }) => problem);
    // Each problem is one stretch.
    expect(new Set(problems).size).toBe(problems.filter((problem, i) => problem !== problems[i - 1]).length);
    expect(everything(together).match(/^## .*$/gm) ?? []).toHaveLength(
      new Set((everything(together).match(/^## .*$/gm) ?? []) as string[]).size,
    );
  });

  it('prints an empty section only when told to, and puts no finding there', () => {
    const exam = section('exam', 'exam');
    const script = 'D: What brings you in?\nP: I have a headache.';
    expect(everything(draft({ sections: [section('hpi', 'hpi'), exam] }, script))).not.toMatch(/EXAM/);
    expect(everything(draft({ sections: [section('hpi', 'hpi'), { ...exam, showEmpty: true }] }, script))).toMatch(
      /# EXAM\n\nNothing recorded\.\n$/,
    );
  });
});

describe('pertinent negatives', () => {
  const sections = [section('hpi', 'hpi'), section('ros', 'ros'), section('plan', 'plan')];
  const places = (negatives: NoteTemplate['negatives']): [boolean, boolean] => {
    const note = draft({ negatives, sections });
    return [/fever/.test(texts(note, 'hpi')), /fever/.test(texts(note, 'ros'))];
  };
  it.each([
    ['auto', [true, false]],
    ['hpi', [true, false]],
    ['ros', [false, true]],
    ['both', [true, true]],
    ['none', [false, false]],
  ] as const)('%s', (negatives, expected) => expect(places(negatives)).toEqual(expected));

  it('that are left out are listed', () => {
    const note = draft({ negatives: 'none', sections });
    expect(note.omissions.some(({ reason, text }) => reason === 'template' && /fever/.test(text ?? ''))).toBe(true);
  });
});

describe('shipped templates', () => {
  const shipped = (name: string, script: string): Note =>
    draftNote({ transcript: visit(script), template: name, resources: shippedResources() });

  const placeIn = (name: string, slot: Slot, text: string): TemplateSlot | undefined =>
    slotPlacer(shippedResources().templates.get(name)!)({
      ...{ slot, text, units: [], salience: 1, trust: 1, order: 0, clinical: true },
    });

  it('psychiatry: a mental status exam only where it was said', () => {
    expect(texts(shipped('psychiatry', SCRIPT), 'mental-status')).toBe('');
    expect(placeIn('psychiatry', 'exam', 'Mood is anxious, affect is full.')).toBe('mental-status');
    expect(placeIn('psychiatry', 'exam', 'The lungs are clear.')).toBe('exam');
    expect(placeIn('soap', 'exam', 'Mood is anxious, affect is full.')).toBe('exam');
  });

  it('gynecology, pediatrics, primary care: their histories stand apart', () => {
    expect(placeIn('obgyn', 'pmh', 'She is G2P1.')).toBe('obstetric');
    expect(placeIn('obgyn', 'hpi', 'She had one miscarriage in 2015.')).toBe('obstetric');
    expect(placeIn('obgyn', 'hpi', 'She is worried about her pregnancy.')).toBe('hpi');
    expect(placeIn('soap', 'pmh', 'She is G2P1.')).toBe('pmh');
    expect(placeIn('pediatrics', 'pmh', 'He was born at 34 weeks.')).toBe('birth-development');
    expect(placeIn('pediatrics', 'hpi', 'His vaccinations are up to date.')).toBe('immunizations');
    expect(placeIn('primary-care', 'plan', 'Give the flu vaccine today.')).toBe('plan');
  });

  it('urgent care: when to come back stands by itself', () => {
    expect(texts(shipped('urgent-care', SCRIPT), 'follow-up')).toMatch(/4 weeks/);
    expect(texts(shipped('soap', SCRIPT), 'plan')).toMatch(/4 weeks/);
  });

  it('name the note type that an EHR files them under', () => {
    const types = [...shippedResources().templates.values()].map(({ name, noteType }) => [name, noteType]);
    expect(types.filter(([, type]) => type !== 'progress')).toEqual([
      ['consultation', 'consultation'],
      ['history-and-physical', 'history-and-physical'],
    ]);
  });
});
