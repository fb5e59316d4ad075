// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Note } from '../../shared/model/note.ts';
import { doubtfulSegments, recordingMarks } from '../testing/listening-data.ts';
import { renderApp, type RenderedApp } from '../testing/render-app.tsx';
import { createScriptedHost, type ScriptedHost } from '../testing/scripted-host.ts';

beforeEach(() => {
  window.location.hash = '#/visit/visit-1';
});
afterEach(cleanup);

type Opened = RenderedApp & { host: ScriptedHost };

async function open(change: (host: ScriptedHost) => void): Promise<Opened> {
  const host = createScriptedHost();
  change(host);
  host.answer({ 'audio.clip': () => ({ wav: new Uint8Array([1]) }) });
  const app = renderApp(host);
  await screen.findByRole('heading', { name: 'June Testwell' });
  return { ...app, host };
}

const openDoubts = (): Promise<Opened> =>
  open((host) => {
    const view = host.view();
    Object.assign(view, { segments: doubtfulSegments, encounter: { ...view.encounter, marks: recordingMarks } });
  });
const openLive = (): Promise<Opened> =>
  open((host) => {
    const view = host.view();
    Object.assign(view, {
      segments: doubtfulSegments.slice(0, 2),
      note: undefined,
      hasAudio: false,
      encounter: { ...view.encounter, state: 'recording' },
    });
  });

const wordBar = () => within(screen.getByRole('toolbar', { name: 'Word' }));
const focused = (): string => document.activeElement?.getAttribute('aria-label') ?? '';

describe('captions', () => {
  it('show what was just heard and what is being said, until it stands', async () => {
    const { host } = await openLive();
    const { id: encounterId } = host.view().encounter;
    const [third, fourth] = doubtfulSegments.slice(2);
    const emit = (text: string, segments: typeof doubtfulSegments): void =>
      host.emit({
        type: 'transcript.partial',
        encounterId,
        startMs: third!.startMs,
        endMs: third!.endMs + 900,
        text,
        segments,
      });
    emit('No, I did', [{ ...third!, text: 'Did you fall or twisted?', words: [] }]);
    const provisional = await screen.findByText('Did you fall or twisted?');
    expect(provisional.closest('[data-provisional=true]')).toBeTruthy();
    expect(screen.getByText('No, I did')).toBeTruthy();

    host.emit({ type: 'transcript.segment', encounterId, segment: third! });
    await waitFor(() => expect(document.querySelector('[data-provisional=true]')).toBeNull());
    expect(screen.queryByText('Did you fall or twisted?')).toBeNull();
    emit('', [fourth!]);
    await waitFor(() => expect(document.querySelector('[data-provisional=true]')?.textContent).toContain('No, I did'));
    expect(screen.queryByText('Being said now:')).toBeNull();
  });
});

describe('the note while the visit goes on', () => {
  const growing = (text: string): Note => {
    const note = createScriptedHost().view().note!.note;
    const [first] = note.sections.flatMap((section) => section.sentences);
    const sentences = [{ ...first!, text }];
    return {
      ...note,
      sections: [
        { key: 'subjective', heading: 'Subjective', sentences },
        { key: 'plan', heading: 'Plan', sentences: [] },
      ],
    };
  };

  it('grows beside the conversation, as a draft in which nothing can be decided yet', async () => {
    const { host } = await openLive();
    const { id: encounterId } = host.view().encounter;
    await screen.findByText('The draft grows here while you talk.');
    host.emit({ type: 'note.live', encounterId, note: growing('The knee is swollen.') });
    const pane = within(await screen.findByRole('region', { name: 'Note' }));
    expect(pane.getByText('Draft so far')).toBeTruthy();
    expect(pane.getByText('The knee is swollen.').closest('[data-new]')).toBeTruthy();
    expect(pane.getByRole('heading', { name: 'Subjective' })).toBeTruthy();
    expect(pane.queryByRole('heading', { name: 'Plan' })).toBeNull();
    expect(pane.queryByRole('button')).toBeNull();

    host.emit({ type: 'note.live', encounterId, note: growing('The knee feels warm.') });
    await screen.findByText('The knee feels warm.');
    await waitFor(() => expect(screen.queryByText('The knee is swollen.')).toBeNull());
  });

  it('is not laid over a draft that stands', async () => {
    const { host } = await open(() => undefined);
    const { id: encounterId } = host.view().encounter;
    host.emit({ type: 'note.live', encounterId, note: growing('Late words.') });
    await waitFor(() => expect(screen.queryByText('Late words.')).toBeNull());
    expect(screen.queryByText('Draft so far')).toBeNull();
  });
});

describe('words in doubt', () => {
  it('are counted, reached with one key, and told with both hearings', async () => {
    const { user } = await openDoubts();
    await screen.findByRole('button', { name: /4 words to check/ });
    await user.keyboard('.');
    expect(focused()).toBe('Heard as “left”, then as “right”.');
    expect(wordBar().getByText('It matters: left or right.')).toBeTruthy();
    await user.tab();
    expect(focused()).toBe('Heard as “four hundred”, then as “for a hundred”.');
    await user.keyboard('{.}{.}');
    expect(focused()).toBe('Heard as “no”, the second time not at all.');
    await user.keyboard(',');
    expect(focused()).toBe('“20” was not heard for sure.');
  });

  it('2 takes the second hearing for all its words, and the focus stays', async () => {
    const { user, host } = await openDoubts();
    await user.keyboard('..2');
    await screen.findByText('“for a hundred” stands. 1 sentence of the note needs another look. 3 words to check.', {
      selector: '[data-tone] *',
    });
    expect(host.calls('transcript.settleWord')).toMatchObject([
      { segmentId: 's8', wordIndex: 1, wordCount: 2, heard: 'four hundred', text: 'for a hundred' },
    ]);
    await screen.findByRole('button', { name: /3 words to check/ });
    await waitFor(() => expect(focused()).toBe('for a hundred'));
    expect(wordBar().getByText('Decided by you.')).toBeTruthy();
  });

  it('Enter keeps, E types, Escape leaves it', async () => {
    const { user, host } = await openDoubts();
    await user.keyboard('.{Enter}');
    await waitFor(() => expect(host.calls('transcript.settleWord')).toMatchObject([{ text: 'left' }]));
    await screen.findByRole('button', { name: /3 words to check/ });
    await user.keyboard('.e');
    await user.clear(screen.getByLabelText('What was said'));
    await user.type(screen.getByLabelText('What was said'), '400{Escape}');
    expect(focused()).toBe('Heard as “four hundred”, then as “for a hundred”.');
    await user.keyboard('e');
    await user.clear(screen.getByLabelText('What was said'));
    await user.type(screen.getByLabelText('What was said'), '400{Enter}');
    await waitFor(() => expect(host.calls('transcript.settleWord').at(-1)).toMatchObject({ text: '400' }));
    await waitFor(() => expect(focused()).toBe('400'));
  });

  it('Space plays the words with a second around them', async () => {
    const { user, host, played } = await openDoubts();
    await user.keyboard('. ');
    await waitFor(() => expect(played).toHaveLength(1));
    const word = doubtfulSegments[1]!.words[1]!;
    expect(host.calls('audio.clip')[0]).toMatchObject({
      startMs: Math.round(word.startMs - 1_000),
      endMs: Math.round(word.endMs + 1_000),
    });
  });

  it('a word that the vocabulary corrected can be put back as it was heard', async () => {
    const { user, host } = await openDoubts();
    await user.click(document.querySelector('[data-corrected]')!);
    expect(wordBar().getByText(/Heard as “I be profane”/)).toBeTruthy();
    await user.keyboard('2');
    await waitFor(() =>
      expect(host.calls('transcript.settleWord')).toMatchObject([{ heard: 'Ibuprofen,', text: 'I be profane' }]),
    );
  });
});

describe('playing from a word', () => {
  it('a click on a word plays from there on; the arrow keys and Enter do the same', async () => {
    const { user, host } = await openDoubts();
    await user.click(await screen.findByText('hurting'));
    const startOf = (word: number): number => Math.round(doubtfulSegments[1]!.words[word]!.startMs);
    await waitFor(() => expect(host.calls('audio.clip')[0]).toMatchObject({ startMs: startOf(5) }));
    await user.keyboard('{ArrowRight}{Enter}');
    await waitFor(() => expect(host.calls('audio.clip').some(({ startMs }) => startMs === startOf(6))).toBe(true));
  });

  it('the picture of the recording is a slider: Enter plays from its place', async () => {
    const { user, host } = await openDoubts();
    const slider = await screen.findByRole('slider', { name: 'The recording' });
    slider.focus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(slider.getAttribute('aria-valuetext')).toBe('0:10 of 1:30');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(host.calls('audio.clip')[0]).toMatchObject({ startMs: 10_000 }));
  });
});

describe('who spoke', () => {
  it('one click changes a turn, V the voice everywhere, U brings both back', async () => {
    const { user, host } = await openDoubts();
    await user.click(screen.getAllByRole('button', { name: 'Said by Patient. Change to Someone else.' })[0]!);
    await screen.findByText('Now: Someone else.', { exact: false, selector: 'span' });
    await user.click(screen.getByRole('button', { name: /This voice everywhere \(6 turns\)/ }));
    await screen.findByText(/All 6 turns of this voice: Someone else/);
    expect(host.calls('transcript.setSpeaker')).toMatchObject([
      { segmentId: 's2', speaker: 'other', scope: 'turn' },
      { segmentId: 's2', speaker: 'other', scope: 'voice' },
    ]);
    await user.click(screen.getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(host.view().segments.filter(({ speaker }) => speaker === 'patient')).toHaveLength(6));
    await waitFor(() => expect(screen.queryByText(/All 6 turns/)).toBeNull());
  });

  it('the same keys work on the name that was clicked', async () => {
    const { user, host } = await openDoubts();
    await user.click(screen.getAllByRole('button', { name: 'Said by Patient. Change to Someone else.' })[0]!);
    await screen.findByRole('button', { name: /This voice everywhere/ });
    await user.keyboard('v');
    await screen.findByText(/All 6 turns of this voice: Someone else/);
    await user.keyboard('c');
    await waitFor(() => expect(host.calls('transcript.setSpeaker').at(-1)).toMatchObject({ speaker: 'clinician' }));
  });

  it('C, P and O on a word say who says its turn', async () => {
    const { user, host } = await openDoubts();
    await user.keyboard('.o');
    await waitFor(() =>
      expect(host.calls('transcript.setSpeaker')).toMatchObject([{ segmentId: 's2', speaker: 'other' }]),
    );
    await screen.findByRole('button', { name: /This voice everywhere/ });
    await user.keyboard('v');
    await waitFor(() => expect(host.calls('transcript.setSpeaker')).toHaveLength(2));
  });
});

describe('what happened while it was recorded', () => {
  it('stands between the turns in words, and in the list of moments', async () => {
    const { user } = await openDoubts();
    await screen.findByText('Off the record, 2 min: nothing of it was kept');
    expect(screen.getAllByText('Marked at 0:20.', { exact: false })).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: /Moments/ }));
    const panel = within(screen.getByRole('region', { name: 'Moments' }));
    expect(panel.getAllByRole('button').map((button) => button.textContent)).toEqual([
      '0:20Marked moment',
      '0:35Paused for 2 min',
      '0:47Another microphone took over',
      '1:05Off the record, 2 min: nothing of it was kept',
      '1:15Marked moment',
    ]);
  });
});
