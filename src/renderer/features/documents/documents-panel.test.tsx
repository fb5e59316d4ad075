// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import { AppError } from '../../../shared/errors.ts';
import { DocumentVersion, VisitDocument, type DocumentSentence } from '../../../shared/model/document.ts';
import { createScriptedHost, clinician, type ScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { evidenceOf } from '../../testing/sample-data.ts';
import { evidenceFocus } from '../../evidence/focus.ts';
import { DocumentsPanel } from './documents-panel.tsx';

const sentence = (id: string, text: string, change: Partial<DocumentSentence> = {}): object => ({
  id,
  text,
  support: 'supported',
  evidence: [evidenceOf(13)],
  source: 'note',
  drafted: text,
  ...change,
});

function instructions(): VisitDocument {
  return VisitDocument.parse({
    kind: 'patient-instructions',
    title: 'Your instructions',
    status: 'draft',
    engine: { name: 'e', version: '1' },
    madeFrom: { noteVersion: 1, fingerprint: 'a' },
    fields: [{ key: 'patient', label: 'Patient', value: 'Nora Samplewood', source: 'chart' }],
    blocks: [
      {
        id: 'b1',
        kind: 'list',
        heading: 'Stop these medicines',
        sentences: [sentence('d1', 'Stop the ibuprofen.')],
      },
      {
        id: 'b2',
        kind: 'list',
        heading: 'When to get help',
        sentences: [
          sentence('d2', 'Come back sooner if it swells.', {
            support: 'needs-review',
            reasons: [{ kind: 'not-in-note' }],
            evidence: [evidenceOf(15)],
            grade: 9.4,
          }),
        ],
      },
    ],
    gaps: ['follow-up'],
    options: {},
    grade: 4.2,
  });
}

/** A host that keeps one document, as main would. */
function withDocument(host: ScriptedHost): { now: () => DocumentView | undefined; staleNow: () => void } {
  let view: DocumentView | undefined;
  const put = (document: VisitDocument, kind: DocumentVersion['kind']): DocumentView => {
    const open = document.blocks
      .flatMap(({ sentences }) => sentences)
      .filter(({ support, confirmed }) => support === 'needs-review' && !confirmed).length;
    const version = (view?.version.version ?? 0) + 1;
    return (view = {
      version: {
        version,
        kind,
        at: 1,
        by: 'x',
        document,
        ...(kind === 'final'
          ? { signature: { clinicianId: clinician.id, name: clinician.name, signedAt: 1, textSha256: 'f' } }
          : {}),
      },
      stale: false,
      openCount: open,
      text: `${document.status === 'draft' ? 'DRAFT - NOT FINAL\n' : ''}${document.title}`,
    });
  };
  const map = (id: string, change: (sentence: DocumentSentence) => DocumentSentence[]): DocumentView => {
    const { document } = view!.version;
    return put(
      {
        ...document,
        blocks: document.blocks.map((block) => ({
          ...block,
          sentences: block.sentences.flatMap((one) => (one.id === id ? change(one) : [one])),
        })),
      },
      'edit',
    );
  };
  host.answer({
    'documents.list': () => ({ documents: view ? [view] : [] }),
    'documents.make': () => put(instructions(), 'draft'),
    'documents.confirmSentence': ({ sentenceId }) => map(sentenceId, (one) => [{ ...one, confirmed: true }]),
    'documents.editSentence': ({ sentenceId, text }) =>
      map(sentenceId, (one) => [{ ...one, text, origin: 'clinician', confirmed: true }]),
    'documents.removeSentence': ({ sentenceId }) => map(sentenceId, () => []),
    'documents.undo': () => put(instructions(), 'edit'),
    'documents.finalize': () => {
      if (view!.openCount > 0) throw new AppError('conflict.needs-review', { params: { count: 1 } });
      return put({ ...view!.version.document, status: 'final' }, 'final');
    },
  });
  return {
    now: () => view,
    staleNow: () => {
      view = { ...view!, stale: true };
      host.emit({ type: 'documents.changed', encounterId: host.view().encounter.id });
    },
  };
}

describe('documents panel', () => {
  let host: ScriptedHost;
  let kept: ReturnType<typeof withDocument>;
  beforeEach(() => {
    host = createScriptedHost();
    kept = withDocument(host);
    window.print = vi.fn();
  });
  afterEach(cleanup);
  const show = (change: object = {}) =>
    renderApp(host, <DocumentsPanel view={{ ...host.view(), ...change }} clinician={clinician} />);
  const made = async (user: ReturnType<typeof show>['user']): Promise<void> => {
    await user.click(await screen.findByRole('button', { name: /Patient instructions/ }));
    await user.click(screen.getByRole('button', { name: 'Make it from the note' }));
    await screen.findByText('Stop the ibuprofen.', { exact: false });
  };

  it('says what to do while there is no note', async () => {
    show({ note: undefined });
    expect(await screen.findByText('No documents yet')).toBeTruthy();
  });

  it('offers every kind, and makes the one that is chosen', async () => {
    const { user } = show();
    expect(await screen.findAllByRole('listitem')).toHaveLength(6);
    await made(user);
    expect(host.calls('documents.make')).toEqual([
      { encounterId: host.view().encounter.id, kind: 'patient-instructions', baseVersion: 0, options: {} },
    ]);
    expect(screen.getByText('Draft, not final')).toBeTruthy();
    expect(screen.getByText(/school grade 4.2/)).toBeTruthy();
    expect(screen.getByText('When to come back')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'All documents' }));
    expect(await screen.findByText('Draft')).toBeTruthy();
  });

  it('lights up what a sentence rests on, and plays it', async () => {
    const { user, played } = show();
    await made(user);
    host.answer({ 'audio.clip': () => ({ wav: new Uint8Array([1]) }) });
    const first = screen.getAllByRole('group')[0]!;
    await user.hover(first);
    expect(evidenceFocus.get().hovered).toEqual([evidenceOf(13)]);
    first.focus();
    expect(evidenceFocus.get().held).toEqual([evidenceOf(13)]);
    expect(await screen.findByText(/Stop the ibuprofen because of your blood pressure/)).toBeTruthy();
    await user.keyboard(' ');
    await waitFor(() => expect(played).toHaveLength(1));
  });

  it('shows why a sentence is open, and is finalized only when none is', async () => {
    const { user } = show();
    await made(user);
    const finalize = screen.getByRole('button', { name: 'Finalize as Ana Reyes, MD' });
    expect(finalize).toHaveProperty('disabled', true);
    const open = screen.getAllByRole('group')[1]!;
    expect(open.dataset.status).toBe('review');
    expect(open.textContent).toContain('It was said, and the note does not have it.');
    expect(open.textContent).toContain('Hard to read: grade 9.4.');
    open.focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getAllByRole('group')[1]!.dataset.status).toBe('confirmed'));
    await user.click(screen.getByRole('button', { name: 'Finalize as Ana Reyes, MD' }));
    expect(await screen.findByText('Final')).toBeTruthy();
    expect(screen.queryByText('Draft, not final')).toBeNull();
    expect(screen.queryByRole('button', { name: /Finalize/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Add a sentence/ })).toBeNull();
  });

  it('is changed with the keys of the note', async () => {
    const { user } = show();
    await made(user);
    screen.getAllByRole('group')[0]!.focus();
    await user.keyboard('e');
    const field = await screen.findByRole('textbox', { name: 'Edit the sentence' });
    await user.clear(field);
    await user.type(field, 'Take no more ibuprofen.{Enter}');
    await waitFor(() => expect(screen.getAllByRole('group')[0]!.dataset.status).toBe('clinician'));
    expect(screen.getAllByRole('group')[0]!.textContent).toContain('Take no more ibuprofen.');
    expect(host.calls('documents.editSentence')[0]).toMatchObject({
      sentenceId: 'd1',
      text: 'Take no more ibuprofen.',
    });
    screen.getAllByRole('group')[1]!.focus();
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(screen.getAllByRole('group')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.getAllByRole('group')).toHaveLength(2));
  });

  it('says when the note changed after it, and why it cannot be final then', async () => {
    const { user } = show();
    await made(user);
    kept.staleNow();
    expect(await screen.findAllByText('The note changed after this was made.')).not.toHaveLength(0);
    expect(screen.getByRole('button', { name: /Finalize/ })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Make it again' }));
    await waitFor(() => expect(screen.queryByText('The note changed after this was made.')).toBeNull());
  });

  it('prints the document alone, marked as a draft while it is one', async () => {
    const { user } = show();
    await made(user);
    await user.click(screen.getByRole('button', { name: 'Print' }));
    const sheet = document.querySelector<HTMLElement>('[data-print-sheet]')!;
    expect(sheet.parentElement).toBe(document.body);
    expect(document.body.dataset.print).toBe('document');
    expect(sheet.dataset.draft).toBe('true');
    expect(within(sheet).getByText('DRAFT, NOT FINAL')).toBeTruthy();
    expect(within(sheet).getByText('Nora Samplewood')).toBeTruthy();
    expect(within(sheet).queryByText('When to come back')).toBeNull();
    await waitFor(() => expect(window.print).toHaveBeenCalled());
    window.dispatchEvent(new Event('afterprint'));
    await waitFor(() => expect(document.querySelector('[data-print-sheet]')).toBeNull());
    expect(document.body.dataset.print).toBeUndefined();
  });

  it('is saved under a name that says nothing of the patient', async () => {
    const { user } = show();
    await made(user);
    const names: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await user.click(screen.getByRole('button', { name: 'Save as a text file' }));
    expect(names).toEqual(['patient-instructions.txt']);
    click.mockRestore();
  });

  it('tells a failure in words', async () => {
    host.answer({
      'documents.make': () => {
        throw new AppError('conflict.version', { retryable: true });
      },
    });
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: /Work or school note/ }));
    await user.click(screen.getByRole('button', { name: 'Make it from the note' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
