import { describe, expect, it } from 'vitest';
import { checkTemplate, checkTemplateText, templateText } from './template-check.ts';
import { TEMPLATE_SCHEMA } from './template.ts';

const section = { key: 'all', heading: 'All', slots: [{ slot: 'hpi' }] };
const minimal = { name: 'mine', title: 'Mine', sections: [section] };
const problems = (text: string): unknown[] =>
  checkTemplateText(text).problems.map(({ kind, line, place }) => [kind, line, place]);

describe('a template file', () => {
  it('is read with what was left to its usual value', () => {
    const { template } = checkTemplateText(JSON.stringify(minimal));
    expect(template).toMatchObject({
      $schema: TEMPLATE_SCHEMA,
      length: 'standard',
      negatives: 'auto',
      leaveOut: [],
      sections: [{ byProblem: false, showEmpty: false, slots: [{ slot: 'hpi', style: 'prose' }] }],
    });
  });

  it('comes back the same from its own text, whatever stands in the headings', () => {
    const odd = { ...section, heading: 'A {"slot": "x"} \\ "B"', showEmpty: true };
    const { template } = checkTemplate({ ...minimal, leaveOut: ['social', 'family'], sections: [odd] });
    expect(checkTemplateText(templateText(template!)).template).toEqual(template);
  });

  it('is refused at the line where it breaks', () => {
    expect(problems('{\n "name": "a",\n "title": \n}')).toEqual([['not-json', 4, '']]);
    expect(problems('{"a": 1,}')).toEqual([['not-json', 1, '']]);
    expect(problems('{"name": "a",\n "name": "b"}')).toEqual([['not-json', 2, '']]);
    expect(problems('['.repeat(5000))).toEqual([['not-json', 1, '']]);
    expect(problems('[]')).toEqual([['not-a-template', 1, '']]);
    expect(problems('{"$schema": "https://example.org/other"}')).toEqual([['not-a-template', 1, '$schema']]);
    expect(problems('{\n"$schema": "urn:chartside:note-template:2"}')).toEqual([['newer-format', 2, '$schema']]);
    expect(problems('x'.repeat(200_001))).toEqual([['too-long', 1, '']]);
  });

  it('says everything that is wrong at once, each at its place', () => {
    const text = [
      '{ "name": "Not A Name", "title": "  ",',
      '  "length": "huge",',
      '  "sections": [',
      '    { "key": "a", "heading": "A", "slots": [',
      '      { "slot": "hpi", "stile": "prose" },',
      '      { "slot": "nothing" }] },',
      '    { "key": "b", "slots": [] }]',
      '}',
    ].join('\n');
    expect(problems(text)).toEqual([
      ['wrong-name', 1, 'name'],
      ['empty', 1, 'title'],
      ['wrong-choice', 2, 'length'],
      ['unknown-field', 5, 'sections 1 › slots 1 › stile'],
      ['wrong-choice', 6, 'sections 1 › slots 2 › slot'],
      ['missing', 7, 'sections 2 › heading'],
      ['empty', 7, 'sections 2 › slots'],
    ]);
  });

  it('gives a slot one place only, a key to one section, and problems to both halves', () => {
    const kinds = (change: object): string[] =>
      checkTemplate({ ...minimal, ...change }).problems.map(({ kind }) => kind);
    expect(kinds({ sections: [{ ...section, slots: [{ slot: 'hpi' }, { slot: 'hpi' }] }] })).toEqual(['slot-twice']);
    expect(kinds({ sections: [section, { ...section, slots: [{ slot: 'plan' }] }] })).toEqual(['key-twice']);
    expect(kinds({ sections: [{ ...section, byProblem: true }] })).toEqual(['by-problem']);
    expect(kinds({ leaveOut: ['hpi'] })).toEqual(['left-out-and-placed']);
  });
});
