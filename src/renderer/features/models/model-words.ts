import type { SpeechModel } from '../../../shared/model/speech-models.ts';
import type { I18n } from '../../i18n/i18n.tsx';
import { languageName } from '../../speech/model-names.ts';

/** Below it captions keep up with the visit's other work; above 1, speech is faster than the model. */
const LIVE_FACTOR = 0.6;

/** What a model's speed means for a visit. */
export function speedWords({ t, format }: I18n, { measured }: Pick<SpeechModel, 'measured'>): string {
  if (!measured) return t('models.speedUnknown');
  const { realTimeFactor } = measured;
  const meaning =
    realTimeFactor <= LIVE_FACTOR
      ? t('models.speedLive')
      : realTimeFactor <= 1
        ? t('models.speedTight')
        : t('models.speedSlow');
  return `${t('models.speedMeasured', { time: format.about(realTimeFactor * 60_000) })} ${meaning}`;
}

export function languageWords(i18n: I18n, { languages }: Pick<SpeechModel, 'languages'>): string {
  if (languages.includes('multilingual')) return i18n.t('models.many');
  const [only] = languages;
  if (languages.length === 1 && only === 'en') return i18n.t('models.english');
  if (languages.length <= 3) return languages.map((code) => languageName(i18n, code)).join(', ');
  const examples = languages.filter((code) => code === 'en' || code === 'es').map((code) => languageName(i18n, code));
  return i18n.t('models.languages', { count: languages.length, examples: examples.join(', ') });
}

export function sizeWords({ t, format }: I18n, { bytes, installed }: SpeechModel): string {
  return t(installed ? 'models.onDisk' : 'models.download', { size: format.bytes(bytes) });
}

export function progressWords({ t, format }: I18n, { progress }: Pick<SpeechModel, 'progress'>): string {
  if (!progress) return '';
  const left = progress.etaMs === undefined ? [] : [t('models.left', { time: format.about(progress.etaMs) })];
  if (progress.act === 'measure') return [t('models.measuring'), ...left].join(' · ');
  const { doneBytes, totalBytes } = progress;
  if (doneBytes === undefined || totalBytes === undefined) return t('models.checking');
  return [t('models.installing', { done: format.bytes(doneBytes), total: format.bytes(totalBytes) }), ...left].join(
    ' · ',
  );
}
