import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock, logger, metrics, Repeater } from '@seatkeeper/service';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { FlowRunnerService, flowsLeftBehind } from './flow-runner.service.js';

const FLOWS_A_ROUND = 200;
const AT_ONCE = 20;

const log = logger('flows');
const resumed = metrics.counter(
  'flows_resumed_total',
  'Flows gone on with after their driver left, by kind',
  ['kind'],
);

/** Goes on with flows whose driver died, was killed or met an outage. Safe in any number of copies. */
@Injectable()
export class FlowsSweeper implements OnModuleInit {
  constructor(
    private readonly users: UsersRepository,
    private readonly runner: FlowRunnerService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(flowsLeftBehind, () => this.sweep());
  }

  /** True if there were any. */
  async sweep(): Promise<boolean> {
    const left = await this.users.flows.abandoned(this.clock.now(), FLOWS_A_ROUND);
    const next = left.values();
    const worker = async () => {
      for (const user of next) await this.resume(user);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return left.length > 0;
  }

  private async resume(user: StoredUser): Promise<void> {
    const fields = { userId: user._id, kind: user.flow?.kind, step: user.flow?.step };
    try {
      const mine = await this.users.flows.take(user, this.clock.now());
      if (!mine?.flow) return;
      resumed.inc({ kind: mine.flow.kind });
      await this.runner.drive(mine);
      log.info('Finished a flow that was left behind', fields);
    } catch (error) {
      // Refused is an end too: what there was of it is undone.
      if (error instanceof Fault)
        log.info('A flow that was left behind ended', { ...fields, code: error.code });
      else if (!(error instanceof LeaseLost))
        log.warn('A flow could not be gone on with', { ...fields, error });
    }
  }
}
