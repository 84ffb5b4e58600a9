/**
 * The language in which numbers of an account are written: that of the account with its country (`fr-CA`) where the page is
 * in the same language, else the page's.
 */
export const numbersIn = (page: string, account: string): string =>
  account.slice(0, 2).toLowerCase() === page.slice(0, 2).toLowerCase() ? account : page;

/** An amount in minor units as people write it: 2900 of EUR is €29.00, and 2900 of JPY ¥2,900. */
export function moneyIn(locale: string, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
