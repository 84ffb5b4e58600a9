import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  checkReassignment,
  type Distribution,
  type ReassignmentPlan,
  startReassignment,
  usersOf,
} from '@seatkeeper/contracts';
import { logger } from '@seatkeeper/service';
import type { z } from 'zod';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { UserListsRepository } from '../users/user-lists.repository.js';

type Plan = z.output<typeof Distribution>;

const log = logger('offboarding');

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

  /** Rejects with `validation-failed`, naming the targets nobody can be, before anything is done. */
  async check(accountId: string, from: string, plan: Plan): Promise<void> {
    await this.bus.request(checkReassignment, await this.named(accountId, { ...plan, from }));
  }

  /**
   * Starts to move them; answers the id of the run, or why there is none. The plan was checked before; if a target has left since, the run
   * begins all the same, so that the records have somewhere to go, or a run that says how many have not.
   */
  async move(
    run: FlowRun<'deactivate'> | FlowRun<'revoke'> | FlowRun<'replace'>,
    reassignmentId: string | undefined,
    plan: Plan | undefined,
  ): Promise<{ reassignmentId?: string; refusal?: string }> {
    if (!reassignmentId || !plan) return {};
    const { accountId, _id: from } = run.user;
    const { by } = run.flow;
    try {
      const named = await this.named(accountId, { ...plan, from });
      await this.bus.request(startReassignment, { ...named, by, reassignmentId, inAnyCase: true });
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

  private async named(accountId: string, plan: ReassignmentPlan) {
    const found = await this.users.known(accountId, { ids: usersOf(plan) });
    return { accountId, plan, users: found.map(({ _id, status }) => ({ id: _id, status })) };
  }
}
