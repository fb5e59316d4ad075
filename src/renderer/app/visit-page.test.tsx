// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { renderApp, type RenderedApp } from '../testing/render-app.tsx';
import { createScriptedHost, PASSPHRASE, type ScriptedHost } from '../testing/scripted-host.ts';
import { segments } from '../testing/sample-data.ts';

beforeEach(() => {
  window.location.hash = '#/visit/visit-1';
});
afterEach(cleanup);

async function open(host: ScriptedHost = createScriptedHost()): Promise<RenderedApp & { host: ScriptedHost }> {
  const app = renderApp(host);
  await screen.findByRole('heading', { name: 'June Testwell' });
  await screen.findByRole('heading', { name: 'Subjective' });
  return { ...app, host };
}

const sentenceElement = (text: RegExp): HTMLElement =>
  [...document.querySelectorAll<HTMLElement>('[data-sentence]')].find((element) => text.test(element.textContent))!;
const ibuprofen = () => sentenceElement(/ibuprofen 400/);
const acetaminophen = () => sentenceElement(/Acetaminophen/);

describe('review by keyboard', () => {
  it('Tab goes from one sentence that needs a decision to the next, past the others', async () => {
    const { user } = await open();
    ibuprofen().focus();
    await user.tab();
    expect(document.activeElement).toBe(acetaminophen());
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement?.textContent).toMatch(/Stop ibuprofen/);
  });

  it('Alt and an arrow move a sentence, with Shift all under its sub-heading; at the end of the note it says so', async () => {
    const { user, host } = await open();
    acetaminophen().focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(host.calls('note.move')).toHaveLength(1));
    expect(host.calls('note.move')[0]).toMatchObject({ what: 'sentence', direction: 'up', baseVersion: 1 });
    const all = [...document.querySelectorAll<HTMLElement>('[data-sentence]')];
    all[0]!.focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(await screen.findByText('There is no further to go.')).toBeTruthy();
    expect(host.calls('note.move')).toHaveLength(1);
  });

  it('Enter confirms, and the count goes to zero', async () => {
    const { user, host } = await open();
    expect(screen.getByText('2 sentences need your eye')).toBeTruthy();
    ibuprofen().focus();
    await user.keyboard('{Enter}');
    await screen.findByText('1 sentence needs your eye');
    acetaminophen().focus();
    await user.keyboard('{Enter}');
    await screen.findByText('Nothing is left to look at');
    expect(host.calls('note.confirmSentence').map(({ baseVersion }) => baseVersion)).toEqual([1, 2]);
  });

  it('keys pressed faster than main answers build on each other', async () => {
    const { user, host } = await open();
    ibuprofen().focus();
    await user.keyboard('{Enter}');
    acetaminophen().focus();
    await user.keyboard('{Enter}u');
    await waitFor(() => expect(host.calls('note.undo')).toHaveLength(1));
    expect(host.calls('note.undo')[0]!.baseVersion).toBe(3);
    expect(screen.queryByText(/was changed in the meantime/)).toBeNull();
  });

  it('E edits: Escape leaves it, Enter saves it as the clinician’s words', async () => {
    const { user, host } = await open();
    ibuprofen().focus();
    await user.keyboard('e');
    const field = await screen.findByLabelText('Edit the sentence');
    await user.type(field, ' XX{Escape}');
    expect(ibuprofen()).toBe(document.activeElement);
    expect(host.calls('note.editSentence')).toEqual([]);
    await user.keyboard('e');
    await user.clear(await screen.findByLabelText('Edit the sentence'));
    await user.type(screen.getByLabelText('Edit the sentence'), 'Takes ibuprofen 200 mg twice a day.{Enter}');
    await waitFor(() => expect(sentenceElement(/200/).dataset.status).toBe('clinician'));
    expect(document.activeElement).toBe(sentenceElement(/200/));
  });

  it('Backspace removes, the focus goes on, and U brings it back', async () => {
    const { user, host } = await open();
    ibuprofen().focus();
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(ibuprofen()).toBeUndefined());
    expect(document.activeElement?.textContent).toMatch(/Home blood pressure/);
    await user.keyboard('u');
    await waitFor(() => expect(ibuprofen()).toBeTruthy());
    expect(host.calls('note.undo')).toHaveLength(1);
  });

  it('a change that met a newer note is not made, and says so', async () => {
    const { user, host } = await open();
    host.answer({
      'note.confirmSentence': () => {
        throw new AppError('conflict.version', { params: { version: 9 } });
      },
    });
    ibuprofen().focus();
    await user.keyboard('{Enter}');
    await screen.findByText('The note was changed in the meantime.');
    expect(ibuprofen().dataset.status).toBe('review');
  });

  it('adds a sentence in the clinician’s words', async () => {
    const { user, host } = await open();
    await user.click(screen.getByRole('button', { name: 'Add a sentence to Plan' }));
    await user.type(await screen.findByLabelText('New sentence'), 'Knee exercises shown.{Enter}');
    await waitFor(() => expect(sentenceElement(/exercises/)).toBeTruthy());
    expect(host.calls('note.addSentence')).toMatchObject([{ sectionKey: 'plan', text: 'Knee exercises shown.' }]);
  });
});

describe('evidence', () => {
  it('focus lights the words a sentence rests on, and the bar quotes them', async () => {
    await open();
    ibuprofen().focus();
    await waitFor(() =>
      expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent).join('')).toBe(
        'Ibuprofen, four hundred milligrams, twice a day.',
      ),
    );
    const bar = screen.getByRole('toolbar', { name: 'Sentence' });
    expect(within(bar).getByText('Ibuprofen, four hundred milligrams, twice a day.')).toBeTruthy();
  });

  it('Space plays exactly that stretch', async () => {
    const { user, host, played } = await open();
    host.answer({ 'audio.clip': () => ({ wav: new Uint8Array([1]) }) });
    ibuprofen().focus();
    await user.keyboard(' ');
    await waitFor(() => expect(played).toHaveLength(1));
    const [clip] = host.calls('audio.clip');
    const { startMs, endMs } = segments[7]!;
    expect(clip!.startMs).toBe(startMs - 120);
    expect(clip!.endMs).toBe(endMs + 120);
  });

  it('says when there is nothing to play', async () => {
    const { user, host } = await open();
    host.answer({
      'audio.clip': () => {
        throw new AppError('not-found.audio');
      },
    });
    ibuprofen().focus();
    await user.keyboard(' ');
    expect((await screen.findAllByText(/There is no recording to play here/)).length).toBeGreaterThan(0);
  });

  it('underlines words that were not heard for sure', async () => {
    await open();
    expect([...document.querySelectorAll('[title="Not sure of this word"]')].map((word) => word.textContent)).toEqual([
      'hundred (not sure)',
    ]);
  });
});

describe('the conversation', () => {
  it('a click on the name corrects who spoke', async () => {
    const { user, host } = await open();
    await user.click(screen.getByRole('button', { name: 'Said by Not sure who. Change to Clinician.' }));
    await waitFor(() =>
      expect(host.calls('transcript.setSpeaker')).toMatchObject([{ segmentId: 's12', speaker: 'clinician' }]),
    );
    expect(await screen.findAllByText(/The note has your changes, so it was not made again/)).toBeTruthy();
  });
});

describe('signing', () => {
  it('is refused while something is open, says why, and leads there', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    await screen.findByText(/2 sentences still need your eye/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign as Ana Reyes, MD' }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(document.activeElement).toBe(ibuprofen());
  });

  it('takes the passphrase, closes the note and shows where it is', async () => {
    const { user, host } = await open();
    for (const element of [ibuprofen, acetaminophen]) {
      element().focus();
      await user.keyboard('{Enter}');
    }
    await screen.findByText('Nothing is left to look at');
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    await screen.findByText(/sent to your EHR at ehr.example.org/);
    await user.type(screen.getByLabelText('Your passphrase'), 'wrong{Enter}');
    await screen.findByText('That is not the right passphrase.');
    expect(host.view().signed).toBeUndefined();
    await user.type(screen.getByLabelText('Your passphrase'), `${PASSPHRASE}{Enter}`);
    await screen.findByText('Signed by Ana Reyes, MD');
    expect(screen.getByText(/In the EHR since/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign' })).toBeNull();
    expect(screen.queryByText('Draft, not signed')).toBeNull();
    sentenceElement(/Denies/).focus();
    await user.keyboard('e{Backspace}{Enter}');
    expect(host.calls('note.removeSentence')).toEqual([]);
    expect(screen.queryByLabelText('Edit the sentence')).toBeNull();
  });

  it('asks for the passphrase of an addendum too', async () => {
    const { user, host } = await open();
    for (const element of [ibuprofen, acetaminophen]) {
      element().focus();
      await user.keyboard('{Enter}');
    }
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    await user.type(await screen.findByLabelText('Your passphrase'), `${PASSPHRASE}{Enter}`);
    await user.click(await screen.findByRole('button', { name: 'Add an addendum' }));
    await user.type(screen.getByLabelText('What is to be added or corrected'), 'Left, not right.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Sign the addendum/ }).disabled).toBe(true);
    await user.type(screen.getByLabelText('Your passphrase'), 'x');
    host.answer({
      'note.addendum': () => {
        throw new AppError('auth.passphrase');
      },
    });
    await user.click(screen.getByRole('button', { name: /Sign the addendum/ }));
    await screen.findByText('That is not the right passphrase.');
    expect(screen.getByLabelText<HTMLTextAreaElement>('What is to be added or corrected').value).toBe(
      'Left, not right.',
    );
  });
});

describe('codes', () => {
  it('are accepted, rejected, exchanged and added by hand', async () => {
    const { user, host } = await open();
    await user.click(screen.getByRole('button', { name: /^Codes/ }));
    await user.click(await screen.findByRole('button', { name: 'Accept M17.12' }));
    await waitFor(() => expect(host.view().codes!.diagnoses[0]!.decision).toBe('accepted'));
    await user.click(await screen.findByRole('button', { name: 'Decide again about M17.12' }));
    await user.click(await screen.findByRole('button', { name: 'Reject M17.12' }));
    await user.click(screen.getByRole('button', { name: 'Others' }));
    await user.click(await screen.findByRole('button', { name: /Use M25.562 instead/ }));
    expect(host.calls('codes.decide').at(-1)).toMatchObject({ code: 'M17.12', replaceWith: 'M25.562' });
    await user.type(screen.getByLabelText('Find a code'), 'low back');
    host.answer({ 'codes.search': () => [{ code: 'M54.50', display: 'Low back pain', billable: true, score: 1 }] });
    await user.click(await screen.findByRole('button', { name: /Add M54.50/ }));
    expect(host.calls('codes.decide').at(-1)).toMatchObject({ code: 'M54.50', decision: 'accepted' });
  });
});

describe('what is on the way', () => {
  it('shows how far a job is and stops it', async () => {
    const { user, host } = await open();
    const { id: encounterId } = host.view().encounter;
    host.answer({ 'recording.cancel': () => host.view().encounter });
    host.emit({ type: 'job.progress', encounterId, progress: { kind: 'transcribe', fraction: 0.4, etaMs: 30_000 } });
    await screen.findByText('40% done, about 30 sec left');
    await user.click(screen.getByRole('button', { name: 'Stop this' }));
    expect(host.calls('recording.cancel')).toEqual([{ encounterId }]);
  });

  it('says in words what failed and offers to try again', async () => {
    const { user, host } = await open();
    const { id: encounterId } = host.view().encounter;
    host.answer({ 'recording.retry': () => host.view().encounter });
    host.emit({ type: 'job.failed', encounterId, code: 'audio.no-speech', params: {} });
    await screen.findByText(/No speech was heard in this recording/);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(host.calls('recording.retry')).toEqual([{ encounterId }]);
  });

  it('says why the last step failed also to a page that was opened later', async () => {
    const host = createScriptedHost();
    const view = host.view();
    host.answer({ 'encounters.get': () => ({ ...view, failure: { code: 'model.missing', params: {} } }) });
    const { user } = await open(host);
    await screen.findByText(/^This step did not finish\. \S/);
    host.answer({ 'recording.retry': () => view.encounter });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(/^This step did not finish/)).toBeNull());
  });

  it('says when much of it does not sound like a language that is understood, not at one stray turn', async () => {
    const host = createScriptedHost();
    const view = host.view();
    const flagged = (count: number) =>
      view.segments.map((segment, index) => ({
        ...segment,
        flags: index >= view.segments.length - count ? ['other-language' as const] : [],
      }));
    host.answer({ 'encounters.get': () => ({ ...view, segments: flagged(1) }) });
    await open(host);
    expect(screen.queryByText('This does not sound like a language that is understood here.')).toBeNull();
    cleanup();
    host.answer({ 'encounters.get': () => ({ ...view, segments: flagged(7) }) });
    await open(host);
    await screen.findByText('This does not sound like a language that is understood here.');
  });

  it('says why a draft is empty, and that a file broke off, for as long as that is so', async () => {
    const host = createScriptedHost();
    const view = host.view();
    const sections = view.note!.note.sections.map((section) => ({ ...section, sentences: [] }));
    host.answer({
      'encounters.get': () => ({
        ...view,
        encounter: { ...view.encounter, source: 'file', cutShort: true },
        segments: [],
        note: { ...view.note!, note: { ...view.note!.note, sections } },
      }),
    });
    await open(host);
    await screen.findByText('No speech was heard in this recording.');
    screen.getByText('The recording breaks off.');
  });

  it('tells of a recording that a crash ended, though nothing of it was lost', async () => {
    const host = createScriptedHost();
    const view = host.view();
    const encounter = { ...view.encounter, audioDurationMs: 8_000, recoveredLossMs: 0 };
    host.answer({ 'encounters.get': () => ({ ...view, encounter }) });
    await open(host);
    await screen.findByText('The recording was interrupted.');
    screen.getByText('What was heard up to 0:08 is saved.');
  });

  it('a segment that is heard appears at once', async () => {
    const { host } = await open();
    const segment = { ...segments[0]!, id: 'late' as never, startMs: 0, text: 'One more thing.' };
    host.emit({ type: 'transcript.segment', encounterId: host.view().encounter.id, segment });
    await screen.findByText('One more thing.');
  });
});
