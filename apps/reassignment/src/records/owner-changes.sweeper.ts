import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, Repeater } from '@seatkeeper/service';
import { OwnerChangesRepository } from './owner-changes.repository.js';

const unlistedChanges = defineSweep({ name: 'unlisted changes of owner', everyMs: 100, restMs: 4_000 });
/** Of one account before it is the next one's turn. */
const BLOCKS_AT_ONCE = 10;

/** Puts the changes of owner of all accounts into their lists. */
@Injectable()
export class OwnerChangesSweeper implements OnModuleInit {
  /** Something was noted here since the last sweep, so that nobody need ask whether there is anything. */
  private isWoken = false;

  constructor(
    private readonly changes: OwnerChangesRepository,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(unlistedChanges, () => this.sweep());
  }

  /** After a write that changed owners: it is listed at once, and by others when this process dies. */
  wake(): void {
    this.isWoken = true;
    this.repeater.wake(unlistedChanges);
  }

  /** Answers whether there was anything. */
  async sweep(): Promise<boolean> {
    if (!this.isWoken && !(await this.changes.isAnyLeft())) return false;
    this.isWoken = false;
    const first = await this.changes.nextAccount();
    for (let account = first; account !== undefined; account = await this.changes.nextAccount(account))
      for (let n = 0; n < BLOCKS_AT_ONCE && (await this.list(account)); n += 1);
    return first !== undefined;
  }

  /** One block; false when there was none to list, or somebody else lists. */
  async list(accountId: string): Promise<boolean> {
    const now = this.clock.now();
    const block = await this.changes.plan(accountId, now);
    if (!block || !(await this.changes.append(block))) return false;
    await this.changes.settle(block, now);
    return true;
  }
}
