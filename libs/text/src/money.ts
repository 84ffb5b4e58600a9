/** An amount in minor units as people write it: 2900 of EUR is €29.00, and 2900 of JPY ¥2,900. */
export function moneyIn(locale: string, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
