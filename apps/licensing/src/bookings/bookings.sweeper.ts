import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';

const due = defineSweep({ name: 'reductions that are due', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Lets booked reductions take effect on their day. */
@Injectable()
export class BookingsSweeper implements OnModuleInit {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(due, () => this.subscriptions.takeDue(AT_ONCE));
  }
}
