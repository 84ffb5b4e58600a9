import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { RenewalsService } from './renewals.service.js';

const over = defineSweep({ name: 'terms that are over', everyMs: 1_000, restMs: 12_000 });
const soon = defineSweep({ name: 'terms that are over soon', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Lets subscriptions renew, or end, on their day, and tells of it before. */
@Injectable()
export class RenewalsSweeper implements OnModuleInit {
  constructor(
    private readonly renewals: RenewalsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(over, () => this.renewals.renewDue(AT_ONCE));
    this.repeater.sweep(soon, () => this.subscriptions.announce(AT_ONCE));
  }
}
