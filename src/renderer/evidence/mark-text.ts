import type { RecordingMark } from '../../shared/model/encounter.ts';
import type { I18n } from '../i18n/i18n.tsx';

/** What happened there, in words; with how long it lasted, where that is known. */
export function markText({ t, format }: I18n, { kind, lengthMs }: RecordingMark): string {
  if (kind === 'moment' || kind === 'device' || lengthMs === undefined || lengthMs === 0)
    return t(`transcript.mark.${kind}`);
  return t(`transcript.mark.${kind}For`, { time: format.about(lengthMs) });
}
