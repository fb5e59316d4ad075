import type { z } from 'zod';
import { readJson } from './json-places.ts';
import { NoteTemplate, TEMPLATE_SCHEMA } from './template.ts';

export const TEMPLATE_PROBLEMS = [
  'not-json',
  'not-a-template',
  'newer-format',
  'missing',
  'unknown-field',
  'wrong-kind',
  'wrong-choice',
  'wrong-name',
  'empty',
  'too-long',
  'too-many',
  'slot-twice',
  'key-twice',
  'by-problem',
  'left-out-and-placed',
] as const;

/** What is wrong with a template, and where. */
export interface TemplateProblem {
  readonly kind: (typeof TEMPLATE_PROBLEMS)[number];
  /** In the file, from 1; absent where there is no file. */
  readonly line?: number;
  /** "sections 2 › slots 1 › style": as the file names it, counted from 1. */
  readonly place: string;
  /** The offending word, or what could stand there. */
  readonly value?: string;
}

export type CheckedTemplate =
  | { readonly template: NoteTemplate; readonly problems: readonly [] }
  | { readonly template?: undefined; readonly problems: readonly TemplateProblem[] };

const MOST_PROBLEMS = 20;
export const LONGEST_TEMPLATE_FILE = 200_000;

/** A template's file as text. All that is wrong with it is found at once. */
export function checkTemplateText(text: string): CheckedTemplate {
  if (text.length > LONGEST_TEMPLATE_FILE) return { problems: [{ kind: 'too-long', place: '', line: 1 }] };
  const read = readJson(text);
  if (!read.ok) return { problems: [{ kind: 'not-json', place: '', line: read.line }] };
  return checkTemplate(read.value, read.lineOf);
}

export function checkTemplate(value: unknown, lineOf?: (path: readonly PropertyKey[]) => number): CheckedTemplate {
  const at = (path: readonly PropertyKey[]): { line?: number } => (lineOf ? { line: lineOf(path) } : {});
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [{ kind: 'not-a-template', place: '', ...at([]) }] };
  const format = (value as { $schema?: unknown }).$schema;
  if (format !== undefined && format !== TEMPLATE_SCHEMA) {
    const isOurs = typeof format === 'string' && format.startsWith('urn:chartside:note-template:');
    return {
      problems: [{ kind: isOurs ? 'newer-format' : 'not-a-template', place: '$schema', ...at(['$schema']) }],
    };
  }
  const parsed = NoteTemplate.safeParse(value);
  if (parsed.success) return { template: parsed.data, problems: [] };
  return {
    problems: parsed.error.issues
      .flatMap((issue) => toProblems(issue, value))
      .map(({ path, ...problem }) => ({ ...problem, place: placeOf(path), ...at(path) }))
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
      .slice(0, MOST_PROBLEMS),
  };
}

type Found = Pick<TemplateProblem, 'kind' | 'value'> & { path: PropertyKey[] };

function toProblems(issue: z.core.$ZodIssue, whole: unknown): Found[] {
  const { path } = issue;
  const isMissing = valueAt(whole, path) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ kind: 'unknown-field', path: [...path, key], value: key.slice(0, 60) }));
    case 'invalid_value':
      return [{ kind: isMissing ? 'missing' : 'wrong-choice', path, value: issue.values.map(String).join(', ') }];
    case 'invalid_type':
      return [{ kind: isMissing ? 'missing' : 'wrong-kind', path, value: issue.expected }];
    case 'invalid_format':
      return [{ kind: 'wrong-name', path }];
    case 'too_small':
      return [{ kind: 'empty', path }];
    case 'too_big':
      return [{ kind: issue.origin === 'array' ? 'too-many' : 'too-long', path, value: String(issue.maximum) }];
    case 'custom':
      return [
        {
          kind: issue.message as TemplateProblem['kind'],
          path,
          value: String((issue.params as { value?: string } | undefined)?.value ?? ''),
        },
      ];
    default:
      return [{ kind: 'wrong-kind', path }];
  }
}

const valueAt = (whole: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part], whole);

const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .reduce<string[]>((parts, part) => {
      if (typeof part === 'number' && parts.length > 0) parts[parts.length - 1] += ` ${part + 1}`;
      else parts.push(String(part).slice(0, 60));
      return parts;
    }, [])
    .join(' › ');

/** The template as a file: fields in a fixed order, what is as usual left out, so that two files can be compared. */
export function templateText(template: NoteTemplate): string {
  const { name, title, description, noteType, length, negatives, leaveOut, sections } = template;
  const json = (value: unknown): string => JSON.stringify(value);
  const field = (key: string, value: unknown): string => `  ${json(key)}: ${json(value)},`;
  // One slot a line: a file that a person reads and edits.
  const section = ({ key, heading, slots, byProblem, showEmpty }: NoteTemplate['sections'][number]): string =>
    [
      '    {',
      `      "key": ${json(key)},`,
      `      "heading": ${json(heading)},`,
      ...(byProblem ? ['      "byProblem": true,'] : []),
      ...(showEmpty ? ['      "showEmpty": true,'] : []),
      '      "slots": [',
      slots
        .map(({ slot, heading: sub, style }) => {
          const parts = [`"slot": ${json(slot)}`, ...(sub === undefined ? [] : [`"heading": ${json(sub)}`])];
          return `        { ${[...parts, `"style": ${json(style)}`].join(', ')} }`;
        })
        .join(',\n'),
      '      ]',
      '    }',
    ].join('\n');
  return `${[
    '{',
    field('$schema', TEMPLATE_SCHEMA),
    field('name', name),
    field('title', title),
    ...(description ? [field('description', description)] : []),
    field('noteType', noteType),
    field('length', length),
    field('negatives', negatives),
    ...(leaveOut.length > 0 ? [`  "leaveOut": [${leaveOut.map(json).join(', ')}],`] : []),
    '  "sections": [',
    sections.map(section).join(',\n'),
    '  ]',
    '}',
  ].join('\n')}\n`;
}
