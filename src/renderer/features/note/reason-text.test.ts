import { expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { ReviewReason } from '../../../shared/model/note.ts';
import { createI18n } from '../../i18n/i18n.tsx';
import { reasonsText } from './reason-text.ts';

const { t } = createI18n('en', ['en-US']);
const at = { segmentId: SegmentId.parse('s1'), wordIndex: 3, wordCount: 1 };

const REASONS: readonly ReviewReason[] = [
  { kind: 'hearings-differ', ...at, heard: 'fifteen', heardAgain: 'fifty' },
  { kind: 'hearings-differ', ...at, heard: 'not', heardAgain: '' },
  { kind: 'unsure', ...at, heard: 'left' },
  { kind: 'unclear' },
  { kind: 'odd-word', heard: 'grad' },
  { kind: 'unsupported', claim: '20 mg' },
  { kind: 'settled', ...at, heard: 'fifteen' },
];

it('names what was heard, both times', () => {
  expect(reasonsText(t, { reasons: REASONS.slice(0, 2), confirmed: false })).toBe(
    'Heard “fifteen”, the second time “fifty”. Heard “not”, the second time nothing.',
  );
});

it('has words for every reason, says each once, and nothing when there is none or a person let it stand', () => {
  for (const reason of REASONS) expect(reasonsText(t, { reasons: [reason], confirmed: false })).not.toBe('');
  expect(reasonsText(t, { reasons: [REASONS[3]!, REASONS[3]!], confirmed: false })).toBe(t('note.reason.unclear'));
  expect(reasonsText(t, { confirmed: false })).toBe('');
  expect(reasonsText(t, { reasons: REASONS, confirmed: true })).toBe('');
});
