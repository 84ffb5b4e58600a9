import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { LeaseLost } from '@seatkeeper/mongo';
import { backoffMs, Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { FlowDriversService } from './flow-drivers.service.js';
import { FlowRun } from './flow-run.js';

/** Soon enough to be at rest again seconds after a service came back. */
const RETRY_MS = 1_000;
/** A flow that keeps failing for another reason is a defect: it is tried ever less often, until that is mended. */
const LONGEST_RETRY_MS = 30_000;

export const flowsLeftBehind = defineSweep({ name: 'flows left behind', everyMs: 1_000, restMs: 4_000 });

const log = logger('flows');

/** Drives flows, each by the driver of its kind. */
@Injectable()
export class FlowRunnerService {
  constructor(
    private readonly users: UsersRepository,
    private readonly drivers: FlowDriversService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  /**
   * Drives the flow of a user, whose lease the caller has, and answers the user afterwards. Rejects with the
   * fault the flow was refused with; with LeaseLost if somebody else drives it; with anything else, such as
   * `service-unavailable`, if the flow is still there for a sweeper to go on with.
   */
  drive(user: StoredUser): Promise<StoredUser> {
    return this.users.flows.whileHeld(
      user,
      () => this.clock.now(),
      async (alive) => {
        const run = new FlowRun(this.users, this.clock, user, alive);
        try {
          await this.drivers.of(run.flow.kind).drive(run);
          return run.user;
        } catch (error) {
          if (!(error instanceof LeaseLost) && run.isOpen) await this.putDown(run, error);
          throw error;
        }
      },
    );
  }

  private async putDown(run: FlowRun, error: unknown): Promise<void> {
    const isOutage = error instanceof Fault && error.code === 'service-unavailable';
    const { kind, step, lease } = run.flow;
    const range = { firstMs: RETRY_MS, longestMs: LONGEST_RETRY_MS };
    const delay = isOutage ? RETRY_MS : backoffMs(lease.attempts, range);
    log.warn('A flow stopped and will be gone on with', { userId: run.user._id, kind, step, delay, error });
    // If even this fails, the lease runs out by itself.
    await run.putDown(delay).catch(() => undefined);
    this.repeater.wake(flowsLeftBehind, delay);
  }
}
