/** Text as it is compared: two that a reader would take for one are one. */
export const fold = (text: string): string => text.trim().normalize('NFKC').toLowerCase();
