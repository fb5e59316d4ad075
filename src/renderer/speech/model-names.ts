import type { SpeechModel } from '../../shared/model/speech-models.ts';
import type { I18n } from '../i18n/i18n.tsx';

/** A model as people call it: `whisper-large-v3-turbo` is Whisper large v3 turbo. */
export function modelName({ t }: I18n, model: Pick<SpeechModel, 'name' | 'origin'>): string {
  if (model.origin === 'built-in') return t('models.builtIn');
  const words = model.name.replace(/\.en$/, '').split('-').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function languageName({ locale }: Pick<I18n, 'locale'>, code: string): string {
  return new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** Whether a model hears a language; one that is not installed says only that it hears many. */
export const hearsLanguage = ({ languages }: Pick<SpeechModel, 'languages'>, code: string): boolean =>
  code === 'auto' || languages.includes(code) || languages.includes('multilingual');
