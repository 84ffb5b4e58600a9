import { Injectable } from '@nestjs/common';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { UsersRepository } from '../users/users.repository.js';

/** While its replacement is under way, there is nothing to do for a successor but to look again. */
const LOOK_AGAIN_MS = 5_000;

/** Lets go of a successor whose replacement is no more. While it is there, it is the one to act. */
@Injectable()
@Drives('succeed')
export class SuccessorsDriver {
  constructor(private readonly users: UsersRepository) {}

  async drive(run: FlowRun<'succeed'>): Promise<void> {
    const { from, flowId } = run.flow.input;
    const replaced = await this.users.find(run.user.accountId, from);
    if (replaced?.flow?.id === flowId) await run.putDown(LOOK_AGAIN_MS);
    else if (run.user.status === 'pending') await run.remove();
    else await run.cancel();
  }
}
