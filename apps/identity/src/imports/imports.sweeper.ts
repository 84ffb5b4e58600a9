import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { ImportsService } from './imports.service.js';

const unheardOf = defineSweep({ name: 'imports nobody works on', everyMs: 1_000, restMs: 4_000 });
const UPLOADS_EVERY_MS = 60_000;

@Injectable()
export class ImportsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly imports: ImportsService,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(unheardOf, () => this.imports.askAgain());
    this.repeater.every(UPLOADS_EVERY_MS, 'uploads that broke off', () => this.imports.dropBrokenOff());
  }
}
