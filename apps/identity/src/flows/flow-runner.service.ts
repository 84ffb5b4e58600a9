import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { backoffMs, Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { FlowDriversService } from './flow-drivers.service.js';
import { FlowLost, FlowRun } from './flow-run.js';
import { LEASE_MS, leaseEnd } from './flows.js';

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
   * fault the flow was refused with; with FlowLost if somebody else drives it; with anything else, such as
   * `service-unavailable`, if the flow is still there for a sweeper to go on with.
   */
  async drive(user: StoredUser): Promise<StoredUser> {
    const run = new FlowRun(this.users, () => this.clock.now(), user);
    const { kind } = run.flow;
    const renewal = setInterval(() => void run.renew().catch(() => undefined), LEASE_MS / 3);
    try {
      await this.drivers.of(kind).drive(run);
      return run.user;
    } catch (error) {
      if (!(error instanceof FlowLost) && run.isOpen) await this.putDown(run, error);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  /** Makes this process the driver of a flow whose lease is over. Null when somebody else was faster. */
  async takeOver(user: StoredUser): Promise<StoredUser | null> {
    const expected = user.flow;
    let taken = false;
    const now = this.clock.now();
    const after = await this.users.decide(user.accountId, user._id, ({ flow }) => {
      taken =
        flow?.id === expected?.id &&
        flow?.fence === expected?.fence &&
        flow !== undefined &&
        flow.leaseUntil <= now;
      if (!taken || !flow) return null;
      return { update: { set: { flow: { ...flow, fence: flow.fence + 1, leaseUntil: leaseEnd(now) } } } };
    });
    return taken ? after : null;
  }

  private async putDown(run: FlowRun, error: unknown): Promise<void> {
    const isOutage = error instanceof Fault && error.code === 'service-unavailable';
    const { kind, step, attempts } = run.flow;
    const range = { firstMs: RETRY_MS, longestMs: LONGEST_RETRY_MS };
    const delay = isOutage ? RETRY_MS : backoffMs(attempts + 1, range);
    log.warn('A flow stopped and will be gone on with', { userId: run.user._id, kind, step, delay, error });
    // If even this fails, the lease runs out by itself.
    await run.putDown(delay).catch(() => undefined);
    this.repeater.wake(flowsLeftBehind, delay);
  }
}
