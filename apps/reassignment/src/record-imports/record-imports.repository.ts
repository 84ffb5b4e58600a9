import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Fault } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, Leases, TenantCollection } from '@seatkeeper/mongo';
import { SETTINGS } from '@seatkeeper/service';
import type { ReassignmentSettings } from '../settings.js';
import { importLease } from './import-lease.js';
import { imports, type StoredImport } from './record-imports.schema.js';
import { ended, newImport, SILENT_MS } from './record-imports.js';
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
  private readonly leases: Leases<StoredImport>;

  constructor(
    @InjectCollection(imports) private readonly imports: TenantCollection<StoredImport>,
    @Inject(SETTINGS) private readonly settings: ReassignmentSettings,
  ) {
    this.leases = new Leases(imports, importLease);
  }

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

  /** Adds the result of a batch to the progress, unless it is there already; the upload goes on. */
  async note(accountId: string, id: string, result: BatchResult, now: Date): Promise<void> {
    const { batch, lines, created, updated, failures } = result;
    await this.imports.touch(
      accountId,
      { _id: id, state: 'running', batches: { $nin: [batch] } },
      {
        $set: { 'lease.until': new Date(now.getTime() + SILENT_MS) },
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
      current.state === 'running' ? ended(current, state, now, this.settings.RECORD_IMPORTS_KEPT_DAYS) : null,
    );
    if (!finished) throw Fault.notFound('import');
    return finished;
  }

  /** Of all accounts, uploads that are not heard of any more. */
  silent(now: Date, limit: number): Promise<StoredImport[]> {
    return this.leases.abandoned(now, limit);
  }

  /** Ends an upload that broke off; false when it went on, or somebody else ends it. */
  async abort(silent: StoredImport, now: Date): Promise<boolean> {
    const held = await this.leases.take(silent, now);
    if (!held) return false;
    const keptDays = this.settings.RECORD_IMPORTS_KEPT_DAYS;
    await this.leases.write(held, (running) => ended(running, 'aborted', now, keptDays));
    return true;
  }
}
