import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  getRecord,
  getRecordEndpoint,
  getRecordImport,
  getRecordImportEndpoint,
  importRecordsEndpoint,
  listOwnershipChanges,
  listRecords,
  listRecordsEndpoint,
  pageFrom,
  recordHistoryEndpoint,
  upsertRecord,
  upsertRecordEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import { type Call, Reply } from '../http/call.js';
import { Endpoint } from '../http/endpoint.js';
import { RecordUpload } from '../uploads/record-upload.js';

@Controller()
export class RecordsController {
  constructor(
    private readonly bus: Bus,
    private readonly upload: RecordUpload,
  ) {}

  @Endpoint(upsertRecordEndpoint)
  async upsert({ caller, params, body }: Call<typeof upsertRecordEndpoint>): Promise<Reply> {
    const { accountId, userId } = caller;
    const by = userActor(userId);
    const { record, created } = await this.bus.request(upsertRecord, {
      accountId,
      by,
      ...params,
      record: body,
    });
    return new Reply(created ? 201 : 200, record);
  }

  @Endpoint(getRecordEndpoint)
  get({ caller, params }: Call<typeof getRecordEndpoint>) {
    return this.bus.request(getRecord, { accountId: caller.accountId, ...params });
  }

  @Endpoint(listRecordsEndpoint)
  list({ caller, query }: Call<typeof listRecordsEndpoint>) {
    const { limit, cursor, count, ...filter } = query;
    const page = pageFrom({ limit, cursor, count });
    return this.bus.request(listRecords, { accountId: caller.accountId, filter, page });
  }

  @Endpoint(recordHistoryEndpoint)
  history({ caller, params }: Call<typeof recordHistoryEndpoint>) {
    return this.bus.request(listOwnershipChanges, { accountId: caller.accountId, ...params });
  }

  @Endpoint(importRecordsEndpoint)
  async import(call: Call<typeof importRecordsEndpoint>) {
    const { id, progress } = await this.upload.receive(call.caller, call.newId('imp'), call.request);
    return { importId: id, progress };
  }

  @Endpoint(getRecordImportEndpoint)
  getImport({ caller, params }: Call<typeof getRecordImportEndpoint>) {
    return this.bus.request(getRecordImport, { accountId: caller.accountId, importId: params.id });
  }
}
