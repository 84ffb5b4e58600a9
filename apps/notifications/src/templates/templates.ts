import { Inject, Injectable } from '@nestjs/common';
import { LOCALES, type Locale } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { NotificationsSettings } from '../settings.js';
import { compileMessage, type Message, type Renderer } from './renderer.js';

type Language = (typeof LOCALES)[number];

/** The language a locale is written in: `fr-CA` is `fr`; what nobody translated is English. */
export const languageOf = (locale: Locale): Language =>
  LOCALES.find((language) => language === locale.slice(0, 2)) ?? 'en';

/** `Sunday, November 29, 2026 at 6:00 AM UTC`, as the locale says it; the zone is always named. */
export const momentIn = (locale: Locale, moment: Date): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(moment);

/** What an invitation says besides its link. */
export interface InvitationWords {
  firstName: string;
  accountName: string;
  /** Absent when no person invites. */
  invitedBy?: string;
  expiresAt: Date;
}

const SAMPLE = {
  firstName: 'Ann',
  accountName: 'Acme',
  invitedBy: 'Bob Baker',
  validUntil: 'tomorrow',
  link: 'https://seats.example/invitations/token',
};

@Injectable()
export class Templates {
  private readonly invitations = new Map<Language, Renderer>(
    LOCALES.map((language) => [language, compileMessage('invitation', language, SAMPLE)]),
  );

  constructor(@Inject(SETTINGS) private readonly settings: NotificationsSettings) {}

  /** The invitation in the recipient's language. `token` is the secret part of the link. */
  invitation(words: InvitationWords, locale: Locale, token: string): Message & { language: Language } {
    const language = languageOf(locale);
    const render = this.invitations.get(language);
    if (!render) throw new Error(`There is no invitation in the language ${language}.`);
    const message = render({
      firstName: words.firstName,
      accountName: words.accountName,
      invitedBy: words.invitedBy ?? null,
      validUntil: momentIn(locale, words.expiresAt),
      link: `${this.settings.PUBLIC_URL}/invitations/${encodeURIComponent(token)}`,
    });
    return { language, ...message };
  }
}
