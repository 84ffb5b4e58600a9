import { Controller } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  getRecord,
  type Input,
  listOwnershipChanges,
  listRecords,
  upsertRecord,
} from '@seatkeeper/contracts';
import { RecordsService } from './records.service.js';

@Controller()
export class RecordsHandlers {
  constructor(private readonly records: RecordsService) {}

  @Handle(upsertRecord)
  upsert(request: Input<typeof upsertRecord>) {
    return this.records.upsert(request);
  }

  @Handle(getRecord)
  get(request: Input<typeof getRecord>) {
    return this.records.get(request);
  }

  @Handle(listRecords)
  list(request: Input<typeof listRecords>) {
    return this.records.list(request);
  }

  @Handle(listOwnershipChanges)
  history(request: Input<typeof listOwnershipChanges>) {
    return this.records.history(request);
  }
}
