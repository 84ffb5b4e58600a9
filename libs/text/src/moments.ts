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

function said(locale: string, moment: Date, options: Intl.DateTimeFormatOptions): string {
  // French counts the first day of a month as the first, all others as numbers; CLDR does not know.
  const first = locale.startsWith('fr') ? '1er' : '1';
  return new Intl.DateTimeFormat(locale, options)
    .formatToParts(moment)
    .map(({ type, value }) => {
      if (type === 'day') return value === '1' ? first : value;
      return type === 'timeZoneName' && value !== 'UTC' ? `(${value})` : value;
    })
    .join('');
}
