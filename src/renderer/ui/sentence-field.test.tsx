// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { I18nProvider } from '../i18n/i18n.tsx';
import { SentenceField } from './sentence-field.tsx';

describe('the field of a sentence', () => {
  let finish: (ok: boolean) => void;
  const onSave = vi.fn(() => new Promise<boolean>((resolve) => (finish = resolve)));
  const onClose = vi.fn();
  let field: HTMLTextAreaElement;
  beforeEach(() => {
    vi.clearAllMocks();
    render(
      <I18nProvider language="en">
        <SentenceField label="Edit" initialText="One." onSave={onSave} onClose={onClose}>
          {(text) => <b>{text.length}</b>}
        </SentenceField>
      </I18nProvider>,
    );
    field = screen.getByRole('textbox', { name: 'Edit' });
  });
  afterEach(cleanup);
  const type = (value: string): boolean => fireEvent.change(field, { target: { value } });

  it('saves once, whatever comes after Enter, and takes no more words meanwhile', async () => {
    type('Two words.');
    expect(document.getElementById(field.getAttribute('aria-describedby')!)?.textContent).toMatch(/Escape.*10$/);
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.blur(field);
    expect(field.readOnly).toBe(true);
    finish(true);
    await waitFor(() => expect(onClose.mock.calls).toEqual([[true]]));
    expect(onSave.mock.calls).toEqual([['Two words.']]);
  });

  it('stays open with what was typed when it could not be saved', async () => {
    type('Two.');
    fireEvent.blur(field);
    finish(false);
    await waitFor(() => expect(field.readOnly).toBe(false));
    expect(field.value).toBe('Two.');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('saves nothing on Escape, on Enter that ends a composition, or when nothing changed', () => {
    type('Two.');
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.blur(field);
    expect(onSave).not.toHaveBeenCalled();
    expect(onClose.mock.calls).toEqual([[true]]);
  });
});
