import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, Repeater } from '@seatkeeper/service';
import { AudiencesRepository } from '../users/audiences.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { SharedItemsRepository } from './shared-items.repository.js';
import type { StoredSharedItem } from './shared-items.schema.js';

const removed = defineSweep({ name: 'removed shared items', everyMs: 10_000, restMs: 40_000 });

/** Whoever read an item as live just before it was removed may still be giving it to somebody: they are looked for after this. */
const REMEMBERED_MS = 60_000;
const AT_ONCE = 100;

/** Takes out of people what was decided about items that are there no longer. Nobody has these in the meantime. */
@Injectable()
export class SharedItemsSweeper implements OnModuleInit {
  constructor(
    private readonly repeater: Repeater,
    private readonly items: SharedItemsRepository,
    private readonly users: UsersRepository,
    private readonly audiences: AudiencesRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(removed, () => this.sweep());
  }

  async sweep(): Promise<boolean> {
    const time = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    const gone = await this.items.removedBefore(time, AT_ONCE);
    for (const item of gone) {
      await this.forgetDecisions(item);
      await this.items.forget(item);
    }
    return gone.length > 0;
  }

  private async forgetDecisions({ accountId, _id: itemId }: StoredSharedItem): Promise<void> {
    for (;;) {
      const people = await this.audiences.withOverride(accountId, itemId, AT_ONCE);
      for (const person of people)
        await this.users.changeFrom(person, ({ sharedItems = [] }) => {
          const left = sharedItems.filter(({ id }) => id !== itemId);
          if (left.length === sharedItems.length) return null;
          return left.length > 0 ? { set: { sharedItems: left } } : { unset: ['sharedItems'] };
        });
      if (people.length < AT_ONCE) return;
    }
  }
}
