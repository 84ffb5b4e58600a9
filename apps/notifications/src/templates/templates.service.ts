import { Inject, Injectable } from '@nestjs/common';
import { type InvitationLetter, LOCALES, withoutLinks } from '@seatkeeper/contracts';
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

@Injectable()
export class TemplatesService {
  private readonly invitations = new Map<Language, Renderer>(
    LOCALES.map((language) => [language, compileMessage('invitation', language, SAMPLE)]),
  );

  constructor(@Inject(SETTINGS) private readonly settings: NotificationsSettings) {}

  /** The invitation in the recipient's language. `token` is the secret part of the link. */
  invitation(letter: InvitationLetter, token: string): Message & { language: Language } {
    const { firstName, accountName, accountSlug, username, invitedBy, locale, timeZone, expiresAt } = letter;
    const language = languageOf(locale);
    const render = this.invitations.get(language);
    if (!render) throw new Error(`There is no invitation in the language ${language}.`);
    const message = render({
      // Names stored before links were refused in them.
      firstName: withoutLinks(firstName),
      accountName: withoutLinks(accountName),
      accountSlug,
      username,
      invitedBy: invitedBy === null ? null : withoutLinks(invitedBy),
      validUntil: momentIn(locale, new Date(expiresAt), timeZone),
      link: `${this.settings.PUBLIC_URL}/invitations/${encodeURIComponent(token)}`,
    });
    return { language, ...message };
  }
}
