/**
 * A day and a time as a letter would say it, with the zone it is meant in: `Tuesday, December 1, 2026 at 10:00 AM
 * (Central European Standard Time)`, `mardi 1er décembre 2026 à 10:00 (heure normale d’Europe centrale)`.
 */
export const momentIn = (locale: string, moment: Date, timeZone: string): string =>
  said(locale, moment, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: timeZone === 'UTC' ? 'short' : 'long',
  });

/** The day alone: `December 1, 2026`, `1er décembre 2026`. */
export const dayIn = (locale: string, moment: Date, timeZone: string): string =>
  said(locale, moment, { year: 'numeric', month: 'long', day: 'numeric', timeZone });

/** One takes longer to make than a mail to write, and some tens of kilobytes: those asked for of late stay. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 100;

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  // Set anew, it comes last: the first is the one that nobody asked for for longest.
  formats.delete(key);
  formats.set(key, format);
  const [longestUnasked] = formats.keys();
  if (formats.size > MOST_FORMATS && longestUnasked !== undefined) formats.delete(longestUnasked);
  return format;
}

function said(locale: string, moment: Date, options: Intl.DateTimeFormatOptions): string {
  // French counts the first day of a month as the first, all others as numbers; CLDR does not know.
  const first = locale.startsWith('fr') ? '1er' : '1';
  return formatOf(locale, options)
    .formatToParts(moment)
    .map(({ type, value }) => {
      if (type === 'day') return value === '1' ? first : value;
      return type === 'timeZoneName' && value !== 'UTC' ? `(${value})` : value;
    })
    .join('');
}
