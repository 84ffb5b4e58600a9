import { Inject, Injectable } from '@nestjs/common';
import { LOCALES, type MailKind } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { Asked, DefinedMail, Letter, Places, Words } from '../kinds/mail.js';
import { mailKinds } from '../kinds/mail-kinds.js';
import type { NotificationsSettings } from '../settings.js';
import { type Language, languageOf } from './locales.js';
import { compileMessage, type Message, type Renderer } from './renderer.js';

/** Writes the messages of every kind of mail in every language; each is tried at the start. */
@Injectable()
export class TemplatesService {
  private readonly renderers: ReadonlyMap<string, Renderer>;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<NotificationsSettings, 'PUBLIC_URL'>) {
    this.renderers = new Map(
      mailKinds.flatMap((mail) =>
        LOCALES.map((language) => [keyOf(mail.kind, language), this.compile(mail, language)] as const),
      ),
    );
  }

  /** The message in the recipient's language. */
  write(mail: DefinedMail, { letter, token }: NonNullable<Asked<Letter>>): Message & { language: Language } {
    const language = languageOf(letter.locale);
    const render = this.renderers.get(keyOf(mail.kind, language));
    if (!render) throw new Error(`There is no ${mail.kind} in the language ${language}.`);
    return { language, ...render(this.words(mail, letter, token)) };
  }

  private compile(mail: DefinedMail, language: Language): Renderer {
    const sample = { ...mail.sample, locale: language };
    return compileMessage(mail.kind, language, this.words(mail, sample, 'token'));
  }

  /** What the kind says, and where one chooses which mails one gets, if it can be switched off. */
  private words(mail: DefinedMail, letter: Letter, token: string | undefined): Words {
    const places = this.places(mail, token);
    return { ...mail.say(letter, places), mailSettings: mail.optional ? `${places.address}/my-mails` : null };
  }

  private places({ path }: DefinedMail, token: string | undefined): Places {
    const { PUBLIC_URL: address } = this.settings;
    return { address, link: path && token ? `${address}/${path}/${encodeURIComponent(token)}` : '' };
  }
}

const keyOf = (kind: MailKind, language: Language): string => `${kind}/${language}`;
