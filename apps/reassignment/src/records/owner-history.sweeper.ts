import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Repeater } from '@seatkeeper/service';
import { OwnerHistoryRepository } from './owner-history.repository.js';

const EVERY_MS = 60_000;
const AT_ONCE = 100;

/** Keeps records small however often they change hands. */
@Injectable()
export class OwnerHistorySweeper implements OnModuleInit {
  constructor(
    private readonly history: OwnerHistoryRepository,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'long chains of owners', () => this.sweep());
  }

  async sweep(): Promise<void> {
    for (const record of await this.history.long(AT_ONCE)) await this.history.shorten(record);
  }
}
