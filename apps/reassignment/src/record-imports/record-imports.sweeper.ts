import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, logger, Repeater } from '@seatkeeper/service';
import { RecordImportsRepository } from './record-imports.repository.js';

const EVERY_MS = 60_000;
const AT_ONCE = 100;

const log = logger('record-imports');

/** Ends the uploads of which the gateway, or the client, was not heard of any more. */
@Injectable()
export class RecordImportsSweeper implements OnModuleInit {
  constructor(
    private readonly imports: RecordImportsRepository,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'uploads of records that broke off', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const silent of await this.imports.silent(now, AT_ONCE))
      if (await this.imports.abort(silent, now))
        log.warn('Ended an upload of records that broke off', {
          accountId: silent.accountId,
          importId: silent._id,
        });
  }
}
