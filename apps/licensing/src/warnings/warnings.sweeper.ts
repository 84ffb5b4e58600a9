import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { WarningsService } from './warnings.service.js';

const due = defineSweep({ name: 'over-allocations to be reminded of', everyMs: 1_000, restMs: 12_000 });
const AT_ONCE = 20;

/** Reminds of seats that are held beyond those purchased, until their grace is over. */
@Injectable()
export class WarningsSweeper implements OnModuleInit {
  constructor(
    private readonly warnings: WarningsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(due, () => this.warnings.remind(AT_ONCE));
  }
}
