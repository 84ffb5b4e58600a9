import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { ImportsService } from './imports.service.js';

const leftAlone = defineSweep({ name: 'imports nobody works on', everyMs: 1_000, restMs: 4_000 });

@Injectable()
export class ImportsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly imports: ImportsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(leftAlone, () => this.imports.lookAfter());
  }
}
