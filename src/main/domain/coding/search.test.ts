import { describe, expect, it } from 'vitest';
import type { CodeEntry, CodeTable } from './code-table.ts';
import { codePhrase } from './code-phrase.ts';
import { shipped } from './coding.fixture.ts';
import { createCodeSearch } from './search.ts';

const { search, terminology } = shipped;
const first = (text: string): string | undefined => search.search(text, 1)[0]?.code;

function tableOf(entries: readonly CodeEntry[]): CodeTable {
  return {
    releases: { icd10cm: 'test' },
    get: (code) => entries.find((entry) => entry.code === code),
    entries: () => entries,
  };
}

describe('code search over the shipped terminology', () => {
  it.each([
    ['HTN', 'I10'],
    ['sugar diabetes', 'E11.9'],
    ['pink eye', 'H10.9'],
    ['CKD 3b', 'N18.32'],
    ['left knee OA', 'M17.12'],
    ['broken right collarbone', 'S42.001A'],
    ['distal radius fracture left follow-up', 'S52.502D'],
    ['family history of breast cancer', 'Z80.3'],
    ['history of stroke', 'Z86.73'],
    ['mild persistent asthma', 'J45.30'],
    ['migraine with aura', 'G43.109'],
    ['neumonia', 'J18.9'],
    ['kidny stone', 'N20.0'],
    ['backpain', 'M54.9'],
    ['BMI 34', 'Z68.34'],
    ['my heart skips a beat', 'I49.40'],
  ])('finds %j as %s', (text, code) => {
    expect(first(text)).toBe(code);
  });

  it('never answers with the other side, another stage or another type', () => {
    const left = search.search('left shoulder pain', 3);
    expect(left[0]?.display).toMatch(/left shoulder/);
    expect(search.search('type 1 diabetes', 1)[0]?.code).toBe('E10.9');
    expect(search.search('stage 4 chronic kidney disease', 1)[0]?.code).toBe('N18.4');
  });

  it('does not bring in a history, a pregnancy or a diabetes that nobody spoke of', () => {
    const codes = ['hypertension', 'neuropathy in feet', 'urinary tract infection', 'anemia'].map(first);
    expect(codes).toEqual(['I10', 'G62.9', 'N39.0', 'D64.9']);
  });

  it('takes a code, or the beginning of one, as it is', () => {
    expect(search.search('E11.22', 5)[0]).toMatchObject({ code: 'E11.22', score: 1 });
    const family = search.search('e112', 10).map((hit) => hit.code);
    expect(family.length).toBeGreaterThan(1);
    expect(family.every((code) => code.startsWith('E11.2'))).toBe(true);
  });

  it('finishes the last word as it is typed', () => {
    expect(search.search('hypert', 5).map((hit) => hit.code)).toContain('I10');
  });

  it('puts a code that can be billed before its header, scores in 0..1, and keeps to the limit', () => {
    const hits = search.search('knee pain', 10);
    expect(hits[0]?.billable).toBe(true);
    expect(hits.every((hit) => hit.score > 0 && hit.score <= 1)).toBe(true);
    expect(search.search('pain', 3)).toHaveLength(3);
  });

  it('has no answer for nonsense, and none for nothing', () => {
    expect(search.search('xqzzkw', 5)).toEqual([]);
    expect(search.search('   ', 5)).toEqual([]);
    expect(search.search('🙂'.repeat(50), 5)).toEqual([]);
  });

  it('answers very long text without falling over', () => {
    expect(search.search('hypertension '.repeat(5_000), 3)[0]?.code).toBe('I10');
  });

  it('gives the same answer every time', () => {
    expect(search.search('sprained left ankle', 8)).toEqual(search.search('sprained left ankle', 8));
  });
});

describe('code search over a terminology of its own', () => {
  const entries: CodeEntry[] = [
    { code: 'M25.56', display: 'Pain in knee', billable: false, synonyms: ['bad knee'] },
    { code: 'M25.561', display: 'Pain in right knee', billable: true, synonyms: [] },
    { code: 'M25.562', display: 'Pain in left knee', billable: true, synonyms: [] },
    { code: 'M25.569', display: 'Pain in unspecified knee', billable: true, synonyms: [] },
    { code: 'R52', display: 'Pain, unspecified', billable: true, synonyms: [], indexTerms: ['throbbing ache'] },
  ];
  const own = createCodeSearch(tableOf(entries));

  it('lets a header’s names stand for the codes beneath it', () => {
    expect(own.search('bad knee', 1)[0]?.code).toBe('M25.569');
    expect(own.search('bad knee on the left', 1)[0]?.code).toBe('M25.562');
  });

  it('knows official index terms', () => {
    expect(own.search('throbbing ache', 1)[0]?.code).toBe('R52');
  });

  it('works on an empty terminology', () => {
    expect(createCodeSearch(tableOf([])).search('pain', 5)).toEqual([]);
  });
});

describe('codePhrase', () => {
  it('makes combination codes of several diagnoses in one phrase', () => {
    const codes = codePhrase('diabetes with stage 3 CKD and hypertension', search, terminology, 5).map(
      (hit) => hit.code,
    );
    expect(codes.slice(0, 3).sort()).toEqual(['E11.22', 'I12.9', 'N18.30']);
  });

  it('offers only codes that can be billed', () => {
    expect(codePhrase('knee pain', search, terminology, 10).every((hit) => hit.billable)).toBe(true);
  });
});
