import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { Clock, logger } from '@seatkeeper/service';
import type { StoredUser } from '../users/user.schema.js';
import { UserRepository } from '../users/user.repository.js';
import { AdmitDriver } from './drivers/admit.driver.js';
import { BanDriver } from './drivers/ban.driver.js';
import { DepartureDriver } from './drivers/departure.driver.js';
import { InviteDriver } from './drivers/invite.driver.js';
import { ReactivateDriver } from './drivers/reactivate.driver.js';
import { ReconcileDriver } from './drivers/reconcile.driver.js';
import { ReplaceDriver } from './drivers/replace.driver.js';
import { SignUpDriver } from './drivers/sign-up.driver.js';
import { SucceedDriver } from './drivers/succeed.driver.js';
import { UpdateDriver } from './drivers/update.driver.js';
import { WaitListDriver } from './drivers/wait-list.driver.js';
import { type FlowKind, leaseEnd, LEASE_MS } from './flow.js';
import type { FlowDriver } from './flow-driver.js';
import { FlowLost, FlowRun } from './flow-run.js';

/** Soon enough to be at rest again seconds after a service came back. */
const RETRY_MS = 1_000;
/** A flow that keeps failing for another reason is a defect: it is tried ever less often, until that is mended. */
const LONGEST_RETRY_MS = 30_000;

const log = logger('flows');

/** Drives flows, each by the driver of its kind. */
@Injectable()
export class FlowRunner {
  private readonly drivers: { [K in FlowKind]: FlowDriver<K> };

  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
    invite: InviteDriver,
    signUp: SignUpDriver,
    waitList: WaitListDriver,
    update: UpdateDriver,
    departure: DepartureDriver,
    reactivate: ReactivateDriver,
    ban: BanDriver,
    admit: AdmitDriver,
    replace: ReplaceDriver,
    succeed: SucceedDriver,
    reconcile: ReconcileDriver,
  ) {
    this.drivers = {
      invite,
      'sign-up': signUp,
      'leave-wait-list': waitList,
      update,
      deactivate: departure,
      revoke: departure,
      reactivate,
      ban,
      admit,
      replace,
      succeed,
      reconcile,
    };
  }

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
      await (this.drivers[kind] as FlowDriver<FlowKind>).drive(run);
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
    const delay = isOutage ? RETRY_MS : Math.min(RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
    log.warn('A flow stopped and will be gone on with', { userId: run.user._id, kind, step, delay, error });
    // If even this fails, the lease runs out by itself.
    await run.putDown(delay).catch(() => undefined);
  }
}
