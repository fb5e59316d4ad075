// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EncounterId, SentenceId } from '../../../shared/model/ids.ts';
import type { InstructionPreview } from '../../../shared/model/instruction.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import { createScriptedHost } from '../../testing/scripted-host.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { InstructBar } from './instruct-bar.tsx';
import { wordDiff } from './word-diff.ts';

afterEach(cleanup);

const ID = SentenceId.parse('n1');
const chosen = { id: ID, text: 'Takes lisinopril 20 mg.' } as NoteSentence;

function open(preview: InstructionPreview, selected?: NoteSentence) {
  const host = createScriptedHost();
  host.answer({ 'note.instruct': () => preview });
  const onApply = vi.fn(() => Promise.resolve(true));
  const onClose = vi.fn();
  const onChoose = vi.fn();
  const view = renderApp(
    host,
    <InstructBar
      encounterId={EncounterId.parse('visit-1')}
      baseVersion={3}
      selected={selected}
      {...{ onApply, onClose, onChoose }}
    />,
  );
  return { host, onApply, onClose, onChoose, ...view };
}
const field = () => screen.findByLabelText<HTMLInputElement>('What should change?');

describe('telling the note what to change', () => {
  it('shows it before it is done; Enter does it', async () => {
    const { user, host, onApply, onClose } = open(
      {
        kind: 'change',
        action: 'dose',
        changes: [
          {
            sentenceId: ID,
            sectionHeading: 'Subjective',
            before: 'Takes lisinopril 20 mg.',
            after: 'Takes lisinopril 40 mg.',
            unsupported: ['40 mg'],
          },
        ],
      },
      chosen,
    );
    const input = await field();
    expect(document.activeElement).toBe(input);
    expect(screen.getByText(/^Chosen: Takes lisinopril 20 mg\./)).toBeTruthy();
    await user.type(input, 'change dose to 40 mg');
    expect((await screen.findByText('40')).tagName).toBe('INS');
    expect(screen.getByText('20').tagName).toBe('DEL');
    expect(screen.getByText('Not heard in the visit: 40 mg. It will stand on your word.')).toBeTruthy();
    expect(host.calls('note.instruct').at(-1)).toEqual({
      encounterId: 'visit-1',
      baseVersion: 3,
      text: 'change dose to 40 mg',
      sentenceId: 'n1',
    });
    expect(onApply).not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    expect(onApply).toHaveBeenCalledWith('change dose to 40 mg', 'n1');
    expect(onClose).toHaveBeenCalled();
  });

  it('does nothing that it does not know, and says what it knows', async () => {
    const { user, onApply } = open({ kind: 'unknown' });
    await user.type(await field(), 'write a poem');
    expect(await screen.findByText(/not an instruction that Chartside knows/)).toBeTruthy();
    expect(screen.getByText(/replace … with …/)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(onApply).not.toHaveBeenCalled();
  });

  it('lets one of several be chosen, and is left with Escape', async () => {
    const { user, onChoose, onClose } = open({
      kind: 'problem',
      action: 'remove',
      problem: 'several',
      candidates: [{ sentenceId: ID, text: 'The cough is dry.' }],
    });
    expect(await screen.findByText(/No sentence is chosen/)).toBeTruthy();
    await user.type(await field(), 'remove the sentence about cough');
    await user.click(await screen.findByRole('button', { name: 'The cough is dry.' }));
    expect(onChoose).toHaveBeenCalledWith('n1');
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
  });
});

describe('the difference of two sentences', () => {
  it('is told word by word', () => {
    expect(wordDiff('a b c', 'a x c d')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'out', text: 'b' },
      { kind: 'in', text: 'x' },
      { kind: 'same', text: 'c' },
      { kind: 'in', text: 'd' },
    ]);
  });
});
