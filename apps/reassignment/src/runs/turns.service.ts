import { Injectable } from '@nestjs/common';
import { advanceReassignment } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Repeater } from '@seatkeeper/service';
import { TURN_GRACE_MS } from './runs.js';
import { abandonedRuns } from './runs.sweeper.js';

/** Has the runs of an account worked on, after a write that gave them something to do. */
@Injectable()
export class TurnsService {
  constructor(
    private readonly jobs: Jobs,
    private readonly repeater: Repeater,
  ) {}

  /** The job may be one that ends just now and looks no more: then the sweep, which is woken as well, finds what it left. */
  async wake(accountId: string): Promise<void> {
    await this.jobs.add(advanceReassignment, { accountId });
    this.repeater.wake(abandonedRuns, TURN_GRACE_MS);
  }
}
