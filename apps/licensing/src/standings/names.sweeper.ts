import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { NamesService } from './names.service.js';

const unnamed = defineSweep({ name: 'accounts without a name', everyMs: 1_000, restMs: 60_000 });
const AT_ONCE = 50;

@Injectable()
export class NamesSweeper implements OnModuleInit {
  constructor(
    private readonly names: NamesService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(unnamed, () => this.names.learn(AT_ONCE));
  }
}
