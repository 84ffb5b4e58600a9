import { Injectable } from '@nestjs/common';
import { advanceUserImport, type JobData, userImportFinished } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { event, LeaseLost } from '@seatkeeper/mongo';
import { Clock, crash, logger } from '@seatkeeper/service';
import { PermissionsService } from '../groups/permissions.service.js';
import { IDLE_MS, toImport } from './imports.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport, StoredRow } from './imports.schema.js';
import { RowInviterService } from './row-inviter.service.js';
import { RowManagerService } from './row-manager.service.js';
import { authorStopped } from './rows.js';

/** One turn; then other imports get theirs. */
const TURN_MS = 2_000;
const ROWS_AT_ONCE = 50;
/**
 * Rows under way together: what they read and write at the same time is read and written together, and everybody else of
 * the account gets along beside them.
 */
const INVITED_TOGETHER = 16;

const log = logger('imports');

/** Works through the rows of imports: first everybody is invited, then everybody gets their manager. */
@Injectable()
export class ImportsWorker {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly inviter: RowInviterService,
    private readonly managers: RowManagerService,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
  ) {}

  @Process(advanceUserImport, { concurrency: 2 })
  async advance({ accountId, importId }: JobData<typeof advanceUserImport>): Promise<Outcome> {
    const given = await this.imports.find(accountId, importId);
    const now = () => this.clock.now();
    // Who has it has a job of its own, or the sweeper will find that it died.
    const held = given?.state === 'running' ? await this.imports.take(given, now()) : null;
    if (!held) return;
    try {
      const isOver = await this.imports.whileHeld(held, now, (alive) => this.turn(held, alive));
      if (isOver) return await this.finish(held);
      await this.imports.release(held, now(), IDLE_MS);
      return 'again';
    } catch (error) {
      if (error instanceof LeaseLost)
        return log.warn('An import has gone to another worker', { importId, error });
      await this.imports.release(held, now(), IDLE_MS);
      throw error;
    }
  }

  /** True when nothing is left of any stage. */
  private async turn(held: StoredImport, alive: () => void): Promise<boolean> {
    const { accountId, _id: importId } = held;
    const until = Date.now() + TURN_MS;
    try {
      const invited = await this.stage(held, 'invite', until, alive, (...rest) =>
        this.inviteAll(held, ...rest),
      );
      // One after the other, or two who name each other as manager would not notice.
      return (
        invited &&
        (await this.stage(held, 'manager', until, alive, (...rest) => this.assignAll(held, ...rest)))
      );
    } finally {
      const progress = await this.imports.countOutcomes(accountId, importId);
      await this.imports.noteProgress(accountId, importId, progress);
    }
  }

  /**
   * Works on a stage until nothing is left of it or the time is over; true when nothing is left. Before every few rows it
   * asks whether whoever began the import still may.
   */
  private async stage(
    held: StoredImport,
    stage: 'invite' | 'manager',
    until: number,
    alive: () => void,
    work: (rows: StoredRow[], isStopped: boolean) => Promise<void>,
  ): Promise<boolean> {
    const { accountId, _id } = held;
    for (;;) {
      const rows = await this.imports.nextRows(accountId, _id, stage, ROWS_AT_ONCE);
      if (rows.length === 0) return true;
      if (Date.now() >= until) return false;
      await work(rows, await this.isStopped(held));
      alive();
      crash('identity.import.afterRows');
    }
  }

  /** Once it is, it stays so, whatever the author gets back: noted in the import, which says why at its end. */
  private async isStopped(held: StoredImport): Promise<boolean> {
    const { accountId, _id: importId, by } = held;
    if (held.detail !== undefined) return true;
    if (await this.permissions.holds(accountId, by, 'users.invite')) return false;
    const { detail } = authorStopped;
    await this.imports.write(held, (running) =>
      running.detail === undefined ? { update: { set: { detail } } } : null,
    );
    log.warn('An import goes no further: its author may not invite any more', { accountId, importId });
    return true;
  }

  /** All of them are tried, whatever happens to one; what could not be settled is tried again in another turn. */
  private async inviteAll(
    given: StoredImport,
    rows: readonly StoredRow[],
    isStopped: boolean,
  ): Promise<void> {
    const usernames = rows.flatMap(({ username }) => username ?? []);
    const firsts = await this.imports.firstLines(given.accountId, given._id, usernames);
    const next = rows.values();
    const failures: unknown[] = [];
    const worker = async () => {
      for (const row of next) {
        const first = firsts.get(row.username ?? '') ?? row.line;
        await this.inviter
          .invite(given, row, { first, isStopped })
          .catch((error: unknown) => void failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: INVITED_TOGETHER }, worker));
    if (failures.length > 0) throw failures[0];
  }

  private async assignAll(
    given: StoredImport,
    rows: readonly StoredRow[],
    isStopped: boolean,
  ): Promise<void> {
    for (const row of rows) await this.managers.assign(given, row, isStopped);
  }

  private async finish(held: StoredImport): Promise<void> {
    const { accountId, _id: importId, by } = held;
    const progress = await this.imports.countOutcomes(accountId, importId);
    const finishedAt = this.clock.now();
    await this.imports.write(held, (running) => {
      const state = running.detail === undefined ? ('finished' as const) : ('stopped' as const);
      const set = { state, progress, finishedAt };
      const after = toImport({ ...running, ...set });
      return {
        update: { set, unset: ['lease'] },
        events: [event(userImportFinished, importId, { accountId, actor: by, import: after }, finishedAt)],
      };
    });
  }
}
