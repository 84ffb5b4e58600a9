import { Injectable } from '@nestjs/common';
import { UserRepository } from '../../users/user.repository.js';
import { LEASE_MS } from '../flow.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun } from '../flow-run.js';

/** Lets go of a successor whose replacement is no more. While it is there, it is the one to act. */
@Injectable()
export class SucceedDriver implements FlowDriver<'succeed'> {
  constructor(private readonly users: UserRepository) {}

  async drive(run: FlowRun<'succeed'>): Promise<void> {
    const { from, flowId } = run.flow.input;
    const replaced = await this.users.find(run.user.accountId, from);
    if (replaced?.flow?.id === flowId) await run.putDown(LEASE_MS);
    else if (run.user.status === 'pending') await run.remove();
    else await run.cancel();
  }
}
