import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type RecordBatch, upsertRecords } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { OwnerChangesSweeper } from './owner-changes.sweeper.js';
import { OwnersClient } from './owners.client.js';
import { checkLine, failedLine, type GoodLine, type LineResult, toBatch } from './record-batches.js';
import { type Batch, type BatchLine, RecordBatchesRepository } from './record-batches.repository.js';

/** Registers many records at once, each line by itself. */
@Injectable()
export class RecordBatchesService {
  constructor(
    private readonly batches: RecordBatchesRepository,
    private readonly owners: OwnersClient,
    private readonly changes: OwnerChangesSweeper,
    private readonly clock: Clock,
  ) {}

  @Handle(upsertRecords)
  async upsert({
    accountId,
    by,
    commandId,
    rows,
    mayMove,
  }: Input<typeof upsertRecords>): Promise<RecordBatch> {
    const good: GoodLine[] = [];
    const results: LineResult[] = [];
    for (const [index, row] of rows.entries()) {
      const line = checkLine(index, row);
      if ('record' in line) good.push(line);
      else results.push(line);
    }
    const batch = { import: commandId, number: 0, by, mayMove, now: this.clock.now() };
    results.push(...(await this.put(accountId, batch, good)));
    return toBatch(rows, results);
  }

  /** Carries out the lines of a batch, asking once for all their owners; answers what became of each, in any order. */
  async put(accountId: string, batch: Batch, lines: readonly GoodLine[]): Promise<LineResult[]> {
    const named = await this.owners.name(
      accountId,
      lines.map(({ record }) => record),
    );
    const wanted: BatchLine[] = [];
    const results: LineResult[] = [];
    for (const [n, { line, record }] of lines.entries()) {
      const users = named[n];
      if (!users || 'errors' in users) results.push(failedLine(line, users?.errors ?? []));
      else wanted.push({ ...record, fields: undefined, ...users, line });
    }
    for (const [{ line }, result] of await this.batches.put(accountId, batch, wanted))
      results.push(Array.isArray(result) ? failedLine(line, result) : { line, result, errors: [] });
    if (results.some(({ result }) => result === 'updated')) this.changes.wake();
    return results;
  }
}
