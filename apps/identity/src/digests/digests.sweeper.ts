import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { DigestsService } from './digests.service.js';

const digests = defineSweep({ name: 'digests', everyMs: 30_000, restMs: 60_000 });

@Injectable()
export class DigestsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly digests: DigestsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(digests, () => this.digests.look());
  }
}
