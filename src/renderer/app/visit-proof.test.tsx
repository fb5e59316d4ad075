// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimCheck } from '../../shared/model/claims.ts';
import type { NoteQuestion, Omission } from '../../shared/model/note.ts';
import { renderApp, type RenderedApp } from '../testing/render-app.tsx';
import { draft, evidenceOf, segments } from '../testing/sample-data.ts';
import { createScriptedHost, type ScriptedHost } from '../testing/scripted-host.ts';

const effusion = draft.note.sections[1]!.sentences[0]!;
const QUESTIONS: NoteQuestion[] = [
  {
    id: 'q1',
    kind: 'allergy-and-drug',
    subject: 'amoxicillin',
    readings: [
      { from: 'visit', text: 'Start amoxicillin.', evidence: [evidenceOf(13)] },
      { from: 'chart', text: 'Penicillin: hives', evidence: [] },
    ],
    sentenceIds: [],
    settled: false,
  },
  {
    id: 'q2',
    kind: 'side-differs',
    subject: 'knee pain',
    readings: [
      { from: 'visit', text: 'My left knee has been hurting', evidence: [evidenceOf(2)] },
      { from: 'visit', text: 'There is a small effusion', evidence: [evidenceOf(11)] },
    ],
    sentenceIds: [effusion.id],
    settled: false,
  },
];
const OMISSIONS: Omission[] = [
  {
    segmentId: segments[5]!.id,
    reason: 'finding',
    evidence: evidenceOf(6, 'It is stiff in the morning.'),
    sectionKey: 'subjective',
    text: 'Stiffness in the morning.',
  },
  { segmentId: segments[11]!.id, reason: 'low-salience' },
];

beforeEach(() => {
  window.location.hash = '#/visit/visit-1';
});
afterEach(cleanup);

async function open(): Promise<RenderedApp & { host: ScriptedHost }> {
  const note = { ...draft, note: { ...draft.note, questions: QUESTIONS, omissions: OMISSIONS } };
  const host = createScriptedHost({ view: { note } });
  const app = renderApp(host);
  await screen.findByRole('heading', { name: 'Subjective' });
  return { ...app, host };
}
const sentenceElement = (text: RegExp): HTMLElement =>
  [...document.querySelectorAll<HTMLElement>('[data-sentence]')].find((element) => text.test(element.textContent))!;
const claim = (kind: ClaimCheck['kind'], text: string, verdict: ClaimCheck['verdict']): ClaimCheck => ({
  kind,
  claim: text,
  verdict,
  start: 0,
  end: text.length,
});

describe('questions', () => {
  it('are a stop for Tab, marked at their sentence, and K keeps the note as written', async () => {
    const { user, host } = await open();
    expect(screen.getByText('2 questions')).toBeTruthy();
    const sentence = sentenceElement(/small effusion/);
    expect(sentence.textContent).toContain('Left or right? knee pain');
    expect(sentence.tabIndex).toBe(0);
    sentence.focus();
    await user.keyboard('k');
    await waitFor(() => expect(host.calls('note.settleQuestion')).toMatchObject([{ questionId: 'q2', settled: true }]));
    await screen.findByText('1 question');
    expect(sentenceElement(/small effusion/).textContent).not.toContain('Left or right');
  });

  it('of an allergy stand above the note until somebody has looked', async () => {
    const { user, host } = await open();
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Allergy and medicine: amoxicillin');
    expect(alert.textContent).toContain('Penicillin: hives');
    await user.click(within(alert).getByRole('button', { name: 'Keep as written: Allergy and medicine: amoxicillin' }));
    await waitFor(() => expect(host.calls('note.settleQuestion')).toMatchObject([{ questionId: 'q1' }]));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('stand in the rail with both readings, and can be asked again', async () => {
    const { user, host } = await open();
    await user.click(screen.getByRole('button', { name: /Questions/ }));
    const panel = screen.getByRole('region', { name: 'Questions' });
    expect(within(panel).getByText('My left knee has been hurting')).toBeTruthy();
    await user.click(within(panel).getByRole('button', { name: /Show “There is a small effusion”/ }));
    await waitFor(() =>
      expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent).join('')).toContain(
        'small effusion',
      ),
    );
    await user.click(within(panel).getByRole('button', { name: 'Go to the sentence' }));
    expect(document.activeElement).toBe(sentenceElement(/small effusion/));
    const keep = within(panel).getAllByRole('button', { name: 'Keep as written' });
    await user.click(keep[0]!);
    await user.click(await within(panel).findByRole('button', { name: 'Ask again' }));
    await waitFor(() => expect(host.calls('note.settleQuestion').map(({ settled }) => settled)).toEqual([true, false]));
  });
});

describe('the verifier', () => {
  it('says of the chosen sentence what was heard and what was not, in words', async () => {
    const { host } = await open();
    host.answer({
      'note.verifyText': () => ({
        support: 'needs-review',
        claims: [claim('drug', 'ibuprofen', 'held'), claim('dose', '400 mg', 'not-heard')],
      }),
    });
    sentenceElement(/ibuprofen 400/).focus();
    const bar = await screen.findByRole('toolbar', { name: 'Sentence' });
    await within(bar).findByText('Not heard:');
    expect(bar.textContent).toContain('400 mg dose');
    expect(within(bar).getByText('Heard:')).toBeTruthy();
    expect(bar.textContent).toContain('ibuprofen medicine');
  });

  it('says while typing which words nobody said, and lets them be saved', async () => {
    const { user, host } = await open();
    host.answer({
      'note.verifyText': ({ text }) => ({
        support: 'needs-review',
        claims: text.includes('600') ? [claim('dose', '600 mg', 'not-heard')] : [claim('drug', 'ibuprofen', 'held')],
      }),
    });
    sentenceElement(/ibuprofen 400/).focus();
    await user.keyboard('e');
    const field = await screen.findByLabelText('Edit the sentence');
    await screen.findByText('Everything in it was heard.');
    await user.clear(field);
    await user.type(field, 'Takes ibuprofen 600 mg.');
    await screen.findByText('You can save it. It will stand on your word.');
    expect(screen.getByText('Not heard:').parentElement!.textContent).toContain('600 mg');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(host.calls('note.editSentence')).toMatchObject([{ text: 'Takes ibuprofen 600 mg.' }]));
  });
});

describe('what was left out', () => {
  const openPanel = async (): Promise<RenderedApp & { host: ScriptedHost; panel: HTMLElement }> => {
    const app = await open();
    await app.user.click(screen.getByRole('button', { name: /Left out/ }));
    return { ...app, panel: screen.getByRole('region', { name: 'Left out' }) };
  };

  it('is offered by section, in words, and never by the name of a score', async () => {
    const { panel } = await openPanel();
    expect(within(panel).getByRole('heading', { name: 'Subjective' })).toBeTruthy();
    expect(within(panel).getByText('Stiffness in the morning.')).toBeTruthy();
    expect(panel.textContent).toContain('It may matter.');
    expect(panel.textContent).not.toMatch(/salience/);
  });

  it('Enter takes it in with its words, Backspace leaves it out', async () => {
    const { user, host, panel } = await openPanel();
    within(panel).getByRole('group', { name: 'Stiffness in the morning.' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(host.calls('note.addSentence')).toMatchObject([
        {
          sectionKey: 'subjective',
          text: 'Stiffness in the morning.',
          fromSegmentId: segments[5]!.id,
          fromQuote: 'It is stiff in the morning.',
        },
      ]),
    );
    await waitFor(() => expect(within(panel).queryByText('Stiffness in the morning.')).toBeNull());
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(host.calls('note.dismissOmission')).toMatchObject([{ segmentId: segments[11]!.id }]));
    await screen.findByText('Nothing of weight was left out.');
  });
});
