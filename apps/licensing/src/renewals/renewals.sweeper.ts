import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { RenewalsService } from './renewals.service.js';

const over = defineSweep({ name: 'terms that are over', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Lets subscriptions renew, or end, on their day. */
@Injectable()
export class RenewalsSweeper implements OnModuleInit {
  constructor(
    private readonly renewals: RenewalsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(over, () => this.renewals.renewDue(AT_ONCE));
  }
}
