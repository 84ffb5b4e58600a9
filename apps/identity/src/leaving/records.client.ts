import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Bound,
  checkReassignment,
  type Distribution,
  previewReassignment,
  type ReassignmentPlan,
  startReassignment,
  type UserStatus,
  usersOf,
} from '@seatkeeper/contracts';
import { logger } from '@seatkeeper/service';
import type { z } from 'zod';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { UserListsRepository } from '../users/user-lists.repository.js';

type Plan = z.output<typeof Distribution>;

const log = logger('offboarding');

type PlanUser = { id: string; status: UserStatus };

/** Those whom a plan names, with who stands for somebody who does not exist yet. */
export const withStandIn = (users: PlanUser[], standIn: string | undefined): PlanUser[] =>
  standIn === undefined ? users : [...users, { id: standIn, status: 'invited' }];

/**
 * What becomes of the records of somebody who leaves. Whom a plan names is given along: reassignment would ask this
 * service back, which waits for it.
 */
@Injectable()
export class RecordsClient {
  constructor(
    private readonly bus: Bus,
    private readonly users: UserListsRepository,
  ) {}

  /**
   * Rejects with `validation-failed`, naming the targets nobody can be, before anything is done; and with `too-much-drift`, where more has
   * changed than may since the preview that the hand-over is bound to.
   */
  async check(accountId: string, from: string, plan: Plan, bound: Bound | undefined): Promise<void> {
    const named = await this.named(accountId, { ...plan, from }, bound?.seenAs);
    // To look for changes is to count, and what is asked quickly does not count.
    if (bound) await this.bus.request(previewReassignment, { ...named, bound });
    else await this.bus.request(checkReassignment, named);
  }

  /**
   * Starts to move them; answers the id of the run, or why there is none. The plan was checked before; if a target has left since, the run
   * begins all the same, so that the records have somewhere to go, or a run that says how many have not.
   */
  async move(
    run: FlowRun<'deactivate'> | FlowRun<'revoke'> | FlowRun<'replace'>,
    reassignmentId: string | undefined,
    plan: Plan | undefined,
    bound?: Bound,
  ): Promise<{ reassignmentId?: string; refusal?: string }> {
    if (!reassignmentId || !plan) return {};
    const { accountId, _id: from } = run.user;
    const { by } = run.flow;
    try {
      const named = await this.named(accountId, { ...plan, from });
      await this.bus.request(startReassignment, { ...named, by, reassignmentId, inAnyCase: true, bound });
      return { reassignmentId };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code, errors } = error;
      log.warn('The records of a user who left could not be reassigned', {
        accountId,
        userId: from,
        code,
        errors,
      });
      return { refusal: errors?.[0]?.message ?? error.message };
    }
  }

  /** `standIn`: who stands for somebody who does not exist yet. */
  private async named(accountId: string, plan: ReassignmentPlan, standIn?: string) {
    const found = await this.users.known(accountId, { ids: usersOf(plan) });
    const users = found.map(({ _id, status }) => ({ id: _id, status }));
    return { accountId, plan, users: withStandIn(users, standIn) };
  }
}
