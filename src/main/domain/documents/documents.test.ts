import { describe, expect, it } from 'vitest';
import { DocumentKind, VisitDocument } from '../../../shared/model/document.ts';
import { inputOf, made, textsOf, under, type Row, NOTE, TURNS, VISIT } from './documents.fixture.ts';
import { makeDocument } from './make-document.ts';
import { renderDocumentMarkdown, renderDocumentText } from './render-document.ts';

const without = (...texts: string[]): Row[] => NOTE.filter(([, text]) => !texts.includes(text));

describe('every document', () => {
  it.each(DocumentKind.options)('%s is whole, the same each time, and rests on what was said', (kind) => {
    const document = made(kind, VISIT);
    expect(VisitDocument.parse(document)).toEqual(document);
    expect(made(kind, VISIT)).toEqual(document);
    for (const block of document.blocks)
      for (const sentence of block.sentences) {
        if (sentence.source === 'note' || sentence.source === 'visit')
          for (const { segmentId, quote } of sentence.evidence)
            expect(TURNS[Number(segmentId.slice(1)) - 1]).toContain(quote);
        expect(sentence.source === 'chart' || sentence.evidence.length > 0, sentence.text).toBe(true);
      }
    expect(document.blocks.flatMap(({ sentences }) => sentences.map(({ id }) => id as string)).length).toBe(
      new Set(document.blocks.flatMap(({ sentences }) => sentences.map(({ id }) => id))).size,
    );
  });

  it.each(DocumentKind.options)('%s of a visit in which nothing was said says nothing', (kind) => {
    const document = made(kind, { turns: ['D: Hello.', 'P: Hello.'], note: [] });
    expect(textsOf(document)).toEqual([]);
    expect(document.gaps).not.toEqual([]);
  });

  it.each(DocumentKind.options)('%s has nothing that the clinician took out of the note', (kind) => {
    const gone = [
      'We will order an MRI of the left knee.',
      'We will increase the lisinopril to 20 mg twice daily.',
      'The patient was advised to go to the emergency room if the knee locks up or the patient gets a fever.',
      'No lifting over 20 pounds at work for 2 weeks because of the meniscus tear.',
      'Follow up in 2 weeks.',
    ];
    const all = textsOf(made(kind, { ...VISIT, drafted: NOTE, note: without(...gone) })).join(' ');
    expect(all).not.toMatch(/MRI|lisinopril|emergency|lifting|2 weeks|two weeks/i);
  });

  it.each(DocumentKind.options)('%s has what the clinician wrote over, not what was heard', (kind) => {
    const note = NOTE.map((row): Row =>
      row[1].includes('lisinopril') ? ['Plan', 'We will increase the lisinopril to 30 mg once daily.', 0] : row,
    );
    const all = textsOf(made(kind, { ...VISIT, drafted: NOTE, note })).join(' ');
    expect(all).not.toMatch(/20 mg|twenty milligrams|2 times|twice/);
    if (/instructions|summary|letter|log/.test(kind)) expect(all).toContain('30 mg');
  });

  it('waits where the sentence of the note waits', () => {
    const input = inputOf(VISIT);
    for (const section of input.note.sections)
      for (const sentence of section.sentences)
        if (sentence.text.includes('lisinopril')) sentence.support = 'needs-review';
    const document = makeDocument('patient-instructions', input, { fingerprint: 'f' });
    const open = document.blocks.flatMap(({ sentences }) => sentences).filter(({ support }) => support !== 'supported');
    expect(open.map(({ text, reasons }) => [text, reasons])).toEqual([
      ['Increase the lisinopril to 20 mg 2 times a day.', [{ kind: 'open-in-note' }]],
    ]);
  });

  it('labels what is of the chart as of the chart', () => {
    const chart = { medications: [{ text: 'warfarin 5 mg' }], allergies: [{ text: 'Latex' }], problems: [] };
    for (const kind of DocumentKind.options) {
      const document = made(kind, { ...VISIT, chart });
      for (const block of document.blocks)
        for (const sentence of block.sentences)
          if (/warfarin|Latex/.test(sentence.text)) {
            expect(block.heading).toMatch(/chart/i);
            expect(sentence.source).toBe('chart');
          }
    }
    expect(textsOf(made('work-note', { ...VISIT, chart })).join(' ')).not.toMatch(/warfarin|Latex/);
  });
});

describe('after-visit summary', () => {
  it('tells why, what was found and what to do, each only where it was said', () => {
    const document = made('after-visit-summary', VISIT);
    expect(under(document, 'Why you came in')).toEqual(['Left knee pain.']);
    expect(under(document, 'What your clinician thinks')).toEqual([
      'You likely have a meniscus tear (torn cartilage in the knee).',
    ]);
    expect(textsOf(document).join(' ')).not.toMatch(/mother|diabetes/);
    const bare = made('after-visit-summary', { note: NOTE.filter(([group]) => group === 'Plan') });
    expect(bare.blocks.map(({ heading }) => heading)).not.toContain('Why you came in');
  });
});

describe('referral letter', () => {
  const document = made('referral-letter', VISIT);

  it('says to whom and why, and what is known', () => {
    expect(document.fields[0]).toMatchObject({ key: 'to', value: 'Orthopedics' });
    expect(under(document, 'Reason for referral')).toEqual(['We will refer the patient to orthopedics.']);
    expect(under(document, 'History')).toEqual(['The patient reports left knee pain for 3 weeks.']);
    expect(under(document, 'Examination')).toContain('There is swelling of the left knee.');
    expect(renderDocumentText(document)).toContain('Ana Reyes, MD');
  });

  it('leaves relatives and their illnesses out', () => {
    expect(renderDocumentText(document)).not.toMatch(/mother|diabetes/i);
  });

  it('is about the problem it is written for, with every change of drugs', () => {
    const two = made('referral-letter', {
      ...VISIT,
      note: [
        ...NOTE,
        ['Assessment', 'Hypertension is not controlled.', 6, 'Hypertension'],
        ['Plan', 'We will check a basic metabolic panel.', 6, 'Hypertension'],
      ],
    });
    expect(textsOf(two).join(' ')).not.toMatch(/metabolic|not controlled/);
    expect(textsOf(two).join(' ')).toMatch(/lisinopril/);
  });

  it('takes the referral that was chosen', () => {
    const note: Row[] = [...NOTE, ['Plan', 'Refer to cardiology for palpitations.', 0]];
    const options = { referral: 'Refer to cardiology for palpitations' };
    const chosen = made('referral-letter', { ...VISIT, note, options });
    expect(chosen.choices).toHaveLength(2);
    expect(chosen.fields[0]?.value).toBe('Cardiology');
    expect(under(chosen, 'Reason for referral')).toEqual(['Refer to cardiology for palpitations.']);
  });

  it('without a referral has no reason, and says so to the clinician', () => {
    const none = made('referral-letter', { ...VISIT, note: without('We will refer the patient to orthopedics.') });
    expect(none.gaps).toEqual(expect.arrayContaining(['reason', 'specialty']));
    expect(none.blocks.map(({ heading }) => heading)).not.toContain('Reason for referral');
  });
});

describe('work note', () => {
  it('has the limits and nothing else', () => {
    const document = made('work-note', VISIT);
    expect(textsOf(document)).toEqual(['No lifting over 20 pounds at work for 2 weeks.']);
    expect(document.gaps).toEqual([]);
    const printed = renderDocumentText(document);
    expect(printed).not.toMatch(/knee|meniscus|tear|pain|lisinopril|ibuprofen|MRI|orthopedics|1970/i);
  });

  it.each([
    'The patient may return to work on Monday after the flu.',
    'The patient should stay home from school because of strep throat until Thursday.',
    'No gym class for 1 week due to the ankle sprain.',
    'Light duty for 2 weeks given the lumbar strain.',
    'The patient can go back to work on Monday if the fever is gone.',
    'Off work for 3 days with the migraine.',
    'No driving or heavy machinery at work while taking cyclobenzaprine.',
  ])('tells no employer why: %s', (text) => {
    const document = made('work-note', { note: [['Plan', text, 0]] });
    expect(textsOf(document).join(' ')).not.toMatch(/flu|strep|throat|sprain|strain|fever|migraine|cyclobenzaprine/i);
    expect(textsOf(document)).toHaveLength(1);
  });

  it('shows a person what went with the reason where it set a limit', () => {
    const document = made('work-note', {
      note: [['Plan', 'The patient can go back to work when the fever is gone.', 0]],
    });
    expect(document.blocks[0]?.sentences[0]).toMatchObject({
      text: 'The patient can go back to work.',
      support: 'needs-review',
      reasons: [{ kind: 'wording', claim: 'when the fever is gone' }],
    });
  });

  it('leaves out what cannot be said without the reason, and tells the clinician', () => {
    const document = made('work-note', { note: [['Plan', 'The fever note for work may say influenza.', 0]] });
    expect(textsOf(document)).toEqual([]);
    expect(document.gaps).toContain('diagnosis-left-out');
  });

  it('names the diagnosis where the clinician asks for it', () => {
    const document = made('work-note', { ...VISIT, options: { includeDiagnosis: true } });
    expect(textsOf(document)).toEqual([
      'No lifting over 20 pounds at work for 2 weeks because of the meniscus tear.',
      'The patient likely has a meniscus tear.',
    ]);
  });

  it('takes no fitness for granted', () => {
    const document = made('work-note', { turns: TURNS, note: NOTE.slice(0, 7), drafted: NOTE });
    expect(textsOf(document)).toEqual([]);
    expect(document.gaps).toEqual(['fitness', 'dates']);
  });
});

describe('prior authorization', () => {
  it('has the order, the reason, what was tried, and tells what nobody said', () => {
    const document = made('prior-authorization', VISIT);
    expect(document.fields[0]).toMatchObject({ key: 'requested', value: 'MRI of the left knee' });
    expect(under(document, 'Diagnosis and reason')).toEqual(['The patient likely has a meniscus tear.']);
    expect(document.gaps).toEqual(['tried-before', 'results']);
    expect(renderDocumentText(document)).not.toMatch(/not said|tried/i);
  });

  it('quotes the patient where the note lacks what was tried, for the clinician to decide', () => {
    const turns = ['P: My knee hurts.', "P: Ibuprofen didn't help at all.", ...TURNS.slice(4)];
    const document = made('prior-authorization', { turns, note: [['Plan', 'Order an MRI of the left knee.', 3]] });
    const block = document.blocks.find(({ heading }) => heading?.startsWith('Tried'))!;
    expect(block.sentences[0]).toMatchObject({
      text: "The patient said: “Ibuprofen didn't help at all”",
      support: 'needs-review',
      source: 'visit',
    });
    expect(document.gaps).not.toContain('tried-before');
  });

  it('asks for the dose of a drug that was ordered without one', () => {
    const document = made('prior-authorization', { note: [['Plan', 'Start adalimumab.', 0]] });
    expect(document.gaps).toContain('dose');
  });
});

describe('chronic-care log', () => {
  it('counts whole minutes that were recorded, and none where nothing was', () => {
    const logged = made('chronic-care-log', { ...VISIT, visit: { recordedMs: 19 * 60_000 + 59_999 } });
    expect(logged.touchpoint).toEqual({ minutes: 19, from: 'recording' });
    expect(renderDocumentText(logged)).toContain('Time: 19 minutes (length of the recording)');
    const typed = made('chronic-care-log', VISIT);
    expect(typed.touchpoint).toBeUndefined();
    expect(typed.gaps).toContain('minutes');
    expect(renderDocumentText(typed)).not.toMatch(/minute/);
  });
});

describe('a document made again', () => {
  it('keeps what a person decided where the engine writes the same again', () => {
    const before = made('patient-instructions', VISIT);
    const [change, stop] = [before.blocks[0]!.sentences[0]!, before.blocks[1]!];
    Object.assign(change, { text: 'Take more lisinopril: 20 mg 2 times a day.', origin: 'clinician', confirmed: true });
    before.dropped = [stop.sentences[0]!.text];
    before.blocks = before.blocks.filter((block) => block !== stop);
    before.fields.push({ key: 'address', label: 'Address', value: '1 Main Street', source: 'clinician' });
    const again = makeDocument(
      'patient-instructions',
      inputOf({ ...VISIT, drafted: NOTE, note: without('Follow up in 2 weeks.') }),
      {
        fingerprint: 'g',
        before,
      },
    );
    expect(under(again, 'Change these medicines')).toEqual(['Take more lisinopril: 20 mg 2 times a day.']);
    expect(textsOf(again).join(' ')).not.toMatch(/ibuprofen|Follow up/);
    expect(again.fields.at(-1)?.value).toBe('1 Main Street');
  });

  it('lets an edit go whose ground is gone', () => {
    const before = made('patient-instructions', VISIT);
    Object.assign(before.blocks[0]!.sentences[0]!, { text: 'More lisinopril.', origin: 'clinician', confirmed: true });
    const gone = without('We will increase the lisinopril to 20 mg twice daily.');
    const again = makeDocument('patient-instructions', inputOf({ ...VISIT, drafted: NOTE, note: gone }), {
      fingerprint: 'g',
      before,
    });
    expect(textsOf(again).join(' ')).not.toMatch(/lisinopril/);
  });
});

describe('rendering', () => {
  it('says of a draft that it is one, first and last, and of a final document not', () => {
    const draft = made('patient-instructions', VISIT);
    const text = renderDocumentText(draft);
    expect(text.startsWith('DRAFT - NOT FINAL')).toBe(true);
    expect(text.trimEnd().endsWith('DRAFT - NOT FINAL')).toBe(true);
    expect(renderDocumentMarkdown(draft)).toContain('DRAFT');
    expect(renderDocumentText({ ...draft, status: 'final' })).not.toContain('DRAFT');
  });
});
