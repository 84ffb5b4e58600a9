import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  appendRecordImport,
  Fault,
  finishRecordImport,
  getRecordImport,
  type Input,
  openRecordImport,
  type RecordImport,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { RecordBatchesService } from '../records/record-batches.service.js';
import { toImport } from './record-imports.js';
import { RecordImportsRepository } from './record-imports.repository.js';
import { failed, readLines } from './record-lines.js';

@Injectable()
export class RecordImportsService {
  constructor(
    private readonly imports: RecordImportsRepository,
    private readonly records: RecordBatchesService,
    private readonly clock: Clock,
  ) {}

  @Handle(openRecordImport)
  async open({ accountId, importId, by }: Input<typeof openRecordImport>): Promise<RecordImport> {
    return toImport(await this.imports.open(accountId, importId, by, this.clock.now()));
  }

  @Handle(appendRecordImport)
  async append({ accountId, importId, batch, lines, mayMove }: Input<typeof appendRecordImport>) {
    const { state, batches, by } = await this.imports.get(accountId, importId);
    if (batches.includes(batch)) return {};
    if (state !== 'running') throw new Fault('wrong-status', `The import is ${state}.`);
    const { good, failures } = readLines(lines);
    const source = { import: importId, number: batch, by, mayMove, now: this.clock.now() };
    const counts = { created: 0, updated: 0 };
    for (const { line, result, errors } of await this.records.put(accountId, source, good))
      if (result === 'failed') failures.push(failed(line, errors));
      else if (result === 'created' || result === 'updated') counts[result] += 1;
    crash('reassignment.import.afterWrite');
    await this.imports.note(
      accountId,
      importId,
      { batch, lines: lines.length, ...counts, failures },
      this.clock.now(),
    );
    return {};
  }

  @Handle(finishRecordImport)
  async finish({ accountId, importId, aborted }: Input<typeof finishRecordImport>): Promise<RecordImport> {
    const state = aborted ? 'aborted' : 'finished';
    return toImport(await this.imports.finish(accountId, importId, state, this.clock.now()));
  }

  @Handle(getRecordImport)
  async get({ accountId, importId }: Input<typeof getRecordImport>): Promise<RecordImport> {
    return toImport(await this.imports.get(accountId, importId));
  }
}
