import { Inject, Injectable } from '@nestjs/common';
import { LOCALES, type MailKind, type Wording } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type { Asked, DefinedMail, Letter, Places, Words } from '../kinds/mail.js';
import { mailKinds } from '../kinds/mail-kinds.js';
import type { NotificationsSettings } from '../settings.js';
import { worded } from './worded.js';
import { defaultWording, tagsOf } from './default-wording.js';
import { type Language, languageOf } from './locales.js';
import { compileMessage, type Message, type Renderer } from './renderer.js';
import { WordedRenderer } from './worded-renderer.js';

/** What a mail says of a user besides the words of its kind, with a sample of each. */
const USER_TAGS = {
  lastName: 'Ang',
  email: 'ann@acme.example',
  title: 'Captain',
  department: 'Operations',
  office: 'Paris',
  actor: 'Bob Baker',
} as const;

/** Writes the messages of every kind of mail in every language; each is tried at the start. */
@Injectable()
export class TemplatesService {
  private readonly renderers: ReadonlyMap<string, Renderer>;
  private readonly ownWords = new WordedRenderer();

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
    return { language, ...this.renderer(mail, language)(this.words(mail, letter, token), mail.rows(letter)) };
  }

  /** The same as an account words it. `more` is what its tags stand for beyond those of the kind. */
  writeWorded(
    mail: DefinedMail,
    { letter, token }: NonNullable<Asked<Letter>>,
    wording: Wording,
    more: Words,
  ): Message & { language: Language } {
    const language = languageOf(letter.locale);
    const { lastName, sendTo: email } = letter;
    const words = { ...more, lastName, email, ...this.words(mail, letter, token) };
    const message = worded(wording, words, new Set(this.links(mail)));
    return { language, ...this.ownWords.render(message, language, words, mail.path !== undefined) };
  }

  /** The product's words, as somebody may go on writing them. */
  wording(mail: DefinedMail, language: Language): Wording {
    return defaultWording(this.renderer(mail, language), this.sample(mail, language));
  }

  /** What may be written in braces, with what it stands for in a sample. */
  tags(mail: DefinedMail, language: Language): { name: string; sample: string }[] {
    const words = this.sample(mail, language);
    const own = tagsOf(words).map((name) => ({ name, sample: words[name] ?? '' }));
    return [...own, ...Object.entries(USER_TAGS).map(([name, sample]) => ({ name, sample }))];
  }

  /** What a wording of the kind may say, custom fields aside. */
  vocabulary(mail: DefinedMail): { tags: string[]; links: string[]; needed: string | null } {
    const tags = this.tags(mail, 'en').map(({ name }) => name);
    return { tags, links: this.links(mail), needed: mail.path === undefined ? null : 'link' };
  }

  /** The tags that stand for an address of the product. */
  private links(mail: DefinedMail): string[] {
    const words = this.sample(mail, 'en');
    return tagsOf(words).filter((name) => words[name]?.startsWith(`${this.settings.PUBLIC_URL}/`));
  }

  private renderer(mail: DefinedMail, language: Language): Renderer {
    const render = this.renderers.get(keyOf(mail.kind, language));
    if (!render) throw new Error(`There is no ${mail.kind} in the language ${language}.`);
    return render;
  }

  private compile(mail: DefinedMail, language: Language): Renderer {
    const rows = mail.rows({ ...mail.sample, locale: language });
    return compileMessage(mail.kind, language, this.sample(mail, language), rows);
  }

  private sample(mail: DefinedMail, language: Language): Words {
    return this.words(mail, { ...mail.sample, locale: language }, 'token');
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
