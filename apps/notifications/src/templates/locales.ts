import { LOCALES, type Locale } from '@seatkeeper/contracts';

export type Language = (typeof LOCALES)[number];

/** The language a locale is written in: `fr-CA` is `fr`; what nobody translated is English. */
export const languageOf = (locale: Locale): Language =>
  LOCALES.find((language) => language === locale.slice(0, 2)) ?? 'en';
