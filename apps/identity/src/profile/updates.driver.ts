import { Injectable } from '@nestjs/common';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { seatsOf, taken } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';
import { changedFields, type ChangedFields } from './profile-changes.js';
import { ProfileWritesService } from './profile-writes.service.js';

/**
 * A change that touches seats or the role: new seats first, then the one write, then what is given up. Promoted
 * after, demoted before.
 */
@Injectable()
@Drives('update')
export class UpdatesDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly admins: AdminRoleService,
    private readonly writes: ProfileWritesService,
    private readonly lines: ReportingLinesService,
  ) {}

  async drive(run: FlowRun<'update'>): Promise<void> {
    if (run.flow.step === 'claim') await this.change(run);
    await this.seats.free(run, run.flow.input.givenUp ?? []);
    await this.admins.admit(run);
    crash('identity.update.afterFree');
    await run.end();
  }

  private async change(run: FlowRun<'update'>): Promise<void> {
    const { user } = run;
    const { by, input } = run.flow;
    const changed = changedFields(user, input.changes);
    const { added, givenUp } = seatChanges(user, changed);
    await this.prepare(run, added, changed);
    crash('identity.update.afterClaim');
    const made = await this.writes.for(user, by, input.changes, input.isVouched);
    try {
      await this.lines.join(user, changed.reportsTo, (joined) =>
        run.advance(
          'free',
          (before, now) => joined(before, made(before, now)),
          () => ({ givenUp }),
        ),
      );
    } catch (error) {
      const isTaken = error instanceof DuplicateKey;
      if (!isTaken && !isRefusal(error)) throw error;
      await this.undo(run, added);
      throw isTaken ? taken(error, input.changes.username ?? user.username) : error;
    }
    crash('identity.update.afterWrite');
  }

  /** What can be refused, before anything is visible. */
  private async prepare(run: FlowRun<'update'>, added: string[], changed: ChangedFields): Promise<void> {
    try {
      await this.seats.claim(run, added);
      if (changed.globalAdmin === false) await this.admins.release(run);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.undo(run, added);
      throw error;
    }
  }

  private async undo(run: FlowRun<'update'>, added: string[]): Promise<void> {
    await this.seats.free(run, added);
    await this.admins.admit(run);
    await run.cancel();
  }
}

function seatChanges(user: StoredUser, changed: ChangedFields): { added: string[]; givenUp: string[] } {
  const [before, after] = [seatsOf(user), seatsOf({ ...user, ...changed })];
  return {
    added: after.filter((product) => !before.includes(product)),
    givenUp: before.filter((product) => !after.includes(product)),
  };
}
