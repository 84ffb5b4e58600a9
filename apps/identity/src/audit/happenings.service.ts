import { Injectable } from '@nestjs/common';
import type { EventContract } from '@seatkeeper/contracts';
import { actionOf } from './audit.js';
import { AuditRepository } from './audit.repository.js';

/** What the log says of many people together. */
@Injectable()
export class HappeningsService {
  constructor(private readonly entries: AuditRepository) {}

  /** The users of whom an event told within a time, each once; looks at no more entries than `most`. `from` counts in. */
  async usersOf(
    accountId: string,
    { name }: EventContract,
    within: { from: Date; to: Date },
    most: number,
  ): Promise<string[]> {
    return [...new Set(await this.entries.usersOf(accountId, actionOf(name), within, most))];
  }
}
