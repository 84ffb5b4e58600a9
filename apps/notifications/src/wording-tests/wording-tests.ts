import type { Language } from '../templates/locales.js';
import type { Message } from '../templates/renderer.js';

const MARKS: Readonly<Record<Language, string>> = { en: '[Test]', fr: '[Essai]' };

/** Nobody who finds it later, or gets it forwarded, takes it for the mail that it shows. */
export const asTest = <M extends Message & { language: Language }>(message: M): M => ({
  ...message,
  subject: `${MARKS[message.language]} ${message.subject}`,
});
