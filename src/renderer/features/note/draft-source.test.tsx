// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Note } from '../../../shared/model/note.ts';
import { createScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { DraftSource, ProvenanceLines } from './draft-source.tsx';

afterEach(cleanup);

const note = (provenance: Note['provenance']): Note => ({
  template: 'soap',
  engine: { name: 'x', version: '1' },
  status: 'draft',
  sections: [],
  omissions: [],
  ...(provenance ? { provenance } : {}),
});
const open = (provenance: Note['provenance']) =>
  renderApp(
    createScriptedHost(),
    <>
      <DraftSource note={note(provenance)} />
      {provenance && <ProvenanceLines provenance={provenance} />}
    </>,
  );

describe('which draft this is', () => {
  it('is said where the built-in one stands in for another', async () => {
    open({ fallback: { from: 'http://127.0.0.1:1#m', reason: 'timeout' } });
    expect(await screen.findByText('This is the built-in draft.')).toBeTruthy();
    expect(
      screen.getByText(/\(http:\/\/127\.0\.0\.1:1#m\) was asked and did not deliver\. It took too long\./),
    ).toBeTruthy();
  });

  it('is said where a language model worded it, with model and prompt by their fingerprints', async () => {
    open({
      model: { name: 'small', sha256: 'ab'.repeat(32) },
      prompt: { name: 'note-draft.v1', sha256: 'cd'.repeat(32) },
      dropped: 1,
    });
    expect(await screen.findByText('Worded by a language model (small), checked against what was said.')).toBeTruthy();
    expect(screen.getByText('SHA-256 abababababab…')).toBeTruthy();
    expect(screen.getByText('SHA-256 cdcdcdcdcdcd…')).toBeTruthy();
    expect(screen.getByText(/1 sentence that it wrote was left out/)).toBeTruthy();
  });

  it('is not mentioned where nothing else was asked', () => {
    const { container } = open(undefined);
    expect(container.textContent).not.toMatch(/draft/i);
  });
});
