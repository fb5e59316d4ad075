import { createContext, use, useMemo, type ReactNode } from 'react';
import { createFormats, type Formats } from './format.ts';
import {
  fill,
  messagesByLanguage,
  type Language,
  type MessageKey,
  type MessageParams,
  type PluralBase,
} from './messages.ts';

export interface I18n {
  readonly language: Language;
  readonly locale: string;
  readonly format: Formats;
  t<K extends MessageKey>(key: K, ...params: MessageParams<K>): string;
  /** Picks `<base>.one` or `<base>.other` by the language's rule and fills `{count}`. */
  plural(base: PluralBase, count: number, params?: Record<string, string | number>): string;
}

/** The reader's own regional variant of the language where the system has one. */
function localeFor(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

export function createI18n(language: Language, preferred: readonly string[] = navigator.languages): I18n {
  const locale = localeFor(language, preferred);
  const messages = messagesByLanguage[language];
  const rules = new Intl.PluralRules(locale);
  return {
    language,
    locale,
    format: createFormats(locale),
    t: (key, ...params) => fill(messages[key], params[0] ?? {}, locale),
    plural(base, count, params = {}) {
      const form = rules.select(count) === 'one' ? 'one' : 'other';
      return fill(messages[`${base}.${form}` as MessageKey], { ...params, count }, locale);
    },
  };
}

const I18nContext = createContext<I18n | undefined>(undefined);

export function I18nProvider({ language, children }: { language: Language; children: ReactNode }) {
  const value = useMemo(() => createI18n(language), [language]);
  return <I18nContext value={value}>{children}</I18nContext>;
}

export function useI18n(): I18n {
  const value = use(I18nContext);
  if (!value) throw new Error('I18nProvider is missing');
  return value;
}
