import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  countRecords,
  Fault,
  type FieldError,
  getRecord,
  type Input,
  listOwnershipChanges,
  listRecords,
  type Output,
  type OwnedRecord,
  type Page,
  upsertRecord,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { OwnerChangesSweeper } from './owner-changes.sweeper.js';
import { OwnersClient } from './owners.client.js';
import { unknownKey } from './fields.js';
import { RecordTypesRepository } from './record-types.repository.js';
import { listFilter } from './records.filters.js';
import { historyLines, historyPage, neededOlder } from './owner-history.js';
import { OwnerHistoryRepository } from './owner-history.repository.js';
import { movesOf, refusalsOf, toRecord } from './records.js';
import { RecordsRepository } from './records.repository.js';
import type { StoredRecord } from './records.schema.js';

@Injectable()
export class RecordsService {
  constructor(
    private readonly records: RecordsRepository,
    private readonly owners: OwnersClient,
    private readonly older: OwnerHistoryRepository,
    private readonly types: RecordTypesRepository,
    private readonly changes: OwnerChangesSweeper,
    private readonly clock: Clock,
  ) {}

  @Handle(upsertRecord)
  async upsert({ accountId, by, type, externalId, record: content, mayMove }: Input<typeof upsertRecord>) {
    const [named] = await this.owners.name(accountId, [{ ...content, type, externalId }]);
    if (!named || 'errors' in named) throw invalid(named?.errors ?? []);
    const { departed, ...users } = named;
    const { title, tags, closed, sourceVersion } = content;
    const wanted = { type, externalId, title, ...users, tags, closed, sourceVersion };
    const { record, created } = await this.records.put(accountId, wanted, by, this.clock.now(), (known) => {
      if (!mayMove && movesOf(known, wanted).length > 0) throw Fault.withoutPermission('records.reassign');
      const errors = refusalsOf(known, wanted, departed);
      if (errors.length > 0) throw invalid(errors);
    });
    if (record.unlisted?.length) this.changes.wake();
    return { record: toRecord(record), created };
  }

  @Handle(getRecord)
  async get(which: Input<typeof getRecord>): Promise<OwnedRecord> {
    return toRecord(await this.known(which));
  }

  @Handle(listRecords)
  async list({ accountId, filter, page }: Input<typeof listRecords>): Promise<Page<OwnedRecord>> {
    await this.refuseField(accountId, filter);
    const found = await this.records.page(accountId, listFilter(accountId, filter), page);
    return { ...found, items: found.items.map(toRecord) };
  }

  @Handle(countRecords)
  async count({ accountId, owner, user }: Input<typeof countRecords>): Promise<Output<typeof countRecords>> {
    const keys = user === undefined ? [] : await this.types.keys(accountId);
    const items = await this.records.counts(accountId, user ?? owner ?? '', keys);
    return { total: items.reduce((sum, { open, closed }) => sum + open + closed, 0), items };
  }

  @Handle(listOwnershipChanges)
  async history(which: Input<typeof listOwnershipChanges>) {
    const record = await this.known(which);
    const page = historyPage(record, which.page);
    const older = await this.older.between(record, neededOlder(record, page));
    const firstAway = page.first === 0 ? await this.older.firstAway(record) : null;
    const { nextCursor, total } = page;
    return {
      record: toRecord(record),
      items: historyLines(record, page, older, firstAway),
      nextCursor,
      total,
    };
  }

  /** A user is looked for in one field, which some type has or had. */
  private async refuseField(accountId: string, { user, field }: Input<typeof listRecords>['filter']) {
    if ((user === undefined) !== (field === undefined))
      throw invalid([{ path: 'field', message: 'Name `user` and `field` together' }]);
    const error = field === undefined ? null : unknownKey(field, await this.types.keys(accountId));
    if (error) throw invalid([error]);
  }

  private async known({ accountId, type, externalId }: Input<typeof getRecord>): Promise<StoredRecord> {
    const record = await this.records.find(accountId, type, externalId);
    if (!record) throw new Fault('not-found', 'There is no record of this type with this external id.');
    return record;
  }
}

const invalid = (errors: FieldError[]): Fault => new Fault('validation-failed', { errors });
