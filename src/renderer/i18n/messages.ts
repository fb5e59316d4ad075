import { en } from './en.ts';
import { es } from './es.ts';

export type Language = 'en' | 'es';
export type MessageKey = keyof typeof en;

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type ParamNames<K extends MessageKey> = Placeholders<(typeof en)[K]>;
/** The placeholders of a message, by name: none may be forgotten. */
export type MessageParams<K extends MessageKey> = [ParamNames<K>] extends [never]
  ? []
  : [params: Record<ParamNames<K>, string | number>];

type BaseOf<Form extends string> = MessageKey extends infer K
  ? K extends `${infer Base}.${Form}`
    ? Base
    : never
  : never;
/** Messages that exist as `<base>.one` and `<base>.other`. */
export type PluralBase = BaseOf<'one'> & BaseOf<'other'>;

export const messagesByLanguage: Record<Language, Record<MessageKey, string>> = { en, es };

/** Fills `{name}` placeholders; numbers are written the way the language writes them. */
export function fill(template: string, params: Record<string, string | number>, locale: string): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}
