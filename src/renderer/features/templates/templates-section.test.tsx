// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { checkTemplate, checkTemplateText, templateText } from '../../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { draft } from '../../testing/sample-data.ts';
import { createScriptedHost, type ScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { TemplatesSection } from './templates-section.tsx';

afterEach(cleanup);

const SOAP = checkTemplate({
  name: 'soap',
  title: 'SOAP note',
  sections: [
    { key: 'subjective', heading: 'Subjective', slots: [{ slot: 'hpi' }, { slot: 'social', heading: 'Social' }] },
    { key: 'assessment', heading: 'Assessment', slots: [{ slot: 'assessment' }] },
    { key: 'plan', heading: 'Plan', slots: [{ slot: 'plan', style: 'bullets' }] },
  ],
}).template!;

function open(own: NoteTemplate[] = []): RenderedApp & { host: ScriptedHost } {
  const host = createScriptedHost();
  let mine = own;
  host.answer({
    'templates.list': () => ({
      templates: [{ template: SOAP, shipped: true }, ...mine.map((template) => ({ template, shipped: false }))],
    }),
    'templates.save': ({ template, replaces }) => {
      const saved = checkTemplate(template).template!;
      mine = [...mine.filter(({ name }) => name !== replaces), saved];
      return { template: saved, shipped: false };
    },
    'templates.delete': ({ name }) => {
      mine = mine.filter((template) => template.name !== name);
      return {};
    },
    'templates.preview': ({ template }) => ({ note: { ...draft.note, templateTitle: template.title }, of: 'sample' }),
    'templates.import': ({ text }) => ({ problems: [...checkTemplateText(text).problems] }),
  });
  return { ...renderApp(host, <TemplatesSection />), host };
}
const saved = (host: ScriptedHost) => host.calls('templates.save').at(-1)!;
const section = (name: string) => screen.getByRole('listitem', { name: `Section ${name}` });

async function duplicate(user: RenderedApp['user']): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'Duplicate to edit: SOAP note' }));
}

it('duplicates a shipped template, which itself cannot be edited', async () => {
  const { user, host } = open();
  await screen.findByText('SOAP note', { selector: 'b' });
  expect(screen.queryByRole('button', { name: 'Edit: SOAP note' })).toBeNull();
  await duplicate(user);
  await user.click(screen.getByRole('button', { name: 'Save template' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Edit: SOAP note (copy)' })).toBeTruthy());
  expect(saved(host)).toMatchObject({ template: { name: 'soap-note-copy', title: 'SOAP note (copy)' } });
  expect(saved(host).replaces).toBeUndefined();
});

it('moves sections by buttons and by keys, and says where they are now', async () => {
  const { user, host } = open();
  await duplicate(user);
  await user.click(screen.getByRole('button', { name: 'Move the section Plan up' }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Move the section Subjective up' }).disabled).toBe(true);
  await user.click(within(section('Plan')).getByLabelText('Heading'));
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await user.click(screen.getByRole('button', { name: 'Save template' }));
  await waitFor(() => expect(host.calls('templates.save')).toHaveLength(1));
  expect(saved(host).template.sections.map(({ key }) => key)).toEqual(['plan', 'subjective', 'assessment']);
});

it('changes headings, style, length, places and what is left out', async () => {
  const { user, host } = open();
  await duplicate(user);
  await user.clear(within(section('Plan')).getByLabelText('Heading'));
  await user.type(within(screen.getByRole('listitem', { name: 'Section 3' })).getByLabelText('Heading'), 'To do');
  await user.selectOptions(screen.getByLabelText('How Plan stands'), 'Sentences');
  await user.selectOptions(screen.getByLabelText('Length'), 'Brief');
  await user.selectOptions(screen.getByLabelText('What was denied'), 'In both');
  await user.selectOptions(screen.getByLabelText('Section of Social history'), 'Assessment');
  await user.selectOptions(screen.getByLabelText('Add to the section Assessment'), 'Results');
  await user.click(screen.getByRole('button', { name: 'Take History of present illness out of the section' }));
  // A section with nothing in it can't be kept.
  expect(await screen.findByText('sections 1 › slots: This is empty.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save template' }).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Remove the section Subjective' }));
  await user.selectOptions(screen.getByLabelText('Allergies'), 'Left out of the note, and listed');
  await user.click(screen.getByRole('button', { name: 'Save template' }));
  await waitFor(() => expect(host.calls('templates.save')).toHaveLength(1));
  expect(saved(host).template).toMatchObject({
    length: 'brief',
    negatives: 'both',
    leaveOut: ['allergies'],
    sections: [
      {
        heading: 'Assessment',
        slots: [{ slot: 'assessment' }, { slot: 'social', heading: 'Social' }, { slot: 'results' }],
      },
      { heading: 'To do', slots: [{ slot: 'plan', style: 'prose' }] },
    ],
  });
});

it('is the same as text; a mistake is told with its line and keeps the text', async () => {
  const { user, host } = open([{ ...SOAP, name: 'mine', title: 'Mine' }]);
  await user.click(await screen.findByRole('button', { name: 'Edit: Mine' }));
  await user.click(screen.getByText('Text'));
  const field = screen.getByLabelText<HTMLTextAreaElement>('The template as a file');
  expect(field.value).toBe(templateText({ ...SOAP, name: 'mine', title: 'Mine' }));
  await user.clear(field);
  await user.paste(
    '{ "name": "mine", "title": "Mine",\n "sections": [\n { "key": "a", "heading": "A", "slots": [{ "slot": "hpi", "stile": "prose" }] }] }',
  );
  expect(await screen.findByText('sections 1 › slots 1 › stile: There is no field called “stile”.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save template' }).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Line 3:' }));
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toContain('stile');
  await user.clear(field);
  await user.paste(
    '{ "name": "ours", "title": "Ours", "sections": [{ "key": "a", "heading": "A", "slots": [{ "slot": "hpi" }] }] }',
  );
  await user.click(screen.getByRole('button', { name: 'Save template' }));
  await waitFor(() => expect(saved(host)).toMatchObject({ template: { name: 'ours' }, replaces: 'mine' }));
});

it('shows what it makes of a visit while it is edited', async () => {
  const { user, host } = open();
  await duplicate(user);
  const preview = within(await screen.findByRole('region', { name: 'What it makes of a visit' }));
  expect(await preview.findByText('Early osteoarthritis of the left knee.')).toBeTruthy();
  await user.click(preview.getByText('Newest visit'));
  await waitFor(() => expect(host.calls('templates.preview').at(-1)).toMatchObject({ of: 'latest' }));
  expect(await preview.findByText('No visit was written down yet; this is the sample.')).toBeTruthy();
});

it('asks before it deletes, and says what is wrong with a file it does not take', async () => {
  const { user, container } = open([{ ...SOAP, name: 'mine', title: 'Mine' }]);
  await user.click(await screen.findByRole('button', { name: 'Delete: Mine' }));
  await user.click(screen.getByRole('button', { name: 'Keep it' }));
  const file = new File(['{ "name": "x",'], 'x.json', { type: 'application/json' });
  await user.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, file);
  expect(await screen.findByText('The file was not taken in. Nothing was changed.')).toBeTruthy();
  expect(screen.getByText(/This is not valid JSON/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Delete: Mine' }));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Mine' })).toBeNull());
});
