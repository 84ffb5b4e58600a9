import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { UnitSpreadService } from './unit-spread.service.js';

const changed = defineSweep({ name: 'changed units', everyMs: 5_000, restMs: 40_000 });

@Injectable()
export class UnitsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly spread: UnitSpreadService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(changed, () => this.spread.sweep());
  }
}
