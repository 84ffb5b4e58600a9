import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Actor,
  causedBy,
  Fault,
  getMergeFields,
  type MergeFields,
  type Wording,
} from '@seatkeeper/contracts';
import type { Asked, DefinedMail, Letter, Words } from '../kinds/mail.js';
import { type Language, languageOf } from '../templates/locales.js';
import type { Message } from '../templates/renderer.js';
import { TemplatesService } from '../templates/templates.service.js';
import { WordingsRepository } from './wordings.repository.js';
import { customKeyOf, tagsIn } from '../templates/merge-tags.js';

/** Whom a mail goes to, and who caused it. */
interface Between {
  accountId: string;
  userId: string;
  actor: Actor;
}

/** What a letter does not say by itself: identity is asked only for a wording that has one of these. */
const ASKED: ReadonlySet<string> = new Set(['title', 'department', 'office', 'actor']);

/** Writes mails as their accounts word them, or else as the product does. */
@Injectable()
export class WordedMailsService {
  constructor(
    private readonly wordings: WordingsRepository,
    private readonly templates: TemplatesService,
    private readonly bus: Bus,
  ) {}

  /** How the account words it, if it does. Found by its id, in one question with what else is looked up just then. */
  async wordingOf(mail: DefinedMail, accountId: string, { locale }: Letter): Promise<Wording | null> {
    if (!mail.isWordable) return null;
    const found = await this.wordings.find({ accountId, kind: mail.kind, locale: languageOf(locale) });
    return found?.wording ?? null;
  }

  async write(
    mail: DefinedMail,
    between: Between,
    asked: NonNullable<Asked<Letter>>,
    wording: Wording | null,
  ): Promise<Message & { language: Language }> {
    if (!wording) return this.templates.write(mail, asked);
    const more = needsFields(wording) ? fieldWords(await this.fieldsOf(between)) : {};
    return this.templates.writeWorded(mail, asked, wording, more);
  }

  private async fieldsOf({ accountId, userId, actor }: Between): Promise<MergeFields | null> {
    try {
      return await this.bus.request(getMergeFields, { accountId, userId, ...causedBy(actor) });
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found') return null;
      throw error;
    }
  }
}

const needsFields = ({ subject, body }: Wording): boolean =>
  tagsIn(`${subject}\n${body}`).some((tag) => ASKED.has(tag) || customKeyOf(tag) !== null);

/** What merge tags beyond those of the kind stand for. */
export const fieldWords = (fields: MergeFields | null): Words =>
  fields
    ? {
        title: fields.title,
        department: fields.department,
        office: fields.office,
        actor: fields.actor,
        ...Object.fromEntries(Object.entries(fields.custom).map(([key, value]) => [`custom.${key}`, value])),
      }
    : {};
