/** Dates, times and durations as the reader's language writes them. All instants are epoch milliseconds, shown in local time. */
export interface Formats {
  /** 10:42 */
  time(atMs: number): string;
  /** Saturday, November 21 */
  day(atMs: number): string;
  /** Nov 21, 2026, 10:42 */
  dateTime(atMs: number): string;
  /** A calendar date without a zone, e.g. a birth date `1961-04-02` (or only a year, or year and month). */
  calendarDate(date: string): string;
  /** A length as a clock: 4:07, 1:02:33. */
  clock(durationMs: number): string;
  /** About 20 s, about 3 min. */
  about(durationMs: number): string;
  percent(fraction: number): string;
  bytes(count: number): string;
}

export function createFormats(locale: string): Formats {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: string) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: 1 });
  const seconds = unit('second');
  const minutes = unit('minute');

  return {
    time: (atMs) => time.format(atMs),
    day: (atMs) => day.format(atMs),
    dateTime: (atMs) => dateTime.format(atMs),
    calendarDate(date) {
      const [year = 0, month, dayOfMonth] = date.split('-').map(Number);
      if (month === undefined) return String(year);
      const options: Intl.DateTimeFormatOptions =
        dayOfMonth === undefined ? { year: 'numeric', month: 'short' } : { dateStyle: 'medium' };
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(
        Date.UTC(year, month - 1, dayOfMonth ?? 1),
      );
    },
    clock(durationMs) {
      const total = Math.max(0, Math.floor(durationMs / 1000));
      const two = (value: number): string => String(value).padStart(2, '0');
      const hours = Math.floor(total / 3600);
      const rest = `${two(total % 60)}`;
      const wholeMinutes = Math.floor((total % 3600) / 60);
      return hours > 0 ? `${hours}:${two(wholeMinutes)}:${rest}` : `${wholeMinutes}:${rest}`;
    },
    about(durationMs) {
      const total = Math.max(1, Math.round(durationMs / 1000));
      if (total < 10) return seconds.format(total);
      return total < 55
        ? seconds.format(Math.round(total / 5) * 5)
        : minutes.format(Math.max(1, Math.round(total / 60)));
    },
    percent: (fraction) => percent.format(fraction),
    bytes(count) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
      return unit(units[power]!).format(count / 1000 ** power);
    },
  };
}

/** Whole years between a birth date and a moment; undefined where only the year is known. */
export function ageYears(birthDate: string | undefined, atMs: number): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(birthDate ?? '');
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const now = new Date(atMs);
  const hadBirthday = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day);
  return now.getFullYear() - year - (hadBirthday ? 0 : 1);
}
