import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, listOwnerChanges, type OwnerChanges } from '@seatkeeper/contracts';
import { changesAfter, cursorOf, numberOf } from './owner-changes.js';
import { OwnerChangesRepository } from './owner-changes.repository.js';

/** Lets other systems follow who owns what. */
@Injectable()
export class OwnerChangesService {
  constructor(private readonly changes: OwnerChangesRepository) {}

  @Handle(listOwnerChanges)
  async list({ accountId, after, limit }: Input<typeof listOwnerChanges>): Promise<OwnerChanges> {
    const { first, end } = await this.changes.ends(accountId);
    if (after === 'now') return { items: [], next: cursorOf(end - 1), more: false };
    const number = after === undefined ? first - 1 : numberOf(after);
    return changesAfter(number, limit, await this.changes.around(accountId, number, limit), end);
  }
}
