/** A number as people write it: 12000 is 12,000 in English, and 12 000 in French. */
export const numberIn = (locale: string, number: number): string =>
  new Intl.NumberFormat(locale).format(number);
