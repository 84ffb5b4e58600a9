/** For settings: whether a text is base64 of so many bytes that nobody guesses them. */
export const isLongSecret = (text: string): boolean => Buffer.from(text, 'base64').length >= 32;
