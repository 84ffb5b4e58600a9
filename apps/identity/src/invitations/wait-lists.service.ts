import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { Fault, listLicenses, systemActor } from '@seatkeeper/contracts';
import { logger, newId } from '@seatkeeper/service';
import { flowId, newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

const LOOKED_AT = 100;
const ACCOUNTS_A_ROUND = 200;

const log = logger('wait-list');
const by = systemActor('wait-list');

/**
 * Invites who waits as soon as seats are free: the oldest first, passing over only those for whom a product is
 * missing that the next one does not need. Copies of the service that do it at once wait for each other's
 * oldest, so that nobody is overtaken; the claim decides.
 */
@Injectable()
export class WaitListsService {
  /** Accounts being worked on here; true when something was freed since, so that one more round is due. */
  private readonly busy = new Map<string, boolean>();
  /** The last account of the sweep before, so that every one has its turn. */
  private last = '';

  constructor(
    private readonly users: UsersRepository,
    private readonly flows: FlowsService,
    private readonly bus: Bus,
  ) {}

  /** Serves the wait list of one account. Asked again meanwhile, it looks again when it is done. */
  async serve(accountId: string): Promise<void> {
    if (this.busy.has(accountId)) {
      this.busy.set(accountId, true);
      return;
    }
    try {
      do {
        this.busy.set(accountId, false);
        await this.round(accountId);
      } while (this.busy.get(accountId));
    } finally {
      this.busy.delete(accountId);
    }
  }

  /** Looks at every account where somebody waits: an event may have come when no seat could be had after all. */
  async sweep(): Promise<void> {
    const accounts = await this.users.acrossAccounts.aggregate<{ _id: string }>([
      { $match: { status: 'waiting', accountId: { $gt: this.last } } },
      { $group: { _id: '$accountId' } },
      { $sort: { _id: 1 } },
      { $limit: ACCOUNTS_A_ROUND },
    ]);
    this.last = accounts.length === ACCOUNTS_A_ROUND ? (accounts.at(-1)?._id ?? '') : '';
    for (const { _id } of accounts)
      await this.serve(_id).catch((error: unknown) =>
        log.warn('A wait list could not be served', { accountId: _id, error }),
      );
  }

  private async round(accountId: string): Promise<void> {
    const passedOver = new Set<string>();
    const missing = new Set<string>();
    for (;;) {
      const waiting = await this.waiting(accountId, passedOver, missing);
      if (waiting.length === 0) return;
      await this.noteMissing(accountId, waiting, missing);
      const next = waiting.find(({ products }) => !products.some((product) => missing.has(product)));
      // All of these lack something that is known to be missing now: look at those behind them.
      if (!next) continue;
      const lacks = await this.invite(next);
      // That took time: what was missing may be there now, for somebody who has waited longer.
      if (lacks === null) missing.clear();
      else if (lacks === 'other') passedOver.add(next._id);
      else missing.add(lacks);
    }
  }

  private waiting(
    accountId: string,
    passedOver: ReadonlySet<string>,
    missing: ReadonlySet<string>,
  ): Promise<StoredUser[]> {
    const filter = {
      status: 'waiting' as const,
      _id: { $nin: [...passedOver] },
      products: { $nin: [...missing] },
    };
    return this.users.select(accountId, filter, { limit: LOOKED_AT, sort: { waitingSince: 1, _id: 1 } });
  }

  /** Spares attempts that cannot succeed; whether one does, only the claim knows. */
  private async noteMissing(
    accountId: string,
    waiting: readonly StoredUser[],
    missing: Set<string>,
  ): Promise<void> {
    const { items } = await this.bus.request(listLicenses, { accountId });
    const isFree = (product: string) =>
      items.some((license) => license.product === product && license.free > 0);
    for (const product of waiting.flatMap(({ products }) => products))
      if (!isFree(product)) missing.add(product);
  }

  /** Null: done, or somebody else is at it. Else the product that is missing, or `other` reason to stay waiting. */
  private async invite({ accountId, _id: userId }: StoredUser): Promise<string | null> {
    const id = flowId('leave-wait-list', userId, { attempt: newId('inv') });
    try {
      await this.flows.run({
        accountId,
        userId,
        id,
        begin: (before, now) => {
          if (before.status !== 'waiting') return null;
          return { flow: newFlow('leave-wait-list', { id, step: 'claim', input: {}, by, now }) };
        },
      });
      return null;
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'service-unavailable') throw error;
      const { product } = error.members ?? {};
      if (error.code === 'no-free-seat' && typeof product === 'string') return product;
      log.info('Somebody goes on waiting', { accountId, userId, code: error.code });
      return 'other';
    }
  }
}
