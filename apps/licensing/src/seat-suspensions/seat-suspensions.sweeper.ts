import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { SeatSuspensionsService } from './seat-suspensions.service.js';

const due = defineSweep({ name: 'who is kept out for want of seats', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Sees what no event of a seat tells of, as that somebody else is a global admin. */
@Injectable()
export class SeatSuspensionsSweeper implements OnModuleInit {
  constructor(
    private readonly suspensions: SeatSuspensionsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(due, () => this.suspensions.check(AT_ONCE));
  }
}
