import { Injectable, type OnModuleInit } from '@nestjs/common';
import { advanceReassignment } from '@seatkeeper/contracts';
import { Jobs } from '@seatkeeper/jobs';
import { Clock, Repeater } from '@seatkeeper/service';
import { RunsRepository } from './runs.repository.js';

const EVERY_MS = 1_000;
const AT_ONCE = 200;

/** The document is the truth and the queue a hint: a run that nobody works on gets a job, unless it has one. */
@Injectable()
export class RunsSweeper implements OnModuleInit {
  constructor(
    private readonly runs: RunsRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'abandoned runs', () => this.sweep());
  }

  private async sweep(): Promise<void> {
    for (const { accountId, _id, version, lease } of await this.runs.abandoned(this.clock.now(), AT_ONCE))
      await this.jobs.add(advanceReassignment, {
        accountId,
        reassignmentId: _id,
        ...(lease && { lostAt: version }),
      });
  }
}
