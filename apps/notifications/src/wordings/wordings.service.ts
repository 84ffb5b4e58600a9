import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  causedBy,
  changeTemplate,
  Fault,
  getMergeFields,
  getTemplate,
  type Input,
  listCustomFields,
  listTemplates,
  LOCALES,
  type Output,
  previewTemplate,
  refuse,
  resetTemplate,
  type Template,
  type TemplateDetails,
  type Wording,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import type { DefinedMail } from '../kinds/mail.js';
import { mailKinds, mailOf } from '../kinds/mail-kinds.js';
import { TemplatesService } from '../templates/templates.service.js';
import { fieldWords } from './worded-mails.service.js';
import { reworded, versionOf, type WordingKey } from './wording-changes.js';
import { WordingsRepository } from './wordings.repository.js';
import type { StoredWording } from './wordings.schema.js';
import { customKeyOf, refuseWording, tagsIn, tidied } from '../templates/merge-tags.js';
import { toEarlier, toRow } from './wordings.view.js';

/** How an account words its mails, and what it sees of that before any is sent. */
@Injectable()
export class WordingsService {
  constructor(
    private readonly wordings: WordingsRepository,
    private readonly templates: TemplatesService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @Handle(listTemplates)
  async list({ accountId }: Input<typeof listTemplates>): Promise<Output<typeof listTemplates>> {
    const stored = await this.wordings.all(accountId);
    const of = (kind: string, locale: string) =>
      stored.find((each) => each.kind === kind && each.locale === locale) ?? null;
    return {
      items: mailKinds.flatMap((mail) => LOCALES.map((locale) => toRow(mail, locale, of(mail.kind, locale)))),
    };
  }

  @Handle(getTemplate)
  async get(key: Input<typeof getTemplate>): Promise<TemplateDetails> {
    const stored = await this.wordings.find(key);
    return { ...(await this.show(key, stored)), earlier: toEarlier(stored) };
  }

  @Handle(changeTemplate)
  async change({ by, wording, ifVersion, ...key }: Input<typeof changeTemplate>): Promise<Template> {
    const mail = wordable(key);
    const next = tidied(wording);
    await this.check(mail, key.accountId, next);
    const after = await this.wordings.decideFirst(key, (stored) => {
      refuseVersion(stored, ifVersion);
      return reworded(stored, next, by, this.clock.now());
    });
    return this.show(key, after);
  }

  @Handle(resetTemplate)
  async reset({ by, ifVersion, ...key }: Input<typeof resetTemplate>): Promise<Output<typeof resetTemplate>> {
    const after = await this.wordings.decide(key, (stored) => {
      refuseVersion(stored, ifVersion);
      return reworded(stored, null, by, this.clock.now());
    });
    if (!after) refuseVersion(null, ifVersion);
    return {};
  }

  @Handle(previewTemplate)
  async preview({
    by,
    wording,
    userId,
    account,
    ...key
  }: Input<typeof previewTemplate>): Promise<Output<typeof previewTemplate>> {
    const mail = wordable(key);
    const { accountId, locale } = key;
    const tried = wording && tidied(wording);
    if (tried) await this.check(mail, accountId, tried);
    const said = tried ?? (await this.wordings.find(key))?.wording ?? null;
    const fields =
      userId === undefined
        ? null
        : await this.bus.request(getMergeFields, {
            accountId,
            userId,
            ...causedBy(by),
          });
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
      locale,
    };
    const asked = { letter, token: 'preview' };
    const { subject, html, text } = said
      ? this.templates.writeWorded(mail, asked, said, fields ? fieldWords(fields) : SAMPLE_FIELDS)
      : this.templates.write(mail, asked);
    return { subject, html, text };
  }

  private async check(mail: DefinedMail, accountId: string, wording: Wording): Promise<void> {
    const isCustom = tagsIn(`${wording.subject}\n${wording.body}`).some((tag) => customKeyOf(tag) !== null);
    const custom = isCustom ? await this.customKeys(accountId) : [];
    refuse(refuseWording(wording, { ...this.templates.vocabulary(mail), custom }));
  }

  /** Null where none is defined: users may have any. */
  private async customKeys(accountId: string): Promise<string[] | null> {
    const { items } = await this.bus.request(listCustomFields, { accountId });
    return items.length === 0 ? null : items.map(({ key }) => key);
  }

  private async show(key: WordingKey, stored: StoredWording | null): Promise<Template> {
    const mail = mailOf(key.kind);
    const words = stored?.wording ?? this.templates.wording(mail, key.locale);
    const tags = mail.isWordable ? this.templates.tags(mail, key.locale) : [];
    return { ...toRow(mail, key.locale, stored), subject: words.subject, body: words.body, tags };
  }
}

/** What a preview says where no user is given. */
const SAMPLE_FIELDS = { title: 'Captain', department: 'Operations', office: 'Paris', actor: 'Bob Baker' };

function wordable({ kind }: Pick<WordingKey, 'kind'>): DefinedMail {
  const mail = mailOf(kind);
  if (!mail.isWordable)
    throw new Fault(
      'wording-fixed',
      'What this mail says keeps somebody safe, or depends on what is the case: its words are the product’s.',
    );
  return mail;
}

function refuseVersion(stored: StoredWording | null, ifVersion: number | undefined): void {
  if (ifVersion !== undefined && ifVersion !== versionOf(stored)) throw new Fault('precondition-failed');
}
