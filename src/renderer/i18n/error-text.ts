import type { AppError } from '../../shared/errors.ts';
import { errorsEn, type ErrorText } from './errors-en.ts';
import { errorsEs } from './errors-es.ts';
import { fill, type Language } from './messages.ts';

const byLanguage = { en: errorsEn, es: errorsEs };

/** An error in words: what happened, what is safe, what to do. Numbers of the error (e.g. seconds to wait) are filled in. */
export function errorText(
  error: Pick<AppError, 'code'> & { params?: Record<string, string | number | boolean> },
  language: Language,
  locale: string,
): ErrorText {
  const text = byLanguage[language][error.code];
  const params = Object.fromEntries(
    Object.entries(error.params ?? {}).filter(
      (entry): entry is [string, string | number] => typeof entry[1] !== 'boolean',
    ),
  );
  const filled = (part: string | undefined) => (part === undefined ? undefined : fill(part, params, locale));
  return { what: fill(text.what, params, locale), safe: filled(text.safe), todo: filled(text.todo) };
}
