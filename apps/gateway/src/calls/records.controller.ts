import {
  countRecords,
  countRecordsEndpoint,
  getRecord,
  getRecordEndpoint,
  getRecordImport,
  getRecordImportEndpoint,
  listOwnershipChanges,
  listOwnerChanges,
  listRecords,
  listOwnRecordsEndpoint,
  listRecordsEndpoint,
  ownerChangesEndpoint,
  pageFrom,
  recordHistoryEndpoint,
  upsertRecord,
  upsertRecordEndpoint,
  upsertRecords,
  upsertRecordsEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { byCaller, inAccount, mayMove } from './by.js';

/** Records are imported by RecordUploadsController. */
export const RecordsController = controllerOf('RecordsController', [
  asks(
    upsertRecordEndpoint,
    upsertRecord,
    (call) => ({ ...byCaller(call), ...call.params, record: call.body, mayMove: mayMove(call.caller) }),
    ({ record, created }) => new Reply(created ? 201 : 200, record),
  ),
  asks(upsertRecordsEndpoint, upsertRecords, (call) => ({
    ...byCaller(call),
    commandId: call.newId('cmd'),
    rows: call.body.records,
    mayMove: mayMove(call.caller),
  })),
  asks(getRecordEndpoint, getRecord, (call) => ({ ...inAccount(call), ...call.params })),
  asks(listRecordsEndpoint, listRecords, (call) => {
    const { limit, cursor, count, ...filter } = call.query;
    return { ...inAccount(call), filter, page: pageFrom({ limit, cursor, count }) };
  }),
  asks(listOwnRecordsEndpoint, listRecords, (call) => {
    const { limit, cursor, count, closed } = call.query;
    const filter = { owner: call.caller.userId, ...(closed !== undefined && { closed }) };
    return { ...inAccount(call), filter, page: pageFrom({ limit, cursor, count }) };
  }),
  asks(countRecordsEndpoint, countRecords, (call) => ({ ...inAccount(call), ...call.query })),
  asks(ownerChangesEndpoint, listOwnerChanges, (call) => ({ ...inAccount(call), ...call.query })),
  asks(recordHistoryEndpoint, listOwnershipChanges, (call) => ({
    ...inAccount(call),
    ...call.params,
    page: pageFrom(call.query),
  })),
  asks(getRecordImportEndpoint, getRecordImport, (call) => ({
    ...inAccount(call),
    importId: call.params.id,
  })),
]);
