import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, logger, Repeater } from '@seatkeeper/service';
import { ReductionsService } from '../reductions/reductions.service.js';
import { RetirementsService } from './retirements.service.js';

const leftHalfWay = defineSweep({ name: 'reductions left half-way', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 20;

/** Goes on with the reductions that somebody brought into force and did not live to finish. */
@Injectable()
export class RetirementsSweeper implements OnModuleInit {
  private readonly log = logger('reductions');

  constructor(
    private readonly reductions: ReductionsService,
    private readonly retirements: RetirementsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(leftHalfWay, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const left = await this.reductions.abandoned(AT_ONCE);
    for (const reduction of left)
      try {
        await this.retirements.enforce(reduction);
      } catch (error) {
        const fields = { accountId: reduction.accountId, reduction: reduction._id };
        this.log.error('A reduction could not be finished and is tried again', { ...fields, error });
      }
    return left.length > 0;
  }
}
