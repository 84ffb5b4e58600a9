/**
 * Text as it is compared: two values that a reader takes for the same word are equal after it. Accents count:
 * `Müller` and `Muller` are two names.
 */
export const fold = (text: string): string => text.trim().normalize('NFKC').toLowerCase();
