import { Injectable } from '@nestjs/common';
import { type ImportRow, Fault, type Page, type PageRequest, type UserImport } from '@seatkeeper/contracts';
import { InjectCollection, Leases, TenantCollection, type Values } from '@seatkeeper/mongo';
import type { StoredUser } from '../users/users.schema.js';
import { importLease } from './import-lease.js';
import { progressOf } from './imports.js';
import { imports, importRows, type StoredImport, type StoredRow } from './imports.schema.js';

type Decide = Parameters<TenantCollection<StoredImport>['decide']>[2];
type Result = Values<StoredRow> & Pick<StoredRow, 'stage'>;

@Injectable()
export class ImportsRepository {
  private readonly leases: Leases<StoredImport>;

  constructor(
    @InjectCollection(imports) private readonly imports: TenantCollection<StoredImport>,
    @InjectCollection(importRows) private readonly rows: TenantCollection<StoredRow>,
  ) {
    this.leases = new Leases(imports, importLease);
  }

  open(fresh: Omit<StoredImport, 'version'>): Promise<StoredImport> {
    return this.imports.insert(fresh);
  }

  find(accountId: string, importId: string): Promise<StoredImport | null> {
    return this.imports.findById(accountId, importId);
  }

  /** Rejects with `not-found`. */
  async get(accountId: string, importId: string): Promise<StoredImport> {
    const found = await this.find(accountId, importId);
    if (!found) throw Fault.notFound('import');
    return found;
  }

  /** Rejects with `not-found`. */
  async decide(accountId: string, importId: string, decide: Decide): Promise<StoredImport> {
    const decided = await this.imports.decide(accountId, importId, decide);
    if (!decided) throw Fault.notFound('import');
    return decided;
  }

  /** How many are received or worked on, one excepted. */
  countOpen(accountId: string, importId: string): Promise<number> {
    return this.imports.count(accountId, {
      _id: { $ne: importId },
      state: { $in: ['receiving', 'running'] },
    });
  }

  /** Notes that the upload goes on: it counts as broken off only then. */
  async hear(accountId: string, importId: string, brokenOffAt: Date): Promise<void> {
    const upload = { _id: importId, state: 'receiving' as const };
    await this.imports.touch(accountId, upload, { $set: { 'lease.until': brokenOffAt } });
  }

  /** Null when somebody else works on it, or it is over. */
  take(given: StoredImport, now: Date): Promise<StoredImport | null> {
    return this.leases.take(given, now);
  }

  whileHeld<R>(held: StoredImport, now: () => Date, work: (alive: () => void) => Promise<R>): Promise<R> {
    return this.leases.whileHeld(held, now, work);
  }

  /** Leaves it to the next turn; who finds it abandoned after `lookInMs` sees to it that there is one. */
  release(held: StoredImport, now: Date, lookInMs: number): Promise<void> {
    return this.leases.release(held, now, lookInMs);
  }

  /** A write of who holds it, with its events. Rejects with LeaseLost. */
  async write(held: StoredImport, decide: Decide): Promise<void> {
    await this.leases.write(held, decide);
  }

  async noteProgress(accountId: string, importId: string, progress: UserImport['progress']): Promise<void> {
    await this.imports.touch(accountId, { _id: importId }, { $set: { progress } });
  }

  /** Imports of all accounts that nobody works on or sends, those first that were left longest ago. */
  abandoned(now: Date, limit: number): Promise<StoredImport[]> {
    return this.leases.abandoned(now, limit);
  }

  /** True for one of several sweepers; the others then leave the import alone until `until`. */
  handOver(abandoned: StoredImport, until: Date): Promise<boolean> {
    return this.leases.handOver(abandoned, until);
  }

  /** Rows that are there already stay as they are. */
  async addRows(rows: readonly Omit<StoredRow, 'version'>[]): Promise<void> {
    await this.rows.insertMissing(rows);
  }

  countRows(accountId: string, importId: string): Promise<number> {
    return this.rows.count(accountId, { importId });
  }

  /** The next rows at a stage, in the order of the file. */
  nextRows(
    accountId: string,
    importId: string,
    stage: StoredRow['stage'],
    limit: number,
  ): Promise<StoredRow[]> {
    return this.rows.find(accountId, { importId, stage }, { limit, sort: { line: 1 } });
  }

  /** The line of the first usable user with each of these usernames. */
  async firstLines(
    accountId: string,
    importId: string,
    usernames: readonly string[],
  ): Promise<Map<string, number>> {
    const found = await this.rows.aggregate<{ _id: string; line: number }>(accountId, [
      { $match: { importId, username: { $in: usernames }, user: { $exists: true } } },
      { $group: { _id: '$username', line: { $min: '$line' } } },
    ]);
    return new Map(found.map(({ _id, line }) => [_id, line]));
  }

  /** Whether a user came with the import. */
  async isNewcomer(
    { accountId, _id: importId }: StoredImport,
    { _id: userId, username }: Pick<StoredUser, '_id' | 'username'>,
  ): Promise<boolean> {
    return (await this.rows.findOne(accountId, { importId, username, userId })) !== null;
  }

  /** Stores the result of a stage, once. */
  async settle(row: StoredRow, result: Result): Promise<void> {
    await this.rows.note(row.accountId, { _id: row._id, stage: row.stage }, { $set: result });
  }

  async noteDefect(row: StoredRow): Promise<void> {
    await this.rows.touch(row.accountId, { _id: row._id }, { $inc: { defects: 1 } });
  }

  async countOutcomes(accountId: string, importId: string): Promise<UserImport['progress']> {
    const counts = await this.rows.aggregate<{ _id: ImportRow['outcome']; rows: number }>(accountId, [
      { $match: { importId } },
      { $group: { _id: '$outcome', rows: { $sum: 1 } } },
    ]);
    return progressOf(Object.fromEntries(counts.map(({ _id, rows }) => [_id, rows])));
  }

  page(accountId: string, importId: string, page: PageRequest): Promise<Page<StoredRow>> {
    return this.rows.page(accountId, { filter: { importId }, sort: [['line', 1]], page });
  }

  /** Lets the rows of an import that was dropped go soon. */
  async forgetRows(accountId: string, importId: string, purgeAt: Date): Promise<void> {
    await this.rows.updateMany(accountId, { importId }, { $set: { purgeAt } });
  }
}
