import { Injectable } from '@nestjs/common';
import { OnAny } from '@seatkeeper/bus';
import { BoundedMap, Clock, Repeater, SharedLooks } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { SETTLED_MS } from './reconciliation.js';
import { accountsToCompare } from './reconciliation-rounds.service.js';

/** Once what has changed is settled. */
const LOOK_AFTER_MS = SETTLED_MS + 5_000;
const MOST_REMEMBERED = 20_000;

/**
 * Has those accounts looked at soon in which users or seats have changed: nowhere else can they have come to differ. One
 * write for an account, however much changes in it until it is looked at.
 */
@Injectable()
export class ReconciliationMarksService {
  /** Until when each account that was marked here is going to be looked at. */
  private readonly marked = new BoundedMap<string, number>(MOST_REMEMBERED);
  /** While an account is looked at sooner than that, each change marks it anew: an import is a thousand of them. */
  private readonly marks = new SharedLooks<void>();

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  @OnAny(['licensing.seat.#', 'identity.user.#', 'identity.invitation.#'])
  async changed(data: unknown): Promise<void> {
    const { accountId } = data as { accountId?: unknown };
    if (typeof accountId === 'string') await this.marks.look(accountId, () => this.mark(accountId));
  }

  private async mark(accountId: string): Promise<void> {
    const now = this.clock.now().getTime();
    if ((this.marked.get(accountId) ?? 0) > now) return;
    const at = now + LOOK_AFTER_MS;
    // One that is looked at before is not remembered: what changes after that look has to be marked anew.
    if (await this.accounts.markForReconciliation(accountId, new Date(at))) this.marked.set(accountId, at);
    this.repeater.wake(accountsToCompare, LOOK_AFTER_MS);
  }
}
