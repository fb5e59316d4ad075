import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { hcpcsCsv, indexCsv, indexXml, orderFile, tabularXml } from './official.fixture.ts';
import { parseCsv, readOfficialFile, type OfficialFile } from './official-files.ts';

function refusal(name: string, text: string): AppError {
  try {
    readOfficialFile(name, text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was taken');
}

const namesOf = (file: OfficialFile): readonly { code: string; text: string }[] => ('names' in file ? file.names : []);

describe('readOfficialFile', () => {
  it('reads the order file: dotted codes, billable flag, long title, release from the name', () => {
    const file = readOfficialFile('icd10cm-order-2026.txt', orderFile());
    expect(file).toMatchObject({ kind: 'icd10cm-order', release: 'FY2026' });
    expect('rows' in file && file.rows.slice(0, 3)).toEqual([
      { code: 'I10', billable: true, display: 'Essential (primary) hypertension' },
      { code: 'E11', billable: false, display: 'Type 2 diabetes mellitus' },
      { code: 'E11.9', billable: true, display: 'Type 2 diabetes mellitus without complications' },
    ]);
  });

  it('turns the index into names a person would say, and follows its pointers', () => {
    const names = namesOf(readOfficialFile('index.csv', indexCsv()));
    expect(names).toContainEqual({ code: 'E11.9', text: 'Diabetes (diabetic) (mellitus) (sugar)' });
    expect(names).toContainEqual({ code: 'E11.44', text: 'amyotrophy with Diabetes (diabetic)' });
    expect(names).toContainEqual({ code: 'I10', text: 'high Pressure' });
  });

  it('reads the index as XML too', () => {
    const file = readOfficialFile('icd10cm-index.xml', indexXml());
    expect(file).toMatchObject({ kind: 'icd10cm-index', release: 'FY2026' });
    const names = namesOf(file);
    expect(names).toContainEqual({ code: 'E11.9', text: 'Diabetes (diabetic) (mellitus) (sugar)' });
    expect(names).toContainEqual({ code: 'E11.44', text: 'amyotrophy with Diabetes (diabetic)' });
    expect(names).toContainEqual({ code: 'E11.9', text: 'Sugar disease' });
  });

  it('takes inclusion terms from the tabular list, not its exclusions', () => {
    const names = namesOf(readOfficialFile('tabular.xml', tabularXml()));
    expect(names[0]).toEqual({ code: 'E11.9', text: 'filler & more 0' });
    expect(names.some(({ text }) => text.includes('not a name'))).toBe(false);
  });

  it('takes level II codes only, never CPT', () => {
    const file = readOfficialFile('hcpcs_2026-04.csv', hcpcsCsv());
    expect(file).toMatchObject({ kind: 'hcpcs', release: '2026-04' });
    expect('rows' in file && file.rows.every(({ code }) => /^[A-V]\d{4}$/.test(code))).toBe(true);
  });

  it('refuses what is none of these, saying where', () => {
    expect(refusal('x.txt', '').code).toBe('validation.file-empty');
    expect(refusal('x.txt', 'hello world\n').code).toBe('validation.file-type');
    expect(refusal('x.json', '{"a":1}').code).toBe('validation.file-type');
    expect(refusal('order.txt', orderFile(500)).params).toEqual({ rows: 500 });
    const torn = orderFile().split('\n');
    torn[100] = 'torn line';
    expect(refusal('order.txt', torn.join('\n')).params).toEqual({ line: 101 });
    expect(refusal('index.csv', indexCsv().replace('7,Z,0,', '7,Z,x,')).params).toEqual({ line: 8 });
    expect(refusal('cut.xml', indexXml().slice(0, 20_000)).code).toBe('validation.file-type');
  });
});

describe('parseCsv', () => {
  it('knows quotes, doubled quotes, commas and line ends inside them', () => {
    expect(parseCsv('a,"b, ""c""\nd",\r\n"e",f')).toEqual([
      ['a', 'b, "c"\nd', ''],
      ['e', 'f'],
    ]);
  });
});
