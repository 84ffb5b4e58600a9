import { Injectable } from '@nestjs/common';
import { Bus, Handle } from '@seatkeeper/bus';
import {
  causedBy,
  changeTemplate,
  Fault,
  getMergeFields,
  getTemplate,
  type Input,
  listTemplates,
  LOCALES,
  type Output,
  previewTemplate,
  resetTemplate,
  type Template,
  type TemplateDetails,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { mailKinds, mailOf } from '../kinds/mail-kinds.js';
import { TemplatesService } from '../templates/templates.service.js';
import { WordingDraftsService, wordable } from './wording-drafts.service.js';
import { reworded, versionOf, type WordingKey } from './wording-changes.js';
import { WordingsRepository } from './wordings.repository.js';
import type { StoredWording } from './wordings.schema.js';
import { tidied } from '../templates/merge-tags.js';
import { toEarlier, toRow } from './wordings.view.js';

/** How an account words its mails, and what it sees of that before any is sent. */
@Injectable()
export class WordingsService {
  constructor(
    private readonly wordings: WordingsRepository,
    private readonly templates: TemplatesService,
    private readonly drafts: WordingDraftsService,
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
    await this.drafts.check(mail, key.accountId, next);
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
    const said = await this.drafts.said(key, wording);
    const fields =
      userId === undefined
        ? null
        : await this.bus.request(getMergeFields, {
            accountId: key.accountId,
            userId,
            ...causedBy(by),
          });
    const { subject, html, text } = this.drafts.write(key, said, account, fields);
    return { subject, html, text };
  }

  private async show(key: WordingKey, stored: StoredWording | null): Promise<Template> {
    const mail = mailOf(key.kind);
    const words = stored?.wording ?? this.templates.wording(mail, key.locale);
    const tags = mail.isWordable ? this.templates.tags(mail, key.locale) : [];
    return { ...toRow(mail, key.locale, stored), subject: words.subject, body: words.body, tags };
  }
}

function refuseVersion(stored: StoredWording | null, ifVersion: number | undefined): void {
  if (ifVersion !== undefined && ifVersion !== versionOf(stored)) throw new Fault('precondition-failed');
}
