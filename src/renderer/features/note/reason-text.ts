import type { ReviewReason } from '../../../shared/model/note.ts';
import type { I18n } from '../../i18n/i18n.tsx';

/** Why a sentence needs a person, in a sentence. */
export function reasonText(t: I18n['t'], reason: ReviewReason): string {
  switch (reason.kind) {
    case 'hearings-differ':
      return reason.heardAgain === ''
        ? t('note.reason.gone', { heard: reason.heard })
        : t('note.reason.differ', { heard: reason.heard, again: reason.heardAgain });
    case 'unsure':
      return t('note.reason.unsure', { heard: reason.heard });
    case 'unclear':
      return t('note.reason.unclear');
    case 'odd-word':
      return t('note.reason.odd', { heard: reason.heard });
    case 'unsupported':
      return t('note.reason.unsupported', { claim: reason.claim });
    case 'settled':
      return t('note.reason.settled', { heard: reason.heard });
  }
}

/** All of them, or nothing once a person has let a drafted sentence stand. Their own words keep what was not heard beside them. */
export const reasonsText = (
  t: I18n['t'],
  {
    reasons = [],
    confirmed,
    origin,
  }: { reasons?: readonly ReviewReason[] | undefined; confirmed: boolean; origin?: 'draft' | 'clinician' },
): string =>
  confirmed && origin !== 'clinician' ? '' : [...new Set(reasons.map((reason) => reasonText(t, reason)))].join(' ');
