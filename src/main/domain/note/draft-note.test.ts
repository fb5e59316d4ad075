import { describe, expect, it } from 'vitest';
import { Note } from '../../../shared/model/note.ts';
import { createDeterministicDrafter } from './deterministic-drafter.ts';
import { draftNote } from './draft-note.ts';
import { renderNoteMarkdown, renderNotePlainText } from './render-note.ts';
import { SLOTS } from './statement.ts';
import { draft, shippedResources, textOf, visit } from './visit.fixture.ts';

const SCRIPT = `
D: Hi, what brings you in today?
P: I've been having a really bad sore throat for three days, and I've got a cough.
D: Any fever or chills?
P: No.
D: Are you taking anything for it?
P: I took some Tylenol, it helped a little bit.
D: Do you have any allergies to medications?
P: Yes, I'm allergic to penicillin.
D: Okay, let me take a look. Your throat is red, with no exudate. Lungs are clear.
D: I think this is a viral pharyngitis. I'd like you to drink plenty of fluids. We will do a rapid strep test today.
D: If it isn't better in a week, come back and see me.
P: Okay, thank you.
`;

describe('draftNote', () => {
  it('gives a note that fits its schema, with the four sections of SOAP', () => {
    const note = draft(SCRIPT);
    expect(Note.parse(note)).toEqual(note);
    expect(note.sections.map((section) => section.key)).toEqual(['subjective', 'objective', 'assessment', 'plan']);
    for (const key of ['subjective', 'objective', 'plan']) expect(textOf(note, key)).not.toBe('');
  });

  it('rests every sentence on verbatim words of the segment it names', () => {
    const transcript = visit(SCRIPT);
    const note = draft(SCRIPT);
    const sentences = note.sections.flatMap((section) => section.sentences);
    expect(sentences.length).toBeGreaterThan(6);
    for (const sentence of sentences) {
      expect(sentence.evidence.length).toBeGreaterThan(0);
      expect(sentence.support).toBe('supported');
      for (const item of sentence.evidence) {
        const segment = transcript.segments.find((candidate) => candidate.id === item.segmentId)!;
        expect(segment.text).toContain(item.quote);
        expect(item.startMs).toBeGreaterThanOrEqual(segment.startMs);
        expect(item.endMs).toBeLessThanOrEqual(segment.endMs);
      }
    }
  });

  it('says what was said and nothing else', () => {
    const text = textOf(draft(SCRIPT));
    expect(text).toMatch(/denies fever or chills/i);
    expect(text).toMatch(/sore throat/i);
    expect(text).toMatch(/penicillin/i);
    expect(text).toMatch(/strep/i);
    expect(text).not.toMatch(/consent|heart|abdomen|normal/i);
  });

  it('is the same note every time, through the port too', async () => {
    const resources = shippedResources();
    const direct = draftNote({ transcript: visit(SCRIPT), template: 'soap', resources });
    const drafter = createDeterministicDrafter(resources);
    expect(await drafter.draft({ transcript: visit(SCRIPT), template: 'soap' })).toEqual(direct);
    expect(drafter.engine).toEqual(direct.engine);
  });

  it('refuses a template it does not have', () => {
    expect(() => draftNote({ transcript: visit(SCRIPT), template: 'nope', resources: shippedResources() })).toThrow(
      'validation.input',
    );
  });

  it('gives empty sections for silence and small talk', () => {
    const note = draft('D: Hi there, how was the game?\nP: Great, we won!');
    expect(textOf(note)).toBe('');
    expect(textOf(draft(''))).toBe('');
  });
});

describe('the chart', () => {
  it('lends its words: a drug the lexicon does not know is recognised when said', () => {
    const script =
      'P: I have had migraines for two years.\nD: What do you take for it?\nP: Ubrogepant.\nD: We will continue the ubrogepant.';
    const chart = {
      patient: { name: 'A', sex: 'male' as const },
      problems: [{ text: 'Eosinophilic esophagitis (disorder)' }],
      medications: [{ text: 'ubrogepant 50 MG Oral Tablet' }],
      allergies: [],
      observations: [],
    };
    expect(textOf(draft(script, chart))).toMatch(/takes ubrogepant|continue the ubrogepant/i);
    expect(textOf(draft(script, chart))).not.toMatch(/esophagitis|50/);
  });
});

describe('templates', () => {
  const resources = shippedResources();
  it.each([...resources.templates.keys()])('%s: every slot has a place, all sentences are proven', (name) => {
    const template = resources.templates.get(name)!;
    expect(template.name).toBe(name);
    const slots: string[] = template.sections.flatMap((section) => section.slots.map(({ slot }) => slot));
    // A brief note has no room for what it says elsewhere.
    const needed = SLOTS.filter((slot) => slot !== 'summary' || template.length !== 'brief');
    expect(slots).toEqual(expect.arrayContaining(needed));
    const note = draftNote({ transcript: visit(SCRIPT), template: name, resources });
    const sentences = note.sections.flatMap((section) => section.sentences);
    expect(sentences.length).toBeGreaterThan(3);
    expect(sentences.every((sentence) => sentence.support === 'supported')).toBe(true);
  });
});

describe('rendering', () => {
  it('marks a draft as one and a signed text not', () => {
    const note = draft(SCRIPT);
    expect(renderNotePlainText(note, { status: 'draft' })).toMatch(/DRAFT/);
    const signed = renderNotePlainText(note, { status: 'signed', header: ['Visit of 1 May 2026'] });
    expect(signed).not.toMatch(/DRAFT/);
    expect(signed).toMatch(/^Visit of 1 May 2026/);
    expect(renderNoteMarkdown(note)).toMatch(/^# Subjective\n/);
  });
});
