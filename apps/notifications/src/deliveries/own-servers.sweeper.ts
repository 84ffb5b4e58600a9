import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sendThroughOwnServer } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, defineSweep, Repeater } from '@seatkeeper/service';
import { DeliveriesRepository } from './deliveries.repository.js';

const nobodySends = defineSweep({
  name: 'mails for own servers nobody sends',
  everyMs: 1_000,
  restMs: 4_000,
});
const AT_ONCE = 200;

/** The documents are the truth and the queue a hint: a server for which something is due gets its job. */
@Injectable()
export class OwnServersSweeper implements OnModuleInit {
  /** Where the last round ended: however many servers have something due, each has its turn. */
  private behind = '';

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(nobodySends, () => this.sweep());
  }

  /** Server by server: one for which many wait costs a step, as does one with a single mail. */
  private async sweep(): Promise<boolean> {
    const now = this.clock.now();
    if (!(await this.deliveries.isAnyServerDue(now))) return false;
    for (let asked = 0; asked < AT_ONCE; asked += 1) {
      const accountId = await this.deliveries.nextDueServer(now, this.behind);
      this.behind = accountId ?? '';
      // Redis is away: what is due stays due, and asking for each would take the time-out each time.
      if (accountId === null || !(await this.jobs.add(sendThroughOwnServer, { accountId }))) break;
    }
    return true;
  }
}
