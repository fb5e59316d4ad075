// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
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

function open(preview: InstructionPreview, selected?: NoteSentence, speak = false) {
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
      {...{ onApply, onClose, onChoose, speak }}
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

describe('saying it instead of typing', () => {
  const said: InstructionPreview = {
    kind: 'change',
    action: 'add',
    changes: [{ sectionHeading: 'Plan', after: 'Recheck potassium in 2 weeks.', unsupported: [] }],
  };
  const loud = { peak: 0.4, rms: 0.1, clipped: false };

  async function listening() {
    const opened = open(said, undefined, true);
    await screen.findByText(/^Listening\./);
    await waitFor(() => expect(opened.microphone.isOpen).toBe(true));
    return opened;
  }

  it('listens at once, writes down what was said, and shows what it would change before Enter does it', async () => {
    const { host, microphone, user, onApply } = await listening();
    host.answer({ 'note.dictate': () => ({ text: 'Add to plan: recheck potassium in two weeks.' }) });
    microphone.hear(6, 1, loud);
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Recheck potassium in 2 weeks.')).toBeTruthy();
    expect((await field()).value).toBe('Add to plan: recheck potassium in two weeks.');
    expect(host.calls('note.dictate')).toEqual([{ encounterId: 'visit-1', pcm: expect.any(Uint8Array) as Uint8Array }]);
    expect(host.calls('note.dictate')[0]!.pcm.byteLength).toBe(6 * 8_000);
    expect(microphone.isOpen).toBe(false);
    expect(onApply).not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    expect(onApply).toHaveBeenCalledWith('Add to plan: recheck potassium in two weeks.', undefined);
  });

  it('is put behind what was typed', async () => {
    const { host, microphone, user } = open(said);
    host.answer({ 'note.dictate': () => ({ text: 'recheck potassium' }) });
    await user.type(await field(), 'add to plan:');
    await user.click(screen.getByRole('button', { name: 'Speak' }));
    await screen.findByText(/^Listening\./);
    microphone.hear(4, 1, loud);
    await user.click(screen.getByRole('button', { name: 'Done speaking' }));
    await waitFor(async () => expect((await field()).value).toBe('add to plan: recheck potassium'));
  });

  it('forgets with Escape what was said, and stays open', async () => {
    const { host, microphone, user, onClose } = await listening();
    microphone.hear(6, 1, loud);
    await user.keyboard('{Escape}');
    await screen.findByRole('button', { name: 'Speak' });
    expect(microphone.isOpen).toBe(false);
    expect(host.calls('note.dictate')).toEqual([]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says why nothing came of it: silence, no words, no microphone', async () => {
    const { host, microphone, user } = await listening();
    host.answer({ 'note.dictate': () => ({ text: '' }) });
    microphone.hear(4, 0, { peak: 0.001, rms: 0, clipped: false });
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Nothing was heard. Choose another microphone.')).toBeTruthy();
    expect(host.calls('note.dictate')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Speak' }));
    await screen.findByText(/^Listening\./);
    microphone.hear(4, 1, loud);
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/^No words were understood/)).toBeTruthy();
    microphone.failWith('none');
    await user.click(screen.getByRole('button', { name: 'Speak' }));
    expect(await screen.findByText('No microphone was found. Plug one in and try again.')).toBeTruthy();
  });

  it('leaves the microphone to a visit that is being recorded', async () => {
    const { host, recorder } = open(said);
    const speak = await screen.findByRole<HTMLButtonElement>('button', { name: 'Speak' });
    expect(speak.disabled).toBe(false);
    host.answer({ 'recording.start': () => ({ streamId: 'stream-1', part: 1, recordedSamples: 0 }) });
    await recorder.start(EncounterId.parse('visit-1'), { deviceId: undefined });
    await waitFor(() => expect(speak.disabled).toBe(true));
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
