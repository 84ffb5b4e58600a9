import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, listCustomFields, type MergeFields, refuse, type Wording } from '@seatkeeper/contracts';
import type { DefinedMail } from '../kinds/mail.js';
import { mailOf } from '../kinds/mail-kinds.js';
import type { Language } from '../templates/locales.js';
import { customKeyOf, refuseWording, tagsIn, tidied } from '../templates/merge-tags.js';
import type { Message } from '../templates/renderer.js';
import { TemplatesService } from '../templates/templates.service.js';
import { fieldWords } from './worded-mails.service.js';
import type { WordingKey } from './wording-changes.js';
import { WordingsRepository } from './wordings.repository.js';

/** What a mail says that is of nobody. */
const SAMPLE_FIELDS = { title: 'Captain', department: 'Operations', office: 'Paris', actor: 'Bob Baker' };

/** Mails as they would be with words that nobody has saved yet. */
@Injectable()
export class WordingDraftsService {
  constructor(
    private readonly wordings: WordingsRepository,
    private readonly templates: TemplatesService,
    private readonly bus: Bus,
  ) {}

  /** Refuses with `validation-failed` words that could not be saved. */
  async check(mail: DefinedMail, accountId: string, wording: Wording): Promise<void> {
    const isCustom = tagsIn(`${wording.subject}\n${wording.body}`).some((tag) => customKeyOf(tag) !== null);
    const custom = isCustom ? await this.customKeys(accountId) : [];
    refuse(refuseWording(wording, { ...this.templates.vocabulary(mail), custom }));
  }

  /** The words to try, once they are checked, or else those of the account; null for those of the product. */
  async said(key: WordingKey, wording: Wording | undefined): Promise<Wording | null> {
    const mail = wordable(key);
    if (!wording) return (await this.wordings.find(key))?.wording ?? null;
    const tried = tidied(wording);
    await this.check(mail, key.accountId, tried);
    return tried;
  }

  /** With a person of the account, or with a sample. The link opens nothing. */
  write(
    key: WordingKey,
    said: Wording | null,
    account: { readonly name: string; readonly slug: string },
    fields: MergeFields | null,
  ): Message & { language: Language } {
    const mail = wordable(key);
    const person = fields && {
      firstName: fields.firstName,
      lastName: fields.lastName,
      username: fields.username,
      sendTo: fields.email,
    };
    const letter = {
      ...mail.sample,
      ...person,
      accountName: account.name,
      accountSlug: account.slug,
      locale: key.locale,
    };
    const asked = { letter, token: 'preview' };
    return said
      ? this.templates.writeWorded(mail, asked, said, fields ? fieldWords(fields) : SAMPLE_FIELDS)
      : this.templates.write(mail, asked);
  }

  /** Null where none is defined: users may have any. */
  private async customKeys(accountId: string): Promise<string[] | null> {
    const { items } = await this.bus.request(listCustomFields, { accountId });
    return items.length === 0 ? null : items.map(({ key }) => key);
  }
}

/** Throws `wording-fixed` for a kind that accounts cannot word. */
export function wordable({ kind }: Pick<WordingKey, 'kind'>): DefinedMail {
  const mail = mailOf(kind);
  if (!mail.isWordable)
    throw new Fault(
      'wording-fixed',
      'What this mail says keeps somebody safe, or depends on what is the case: its words are the product’s.',
    );
  return mail;
}
