import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getRecordType,
  type Input,
  listRecordTypes,
  type Output,
  putRecordType,
  recordTypeChanged,
  recordTypeRegistered,
  recordTypeRemoved,
  refuse,
  type RegisteredType,
  removeRecordType,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { RecordTypesRepository } from '../records/record-types.repository.js';
import type { StoredRecordType } from '../records/record-types.schema.js';
import { RecordsRepository } from '../records/records.repository.js';
import { fieldsWanted, keysGone, refuseInUse, refuseUnseen, toRecordType, withType } from './record-types.js';

/** As far as records are counted that keep a field from going. */
const MOST_COUNTED = 10_000;

/** Which fields of which records of an account name a user. */
@Injectable()
export class RecordTypesService {
  constructor(
    private readonly types: RecordTypesRepository,
    private readonly records: RecordsRepository,
    private readonly clock: Clock,
  ) {}

  @Handle(listRecordTypes)
  async list({ accountId }: Input<typeof listRecordTypes>): Promise<Output<typeof listRecordTypes>> {
    return { items: ((await this.types.find(accountId))?.types ?? []).map(toRecordType) };
  }

  @Handle(getRecordType)
  async get({ accountId, type }: Input<typeof getRecordType>): Promise<RegisteredType> {
    return toRecordType(typeIn((await this.types.find(accountId))?.types, type));
  }

  @Handle(putRecordType)
  async put({ accountId, by: actor, type, content }: Input<typeof putRecordType>) {
    const fields = fieldsWanted(content);
    const known = (await this.types.find(accountId))?.types.find((each) => each.type === type);
    const unused = known ? keysGone(known.fields, fields) : [];
    for (const key of unused) await this.refuseUse(accountId, type, key);
    const now = this.clock.now();
    let created = false;
    const types = await this.types.decide(accountId, (before) => {
      refuse(refuseUnseen(before, type, fields, unused));
      const wanted = withType(before, type, fields, now);
      created = wanted?.is.version === 1;
      if (!wanted) return null;
      const { set, is, changes } = wanted;
      const data = { accountId, actor, recordType: toRecordType(is), changes };
      return {
        update: { set },
        events: [event(created ? recordTypeRegistered : recordTypeChanged, type, data, now)],
      };
    });
    return { recordType: toRecordType(typeIn(types, type)), created };
  }

  @Handle(removeRecordType)
  async remove({ accountId, by: actor, type }: Input<typeof removeRecordType>) {
    typeIn((await this.types.find(accountId))?.types, type);
    await this.refuseUse(accountId, type);
    const now = this.clock.now();
    await this.types.decide(accountId, ({ types: before }) => {
      const recordType = toRecordType(typeIn(before, type));
      return {
        update: { set: { types: before.filter((each) => each.type !== type) } },
        events: [event(recordTypeRemoved, type, { accountId, actor, recordType, changes: [] }, now)],
      };
    });
    return {};
  }

  /** A record that comes at this moment keeps what it has: its field is looked into for ever. */
  private async refuseUse(accountId: string, type: string, key?: string): Promise<void> {
    const records = await this.records.countOfType(accountId, type, key, MOST_COUNTED);
    const what = key === undefined ? `the type ${type}` : `somebody in the field ${key}`;
    refuse(refuseInUse(what, records, MOST_COUNTED));
  }
}

/** Rejects with `not-found`. */
function typeIn(types: readonly StoredRecordType[] | undefined, type: string): StoredRecordType {
  const found = types?.find((each) => each.type === type);
  if (!found) throw new Fault('not-found', 'No type of records of this name is registered.');
  return found;
}
