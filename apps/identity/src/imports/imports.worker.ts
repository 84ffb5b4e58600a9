import { Injectable } from '@nestjs/common';
import { advanceUserImport, type JobData, userImportFinished } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { event } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import { toImport } from './imports.js';
import { ImportsRepository } from './imports.repository.js';
import type { StoredImport, StoredRow } from './imports.schema.js';
import { RowInviterService } from './row-inviter.service.js';
import { RowManagerService } from './row-manager.service.js';

/** One turn; then other imports get theirs. */
const TURN_MS = 2_000;
const ROWS_AT_ONCE = 50;
/** Rows under way together: enough to hide the way to licensing and back, few enough to leave room for people. */
const INVITED_TOGETHER = 5;

/** Works through the rows of imports: first everybody is invited, then everybody gets their manager. */
@Injectable()
export class ImportsWorker {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly inviter: RowInviterService,
    private readonly managers: RowManagerService,
    private readonly clock: Clock,
  ) {}

  @Process(advanceUserImport, { concurrency: 2 })
  async advance({ accountId, importId }: JobData<typeof advanceUserImport>): Promise<Outcome> {
    const given = await this.imports.find(accountId, importId);
    if (given?.state !== 'running') return;
    await this.imports.hear(accountId, importId, this.clock.now());
    try {
      const until = Date.now() + TURN_MS;
      const invited = await this.turn(given, 'invite', until, (rows) => this.inviteAll(given, rows));
      // One after the other, or two who name each other as manager would not notice.
      const assigned =
        invited && (await this.turn(given, 'manager', until, (rows) => this.assignAll(given, rows)));
      if (!assigned) return 'again';
    } finally {
      const progress = await this.imports.countOutcomes(accountId, importId);
      await this.imports.noteProgress(accountId, importId, progress);
    }
    await this.finish(given);
  }

  /** Works on a stage until nothing is left of it or the time is over; true when nothing is left. */
  private async turn(
    { accountId, _id }: StoredImport,
    stage: 'invite' | 'manager',
    until: number,
    work: (rows: StoredRow[]) => Promise<void>,
  ): Promise<boolean> {
    for (;;) {
      const rows = await this.imports.nextRows(accountId, _id, stage, ROWS_AT_ONCE);
      if (rows.length === 0) return true;
      if (Date.now() >= until) return false;
      await work(rows);
      crash('identity.import.afterRows');
    }
  }

  /** All of them are tried, whatever happens to one; what could not be settled is tried again in another turn. */
  private async inviteAll(given: StoredImport, rows: readonly StoredRow[]): Promise<void> {
    const next = rows.values();
    const failures: unknown[] = [];
    const worker = async () => {
      for (const row of next)
        await this.inviter.invite(given, row).catch((error: unknown) => void failures.push(error));
    };
    await Promise.all(Array.from({ length: INVITED_TOGETHER }, worker));
    if (failures.length > 0) throw failures[0];
  }

  private async assignAll(given: StoredImport, rows: readonly StoredRow[]): Promise<void> {
    for (const row of rows) await this.managers.assign(given, row);
  }

  private async finish({ accountId, _id: importId, by }: StoredImport): Promise<void> {
    const progress = await this.imports.countOutcomes(accountId, importId);
    const finishedAt = this.clock.now();
    await this.imports.decide(accountId, importId, (running) => {
      if (running.state !== 'running') return null;
      const set = { state: 'finished' as const, progress, finishedAt };
      const after = toImport({ ...running, ...set });
      return {
        update: { set },
        events: [event(userImportFinished, importId, { accountId, actor: by, import: after }, finishedAt)],
      };
    });
  }
}
