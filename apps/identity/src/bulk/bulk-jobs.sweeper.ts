import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { BulkJobsService } from './bulk-jobs.service.js';

const leftAlone = defineSweep({ name: 'bulk jobs nobody works on', everyMs: 1_000, restMs: 4_000 });

@Injectable()
export class BulkJobsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly jobs: BulkJobsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(leftAlone, () => this.jobs.lookAfter());
  }
}
