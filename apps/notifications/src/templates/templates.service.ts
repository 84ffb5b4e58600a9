import { Inject, Injectable } from '@nestjs/common';
import { type ConfirmationLetter, type InvitationLetter, LOCALES, withoutLinks } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { momentIn } from '@seatkeeper/text';
import type { NotificationsSettings } from '../settings.js';
import { type Language, languageOf } from './locales.js';
import { compileMessage, type Message, type Renderer } from './renderer.js';

const SAMPLE = {
  firstName: 'Ann',
  accountName: 'Acme',
  accountSlug: 'acme',
  username: 'ann@acme.example',
  invitedBy: 'Bob Baker',
  validUntil: 'tomorrow',
  link: 'https://seats.example/invitations/token',
};

type Written = Message & { language: Language };

@Injectable()
export class TemplatesService {
  private readonly invitations = inEachLanguage('invitation');
  private readonly confirmations = inEachLanguage('confirmation');

  constructor(@Inject(SETTINGS) private readonly settings: NotificationsSettings) {}

  /** The invitation in the recipient's language. `token` is the secret part of the link. */
  invitation(letter: InvitationLetter, token: string): Written {
    return this.write(this.invitations, letter, `invitations/${encodeURIComponent(token)}`);
  }

  /** Asks who signed up to confirm the address. */
  confirmation(letter: ConfirmationLetter, token: string): Written {
    const words = { ...letter, username: letter.sendTo, invitedBy: null };
    return this.write(this.confirmations, words, `confirmations/${encodeURIComponent(token)}`);
  }

  private write(renderers: ReadonlyMap<Language, Renderer>, letter: InvitationLetter, path: string): Written {
    const { firstName, accountName, accountSlug, username, invitedBy, locale, timeZone, expiresAt } = letter;
    const language = languageOf(locale);
    const render = renderers.get(language);
    if (!render) throw new Error(`There is no such mail in the language ${language}.`);
    const message = render({
      // Names stored before links were refused in them.
      firstName: withoutLinks(firstName),
      accountName: withoutLinks(accountName),
      accountSlug,
      username,
      invitedBy: invitedBy === null ? null : withoutLinks(invitedBy),
      validUntil: momentIn(locale, new Date(expiresAt), timeZone),
      link: `${this.settings.PUBLIC_URL}/${path}`,
    });
    return { language, ...message };
  }
}

const inEachLanguage = (kind: string): ReadonlyMap<Language, Renderer> =>
  new Map(LOCALES.map((language) => [language, compileMessage(kind, language, SAMPLE)]));
