import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  countRecords,
  Fault,
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
import { OwnersClient } from './owners.client.js';
import { listFilter } from './records.filters.js';
import { historyLines, historyPage, neededOlder } from './owner-history.js';
import { OwnerHistoryRepository } from './owner-history.repository.js';
import { departedOwner } from './owners.js';
import { comesToOwner, toRecord } from './records.js';
import { RecordsRepository } from './records.repository.js';
import type { StoredRecord } from './records.schema.js';

@Injectable()
export class RecordsService {
  constructor(
    private readonly records: RecordsRepository,
    private readonly owners: OwnersClient,
    private readonly older: OwnerHistoryRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(upsertRecord)
  async upsert({ accountId, by, type, externalId, record: content }: Input<typeof upsertRecord>) {
    const owner = await this.owners.findOne(accountId, content);
    const { title, tags, closed, sourceVersion } = content;
    const wanted = { type, externalId, title, ownerId: owner.id, tags, closed, sourceVersion };
    const { record, created } = await this.records.put(accountId, wanted, by, this.clock.now(), (known) => {
      if (owner.hasLeft && comesToOwner(known, wanted))
        throw new Fault('validation-failed', { errors: [departedOwner(content)] });
    });
    return { record: toRecord(record), created };
  }

  @Handle(getRecord)
  async get(which: Input<typeof getRecord>): Promise<OwnedRecord> {
    return toRecord(await this.known(which));
  }

  @Handle(listRecords)
  async list({ accountId, filter, page }: Input<typeof listRecords>): Promise<Page<OwnedRecord>> {
    const found = await this.records.page(accountId, listFilter(accountId, filter), page);
    return { ...found, items: found.items.map(toRecord) };
  }

  @Handle(countRecords)
  async count({ accountId, owner }: Input<typeof countRecords>): Promise<Output<typeof countRecords>> {
    const items = await this.records.counts(accountId, owner);
    return { total: items.reduce((sum, { open, closed }) => sum + open + closed, 0), items };
  }

  @Handle(listOwnershipChanges)
  async history(which: Input<typeof listOwnershipChanges>) {
    const record = await this.known(which);
    const page = historyPage(record, which.page);
    const older = await this.older.between(record, neededOlder(record, page));
    const { nextCursor, total } = page;
    return { record: toRecord(record), items: historyLines(record, page, older), nextCursor, total };
  }

  private async known({ accountId, type, externalId }: Input<typeof getRecord>): Promise<StoredRecord> {
    const record = await this.records.find(accountId, type, externalId);
    if (!record) throw new Fault('not-found', 'There is no record of this type with this external id.');
    return record;
  }
}
