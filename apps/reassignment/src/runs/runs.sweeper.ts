import { Injectable, type OnModuleInit } from '@nestjs/common';
import { advanceReassignment } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, defineSweep, Repeater } from '@seatkeeper/service';
import { RunsRepository } from './runs.repository.js';

/** A run that begins while the job of its account ends is found by it, too. */
export const abandonedRuns = defineSweep({ name: 'abandoned runs', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 200;

/** The document is the truth and the queue a hint: an account with a run that nobody works on gets a job, unless it has one. */
@Injectable()
export class RunsSweeper implements OnModuleInit {
  constructor(
    private readonly runs: RunsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(abandonedRuns, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const left = await this.runs.abandoned(this.clock.now(), AT_ONCE);
    // One job for each account, and one for each run whose worker died: the queue keeps the dead one's for seconds.
    const wanted = new Map<string, { accountId: string; lostAt?: string }>();
    for (const { _id, accountId, lease } of left) {
      if (lease?.held) wanted.set(_id, { accountId, lostAt: `${_id}-${lease.fence}` });
      else wanted.set(accountId, { accountId });
    }
    for (const data of wanted.values()) await this.jobs.add(advanceReassignment, data);
    return left.length > 0;
  }
}
