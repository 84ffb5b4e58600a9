import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Repeater } from '@seatkeeper/service';
import { ImportsService } from './imports.service.js';

const EVERY_MS = 5_000;

@Injectable()
export class ImportsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly imports: ImportsService,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'imports', () => this.imports.sweep());
  }
}
