import { LOCALES, type Locale } from '@seatkeeper/contracts';

export type Language = (typeof LOCALES)[number];

/** The language a locale is written in: `fr-CA` is `fr`; what nobody translated is English. */
export const languageOf = (locale: Locale): Language =>
  LOCALES.find((language) => language === locale.slice(0, 2)) ?? 'en';

/** `Sunday, November 29, 2026 at 6:00 AM UTC`, as the locale says it; the zone is always named. */
export const momentIn = (locale: Locale, moment: Date): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(moment);
