import type { SignInLetter } from '@seatkeeper/contracts';
import type { Mail } from '../mail/hand-over.js';
import { type Language, languageOf } from '../templates/locales.js';
import { compileMessage, type Renderer } from '../templates/renderer.js';

type Parts = Pick<SignInLetter, 'firstName' | 'accountName' | 'sendTo' | 'lastName' | 'locale'>;

const SAMPLE = { firstName: 'Ann', accountName: 'Acme', host: 'smtp.acme.example' };
const renderers: Readonly<Record<Language, Renderer>> = {
  en: compileMessage('sender-test', 'en', SAMPLE),
  fr: compileMessage('sender-test', 'fr', SAMPLE),
};

/** What somebody gets who tries the mail server of their account. */
export function testMail(letter: Parts, host: string, messageId: string): Mail {
  const language = languageOf(letter.locale);
  const { firstName, lastName, accountName, sendTo: address } = letter;
  return {
    messageId,
    to: { name: `${firstName} ${lastName}`, address },
    language,
    switchOff: null,
    ...renderers[language]({ firstName, accountName, host }),
  };
}
