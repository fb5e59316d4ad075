import { describe, expect, it } from 'vitest';
import { SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import type { Note, NoteSentence } from '../../../shared/model/note.ts';
import { StyleBook, styleRuleId, type StyleRule } from '../../../shared/model/style.ts';
import type { TemplateSlot } from '../../../shared/model/template.ts';
import { shippedResources } from '../note/visit.fixture.ts';
import { applyStyle } from './apply-style.ts';
import { hunksOf } from './hunks.ts';
import { learnStyle, type StyleVisit } from './learn-style.ts';
import { isSafeRule } from './safe-rule.ts';

const { lexicon } = shippedResources();
const replace = (from: string, to: string): StyleRule => ({ kind: 'replace', from, to });

const sentence = (id: number, text: string, quote = text, slot: TemplateSlot = 'hpi'): NoteSentence => ({
  id: SentenceId.parse(`n${id}`),
  text,
  confidence: 0.9,
  support: 'supported',
  evidence: [{ segmentId: SegmentId.parse(`s${id}`), startMs: 0, endMs: 1000, quote }],
  origin: 'draft',
  confirmed: false,
  slot,
});
const note = (...sentences: NoteSentence[]): Note => ({
  template: 'soap',
  engine: { name: 'e', version: '1' },
  status: 'draft',
  sections: [{ key: 'subjective', heading: 'Subjective', sentences }],
  omissions: [],
});
/** A visit whose drafted sentences were edited as given (undefined: removed; null: left alone). */
function visited(
  edits: readonly [string, string | null | undefined, TemplateSlot?][],
  names: string[] = [],
): StyleVisit {
  const drafted = edits.map(([text, , slot], i) => sentence(i + 1, text, text, slot));
  const signed = drafted.flatMap((each, i): NoteSentence[] => {
    const edit = edits[i]![1];
    if (edit === undefined) return [];
    return [edit === null ? each : { ...each, text: edit, origin: 'clinician', confirmed: true }];
  });
  return { draft: note(...drafted), signed: note(...signed), names };
}
const book = (part: Partial<StyleBook> = {}): StyleBook => StyleBook.parse(part);
const learned = (visits: readonly StyleVisit[], part?: Partial<StyleBook>): string[] =>
  learnStyle(visits, book(part), lexicon).map(({ rule }) => styleRuleId(rule));
const thrice = (...edits: [string, string | null | undefined, TemplateSlot?][]): StyleVisit[] => [
  visited(edits),
  visited(edits),
  visited(edits),
];

describe('what changed in a sentence', () => {
  it.each([
    ['The patient has hypertension.', 'The patient has HTN.', [['hypertension', 'HTN']]],
    ['The patient reports a cough.', 'Pt reports a cough.', [['the patient', 'pt']]],
    ['The patient was advised to stop smoking.', 'Stop smoking.', [['the patient was advised to', '']]],
    [
      'She has shortness of breath, with wheezing.',
      'She has SOB, w/ wheezing.',
      [
        ['shortness of breath', 'SOB'],
        ['with', 'w/'],
      ],
    ],
    // Additions are no habit.
    ['She has a cough.', 'She has a dry cough.', []],
    // Another number is another claim.
    ['Take 20 mg of it.', 'Take 40 mg of it.', []],
    // Written anew.
    ['She has a cough.', 'Lungs were discussed at length today.', []],
  ])('%s → %s', (before, after, expected) => {
    expect(hunksOf(before, after).map(({ from, to }) => [from, to])).toEqual(expected);
  });
});

describe('a habit is of wording only', () => {
  it.each([
    ['hypertension', 'HTN'],
    ['the patient', 'pt'],
    ['reports', 'endorses'],
    ['complains of', 'c/o'],
    ['shortness of breath', 'SOB'],
    ['denies', 'negative for'],
    ['history of', 'h/o'],
    ['the patient was advised to', ''],
    ['at this time', ''],
    ['twice daily', 'BID'],
    ['low back pain', 'LBP'],
  ])('%s → %s is one', (from, to) => expect(isSafeRule(replace(from, to), lexicon)).toBe(true));

  it.each([
    ['reports', 'denies', 'turns a claim round'],
    ['denies', '', 'drops a negation'],
    ['no', '', 'drops a negation'],
    ['right', 'left', 'changes the side'],
    ['left arm', 'LA', 'hides the side'],
    ['lisinopril', 'losartan', 'changes the drug'],
    ['lisinopril', 'ACE inhibitor', 'changes the drug'],
    ['lisinopril', '', 'drops the drug'],
    ['20 mg', '40 mg', 'changes the dose'],
    ['daily', 'BID', 'changes the frequency'],
    ['daily', 'QD', 'is on the list of what not to write'],
    ['units', 'U', 'is on the list of what not to write'],
    ['mother', 'father', 'changes the relative'],
    ['the patient', 'his mother', 'changes whose it is'],
    ['possible', '', 'makes it certain'],
    ['likely', 'certain', 'makes it certain'],
    ['mild', 'severe', 'changes the severity'],
    ['two', 'three', 'changes a number in words'],
    ['on Monday', '', 'is a date'],
    ['smith', 'pt', 'is a name'],
    ['lakeside clinic', 'LC', 'is a name'],
    ['cough', 'cough and wheezing', 'adds a finding'],
    ['cough', 'pneumonia', 'is another finding'],
    ['regularly', 'poorly', 'is another claim'],
    ['start', 'stop', 'is another order'],
    ['cough', 'cough. Lungs clear', 'adds a sentence'],
    ['he', 'she', 'changes the person'],
  ])('%s → %s is none: it %s', (from, to) => expect(isSafeRule(replace(from, to), lexicon)).toBe(false));

  it('knows the names of the people it has seen', () => {
    expect(isSafeRule(replace('the patient', 'pt'), lexicon, new Set(['pt']))).toBe(false);
  });

  it('leaves out no medication, allergy, finding, assessment or plan', () => {
    const allowed = (['social', 'ros', 'medications', 'allergies', 'exam', 'assessment', 'plan'] as const).filter(
      (slot) => isSafeRule({ kind: 'leave-out', slot }, lexicon),
    );
    expect(allowed).toEqual(['social', 'ros']);
  });
});

describe('proposals', () => {
  const HTN: [string, string] = ['The patient has hypertension.', 'The patient has HTN.'];

  it('need the same edit in three visits', () => {
    expect(learned([visited([HTN]), visited([HTN])])).toEqual([]);
    // Twice in one visit is one visit.
    expect(learned([visited([HTN, HTN]), visited([HTN])])).toEqual([]);
    expect(learned(thrice(HTN))).toEqual(['replace:hypertension>HTN']);
    expect(learnStyle(thrice(HTN), book(), lexicon)[0]).toMatchObject({ visits: 3, kept: 0 });
  });

  it('need that the clinician does not let it stand elsewhere', () => {
    const kept = visited([['Hypertension is well controlled.', null]]);
    expect(learned([...thrice(HTN), kept])).toEqual([]);
    expect(learned([...thrice(HTN), ...thrice(HTN), kept])).toEqual(['replace:hypertension>HTN']);
  });

  it('are not made of what was accepted or dismissed before', () => {
    expect(learned(thrice(HTN), { rules: [replace('hypertension', 'HTN')] })).toEqual([]);
    expect(learned(thrice(HTN), { dismissed: ['replace:hypertension>HTN'] })).toEqual([]);
  });

  it('are never made of a changed claim, however often', () => {
    expect(learned(thrice(['She denies chest pain.', 'She reports chest pain.']))).toEqual([]);
    expect(learned(thrice(['Pain in the left knee.', 'Pain in the right knee.']))).toEqual([]);
    expect(learned(thrice(['Take lisinopril daily.', 'Take losartan daily.']))).toEqual([]);
  });

  it('carry nothing of a person', () => {
    const visits = thrice(['Ms. Okafor has a cough.', 'Pt has a cough.']);
    expect(learned(visits.map((visit) => ({ ...visit, names: ['Okafor'] })))).toEqual([]);
    expect(learned(visits)).toEqual([]);
  });

  it('are made of a kind of sentence that is always removed, and of none that sometimes stays', () => {
    const removes = (): StyleVisit =>
      visited([
        ['She has a cough.', null],
        ['She lives alone.', undefined, 'social'],
      ]);
    expect(learned([removes(), removes(), removes()])).toEqual(['leave-out:social']);
    const keeps = visited([['She lives alone.', null, 'social']]);
    expect(learned([removes(), removes(), removes(), keeps])).toEqual([]);
    expect(learned(thrice(['She takes metformin.', undefined, 'medications']))).toEqual([]);
  });
});

describe('a later draft', () => {
  const styled = (before: NoteSentence, ...rules: StyleRule[]): NoteSentence =>
    applyStyle(note(before), rules, lexicon).sections[0]!.sentences[0]!;

  it('follows an accepted habit, and shows how it was drafted', () => {
    const before = sentence(1, 'The patient has hypertension.', 'I have high blood pressure, hypertension');
    expect(styled(before, replace('hypertension', 'HTN'), replace('the patient', 'pt'))).toMatchObject({
      text: 'Pt has HTN.',
      support: 'supported',
      origin: 'draft',
      styled: {
        from: 'The patient has hypertension.',
        rules: ['replace:hypertension>HTN', 'replace:the patient>pt'],
      },
    });
  });

  it('keeps its own words where the new ones are not proved by what was said', () => {
    // A rule that a file brought is checked like any other.
    const before = sentence(1, 'She denies chest pain.', 'No chest pain.');
    expect(styled(before, replace('denies', 'reports'))).toEqual(before);
    expect(styled(before, replace('denies', ''))).toEqual(before);
  });

  it('does not reword what needs a person’s eye, or what a person wrote', () => {
    const rule = replace('hypertension', 'HTN');
    const open: NoteSentence = { ...sentence(1, 'She has hypertension.'), support: 'needs-review' };
    const own: NoteSentence = { ...sentence(1, 'She has hypertension.'), origin: 'clinician' };
    expect(styled(open, rule)).toEqual(open);
    expect(styled(own, rule)).toEqual(own);
  });

  it('replaces whole words, and the subject only at the beginning', () => {
    const cough = 'The patient has a cough because the patient smokes.';
    expect(styled(sentence(1, cough), replace('the patient', '')).text).toBe('Has a cough because the patient smokes.');
    expect(styled(sentence(1, 'The patients reports.'), replace('the patient', 'pt')).styled).toBeUndefined();
  });

  it('lists what a habit leaves out, with its words', () => {
    const { sections, omissions } = applyStyle(
      note(sentence(1, 'She has a cough.'), sentence(2, 'She lives alone.', 'I live alone', 'social')),
      [{ kind: 'leave-out', slot: 'social' }],
      lexicon,
    );
    expect(sections[0]!.sentences).toHaveLength(1);
    expect(omissions).toEqual([
      expect.objectContaining({ reason: 'style', segmentId: 's2', sectionKey: 'subjective', text: 'She lives alone.' }),
    ]);
  });
});

describe('the order of what stands under sub-headings', () => {
  const part = (id: number, text: string, slot: TemplateSlot, group: string): NoteSentence => ({
    ...sentence(id, text, text, slot),
    group,
  });
  const story = part(1, 'The cough began a week ago.', 'hpi', 'History');
  const drugs = part(2, 'She takes lisinopril.', 'medications', 'Medications');
  const more = part(3, 'She takes metformin.', 'medications', 'Medications');
  const past = part(4, 'She has diabetes.', 'pmh', 'Past medical history');
  const drafted = note(story, drugs, more, past);
  const signedAs = (...sentences: NoteSentence[]): StyleVisit => ({
    draft: drafted,
    signed: note(...sentences),
    names: [],
  });
  const turned = signedAs(story, past, drugs, more);
  const rule: StyleRule = { kind: 'order', first: 'pmh', then: 'medications' };

  it('is put up when it was turned round in three visits, and only what was turned', () => {
    expect(learned([turned, turned, turned])).toEqual(['order:pmh>medications']);
    expect(learned([turned, turned])).toEqual([]);
  });

  it('is not put up where the clinician lets the draft’s order stand as often', () => {
    expect(learned([turned, turned, turned, signedAs(story, drugs, more, past)])).toEqual([]);
  });

  it('is followed: whole sub-headings change places, no word and no sentence does', () => {
    const styled = applyStyle(drafted, [rule], lexicon);
    expect(styled.sections[0]!.sentences).toEqual([story, past, drugs, more]);
    expect(applyStyle(note(story, past), [rule], lexicon).sections[0]!.sentences).toEqual([story, past]);
  });

  it('leaves a section alone that holds a person’s own sentence', () => {
    const own: NoteSentence = { ...past, origin: 'clinician' };
    expect(applyStyle(note(story, drugs, own), [rule], lexicon).sections[0]!.sentences).toEqual([story, drugs, own]);
  });
});
