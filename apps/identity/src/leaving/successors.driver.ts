import { Injectable } from '@nestjs/common';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { LEASE_MS } from '../flows/flows.js';
import { UsersRepository } from '../users/users.repository.js';

/** Lets go of a successor whose replacement is no more. While it is there, it is the one to act. */
@Injectable()
@Drives('succeed')
export class SuccessorsDriver {
  constructor(private readonly users: UsersRepository) {}

  async drive(run: FlowRun<'succeed'>): Promise<void> {
    const { from, flowId } = run.flow.input;
    const replaced = await this.users.find(run.user.accountId, from);
    if (replaced?.flow?.id === flowId) await run.putDown(LEASE_MS);
    else if (run.user.status === 'pending') await run.remove();
    else await run.cancel();
  }
}
