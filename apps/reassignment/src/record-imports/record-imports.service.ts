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
import { type BatchLine, RecordBatchesRepository } from '../records/record-batches.repository.js';
import { OwnersClient } from '../records/owners.client.js';
import { departedOwner, unknownOwner } from '../records/owners.js';
import { toImport } from './record-imports.js';
import { RecordImportsRepository } from './record-imports.repository.js';
import { failed, readLines, type SentLine } from './record-lines.js';

@Injectable()
export class RecordImportsService {
  constructor(
    private readonly imports: RecordImportsRepository,
    private readonly records: RecordBatchesRepository,
    private readonly owners: OwnersClient,
    private readonly clock: Clock,
  ) {}

  @Handle(openRecordImport)
  async open({ accountId, importId, by }: Input<typeof openRecordImport>): Promise<RecordImport> {
    return toImport(await this.imports.open(accountId, importId, by, this.clock.now()));
  }

  @Handle(appendRecordImport)
  async append({ accountId, importId, batch, lines }: Input<typeof appendRecordImport>) {
    const { state, batches, by } = await this.imports.get(accountId, importId);
    if (batches.includes(batch)) return {};
    if (state !== 'running') throw new Fault('wrong-status', `The import is ${state}.`);
    const { wanted, failures } = await this.read(accountId, lines);
    const source = { import: importId, number: batch, by, now: this.clock.now() };
    const { refused, ...counts } = await this.records.put(accountId, source, wanted);
    crash('reassignment.import.afterWrite');
    failures.push(...refused.map(({ line, name }) => failed(line, [departedOwner(name)])));
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

  /** Lines whose owners are known, in the order of the file, and the failures of the others. */
  private async read(accountId: string, lines: readonly SentLine[]) {
    const { good, failures } = readLines(lines);
    const ownerOf = await this.owners.find(
      accountId,
      good.map(({ record }) => record),
    );
    const wanted: BatchLine[] = [];
    for (const { line, record } of good) {
      const owner = ownerOf(record);
      if (owner === null) failures.push(failed(line, [unknownOwner(record)]));
      else wanted.push({ ...record, ownerId: owner.id, line, name: record, hasLeft: owner.hasLeft });
    }
    return { wanted, failures };
  }
}
