import { Injectable } from '@nestjs/common';
import { type Actor, Fault } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { imports, type StoredImport } from './record-imports.schema.js';
import { newImport } from './record-imports.js';
import type { LineFailure } from './record-lines.js';

/** Later failures are counted, and no longer told one by one. */
const FAILURES_KEPT = 1_000;

export interface BatchResult {
  batch: number;
  lines: number;
  created: number;
  updated: number;
  failures: readonly LineFailure[];
}

@Injectable()
export class RecordImportsRepository {
  constructor(@InjectCollection(imports) private readonly imports: TenantCollection<StoredImport>) {}

  /** The import with this id, begun now if it was not. */
  async open(accountId: string, id: string, by: Actor, now: Date): Promise<StoredImport> {
    try {
      return await this.imports.insert(newImport(accountId, id, by, now));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      return this.get(accountId, id);
    }
  }

  /** Rejects with `not-found`. */
  async get(accountId: string, id: string): Promise<StoredImport> {
    const found = await this.imports.findById(accountId, id);
    if (!found) throw Fault.notFound('import');
    return found;
  }

  /** Adds the result of a batch to the progress, unless it is there already. */
  async note(accountId: string, id: string, result: BatchResult): Promise<void> {
    const { batch, lines, created, updated, failures } = result;
    await this.imports.touch(
      accountId,
      { _id: id, state: 'running', batches: { $nin: [batch] } },
      {
        $addToSet: { batches: batch },
        $inc: {
          'progress.total': lines,
          'progress.done': lines,
          'progress.created': created,
          'progress.updated': updated,
          'progress.failed': failures.length,
        },
        $push: { failures: { $each: [...failures], $sort: { line: 1 }, $slice: FAILURES_KEPT } },
      },
    );
  }

  /** Rejects with `not-found`. What is finished stays as it is. */
  async finish(
    accountId: string,
    id: string,
    state: StoredImport['state'],
    now: Date,
  ): Promise<StoredImport> {
    const finished = await this.imports.decide(accountId, id, (current) =>
      current.state === 'running' ? { update: { set: { state, finishedAt: now } } } : null,
    );
    if (!finished) throw Fault.notFound('import');
    return finished;
  }
}
