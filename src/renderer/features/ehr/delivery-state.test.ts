import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../shared/model/delivery.ts';
import { EncounterId, OutboxId } from '../../../shared/model/ids.ts';
import { createI18n } from '../../i18n/i18n.tsx';
import { describeDelivery } from './delivery-state.tsx';

const i18n = createI18n('en', ['en-US']);
const at = new Date(2026, 10, 21, 10, 42).getTime();
const entry = (change: Partial<OutboxEntry>): OutboxEntry => ({
  id: OutboxId.parse('o'),
  encounterId: EncounterId.parse('v'),
  noteVersion: 2,
  state: 'pending',
  identifier: 'urn:uuid:1',
  attempts: 0,
  nextAttemptAt: at,
  createdAt: at,
  updatedAt: at,
  ...change,
});

describe('delivery in words', () => {
  it('delivered: since when, and as what', () => {
    const { tone, title, text } = describeDelivery(
      i18n,
      entry({ state: 'delivered', deliveredAt: at, receipt: 'DocumentReference/9' }),
    );
    expect(tone).toBe('good');
    expect(title).toMatch(/^In the EHR since Nov 21, 2026.*10:42/);
    expect(text).toContain('DocumentReference/9');
  });
  it('waiting: why, and when it is tried again', () => {
    const { title, text } = describeDelivery(i18n, entry({ attempts: 3, lastError: 'network.unreachable' }));
    expect(title).toMatch(/^Waiting: The EHR does not answer\. Trying again at 10:42/);
    expect(text).toContain('3 tries so far');
  });
  it('failed: what it was, what is safe, what to do', () => {
    const { tone, title, text } = describeDelivery(i18n, entry({ state: 'failed', lastError: 'fhir.rejected' }));
    expect(tone).toBe('danger');
    expect(title).toBe('Not in the EHR. The EHR did not accept the note.');
    expect(text).toContain('The signed note is kept here.');
  });
  it('never shows a code it does not know', () => {
    const { title } = describeDelivery(i18n, entry({ state: 'failed', lastError: 'HTTP 500 stack' }));
    expect(title).toBe('Not in the EHR.');
  });
  it('unknown: that it looks before it sends again', () =>
    expect(describeDelivery(i18n, entry({ state: 'unknown' })).title).toContain(
      'looks in the EHR before it sends again',
    ));
});
