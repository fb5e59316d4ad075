import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../shared/errors.ts';
import { en, englishFiles } from './en.ts';
import { errorText } from './error-text.ts';
import { es } from './es.ts';
import { ageYears, createFormats } from './format.ts';
import { createI18n } from './i18n.tsx';
import type { MessageKey } from './messages.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('messages', () => {
  it('say the same in both languages: same keys, same placeholders', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en) as MessageKey[])
      expect([key, placeholders(es[key])]).toEqual([key, placeholders(en[key])]);
  });

  it('are given once: no file takes a key of another', () => {
    const keys = Object.values(englishFiles).flatMap((file) => Object.keys(file));
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it('have both plural forms', () => {
    for (const key of Object.keys(en).filter((name) => name.endsWith('.one')))
      expect(en).toHaveProperty([key.replace(/one$/, 'other')]);
  });

  it('fill placeholders and write numbers the reader’s way', () => {
    expect(createI18n('en', ['en-US']).t('record.elapsed', { time: '0:04' })).toBe('Recorded so far: 0:04');
    expect(createI18n('es', ['es-ES']).plural('audit.whole', 12_345)).toContain('12.345');
  });

  it('choose the plural by number', () => {
    const i18n = createI18n('en', ['en-US']);
    expect(i18n.plural('note.open', 1)).toBe('1 sentence needs your eye');
    expect(i18n.plural('note.open', 3)).toBe('3 sentences need your eye');
  });

  it('explain every error code in both languages, without jargon', () => {
    for (const code of ERROR_CODES)
      for (const language of ['en', 'es'] as const) {
        const {
          what,
          safe = '',
          todo = '',
        } = errorText({ code, params: { seconds: 5, minutes: 5 } }, language, language);
        expect(what.length, code).toBeGreaterThan(5);
        expect(`${what}${safe}${todo}`, code).not.toMatch(/[{}]|undefined|exception|null/i);
      }
  });
});

describe('formats', () => {
  const formats = createFormats('en-US');
  it('writes lengths as a clock', () => {
    expect([0, 9_999, 65_000, 3_723_000].map(formats.clock)).toEqual(['0:00', '0:09', '1:05', '1:02:03']);
  });
  it('rounds estimates to what can be promised', () => {
    expect([800, 23_000, 170_000].map(formats.about)).toEqual(['1 sec', '25 sec', '3 min']);
  });
  it('keeps a birth date on its day, whatever the time zone', () => {
    expect(formats.calendarDate('1961-04-02')).toBe('Apr 2, 1961');
    expect(formats.calendarDate('1961-04')).toBe('Apr 1961');
    expect(formats.calendarDate('1961')).toBe('1961');
  });
  it('counts years of age by the birthday', () => {
    expect(ageYears('1961-04-02', new Date(2026, 3, 1).getTime())).toBe(64);
    expect(ageYears('1961-04-02', new Date(2026, 3, 2).getTime())).toBe(65);
    expect(ageYears('1961', 0)).toBeUndefined();
    expect(ageYears(undefined, 0)).toBeUndefined();
  });
});
