import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { SealingService } from './sealing.service.js';

/** So seldom that the entries of a minute's work share a seal; an entry is under one after a minute at the latest. */
const unsealed = defineSweep({ name: 'audit entries without a seal', everyMs: 30_000, restMs: 60_000 });

@Injectable()
export class SealingSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly sealing: SealingService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(unsealed, () => this.sealing.sweep());
  }
}
