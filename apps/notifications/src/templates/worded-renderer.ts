import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Words } from '../kinds/mail.js';
import { oneLine } from './one-line.js';
import { textOf, type Worded } from './worded.js';
import type { Language } from './locales.js';
import type { Message } from './renderer.js';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const LABELS = { en: 'Open', fr: 'Ouvrir' } as const;
const HINTS = {
  en: 'If the button does not work, copy this address into your browser:',
  fr: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
} as const;
/** Whatever an account writes, who gets a link hears this, and every mail says for whom it was sent. */
const SAFETY = {
  en: 'Please do not forward this mail: whoever has the link can use it.',
  fr: 'Merci de ne pas transférer ce message\u00a0: toute personne qui possède le lien peut s’en servir.',
} as const;
const SENT_FOR = {
  en: (account: string) => `Sent by Seatkeeper for ${account}`,
  fr: (account: string) => `Envoyé par Seatkeeper pour ${account}`,
} as const;

/** Writes messages that an account words itself, in the looks of all others. Values are escaped by the template alone. */
export class WordedRenderer {
  private readonly html: HandlebarsTemplateDelegate;
  private readonly endings: Readonly<
    Record<Language, { text: HandlebarsTemplateDelegate; html: HandlebarsTemplateDelegate }>
  >;

  constructor() {
    const handlebars = Handlebars.create();
    const compile = (file: string, noEscape = false) =>
      handlebars.compile(read(file), { strict: true, knownHelpersOnly: true, preventIndent: true, noEscape });
    handlebars.registerPartial('layout', compile('./layout.html.template'));
    handlebars.registerPartial('button', compile('./button.html.template'));
    this.html = compile('./worded/message.html.template');
    const endingOf = (language: Language) => ({
      text: compile(`./switched-off/${language}.text.template`, true),
      html: compile(`./switched-off/${language}.html.template`),
    });
    this.endings = { en: endingOf('en'), fr: endingOf('fr') };
  }

  render(message: Worded, language: Language, words: Words, isAboutLink: boolean): Message {
    const { subject } = message;
    const closing = [
      ...(isAboutLink ? [SAFETY[language]] : []),
      SENT_FOR[language](oneLine(words['accountName'] ?? '')),
    ];
    const ending = words['mailSettings'] ? this.endings[language] : null;
    const paragraphs = message.paragraphs.map((paragraph) => ({
      ...paragraph,
      label: LABELS[language],
      hint: HINTS[language],
    }));
    return {
      subject,
      text: `${textOf(message)}\n\n--\n${closing.join('\n')}\n${ending?.text(words) ?? ''}`,
      html: this.html({
        lang: language,
        subject,
        preview: subject,
        ending: ending?.html(words) ?? null,
        paragraphs,
        closing,
      }),
    };
  }
}
