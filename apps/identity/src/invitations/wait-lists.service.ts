import { Injectable } from '@nestjs/common';
import { Bus, On } from '@seatkeeper/bus';
import {
  billingPolicyChanged,
  claimsReleased,
  type EventData,
  Fault,
  listLicenses,
  seatFreed,
  purchaseCorrected,
  seatsPurchased,
  systemActor,
  userWaitListed,
} from '@seatkeeper/contracts';
import { Clock, logger, newId } from '@seatkeeper/service';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import type { StoredUser } from '../users/users.schema.js';
import { WaitListsRepository } from '../users/wait-lists.repository.js';

const BATCH = 100;
const ACCOUNTS_A_ROUND = 200;
/** The sweep looks again long before. */
const HELD_UP_MS = 60_000;

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
    private readonly lists: WaitListsRepository,
    private readonly flows: FlowsService,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  @On(seatsPurchased)
  seatsPurchased({ accountId }: EventData<typeof seatsPurchased>): Promise<void> {
    return this.serve(accountId);
  }

  @On(purchaseCorrected)
  purchaseCorrected({ accountId }: EventData<typeof purchaseCorrected>): Promise<void> {
    return this.serve(accountId);
  }

  @On(seatFreed)
  seatFreed({ accountId }: EventData<typeof seatFreed>): Promise<void> {
    return this.serve(accountId);
  }

  /** Seats that were free all along could not be had, for want of a payment. */
  @On(claimsReleased)
  claimsReleased({ accountId }: EventData<typeof claimsReleased>): Promise<void> {
    return this.serve(accountId);
  }

  /** From now on seats may be taken beyond what is bought. */
  @On(billingPolicyChanged)
  policyChanged({ accountId }: EventData<typeof billingPolicyChanged>): Promise<void> {
    return this.serve(accountId);
  }

  /** A seat may have come free between the refusal and the wait list. */
  @On(userWaitListed)
  userWaits({ accountId }: EventData<typeof userWaitListed>): Promise<void> {
    return this.serve(accountId);
  }

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
  async sweep(): Promise<boolean> {
    const accounts = await this.lists.accounts(this.last, ACCOUNTS_A_ROUND);
    this.last = accounts.length === ACCOUNTS_A_ROUND ? (accounts.at(-1) ?? '') : '';
    for (const accountId of accounts)
      await this.serve(accountId).catch((error: unknown) =>
        log.warn('A wait list could not be served', { accountId, error }),
      );
    return accounts.length > 0;
  }

  /**
   * Walks the list once, a batch at a time, in order, and gives out no more seats than were free when it counted.
   * One that comes meanwhile asks for the next walk: somebody passed over may have waited longer for it.
   */
  private async round(accountId: string): Promise<void> {
    const missing = new Set<string>();
    let last: StoredUser | undefined;
    do {
      const free = await this.freeSeats(accountId);
      const batch = await this.lists.behind(accountId, { after: last, without: missing, limit: BATCH });
      last = batch.length === BATCH ? batch.at(-1) : undefined;
      for (const user of batch) {
        for (const product of user.products) if (!free.get(product)) missing.add(product);
        if (user.products.some((product) => missing.has(product))) continue;
        const lacks = await this.invite(user);
        if (lacks !== null) missing.add(lacks);
        else for (const product of user.products) free.set(product, (free.get(product) ?? 0) - 1);
      }
    } while (last);
  }

  /**
   * Spares attempts that cannot succeed; whether one does, only the claim knows. A seat that is not free may be in
   * the hands of an older one, whom another copy is inviting: until it is known whether that came off, nobody
   * behind is looked at.
   */
  private async freeSeats(accountId: string): Promise<Map<string, number>> {
    const free = await this.countFree(accountId);
    const leaving = await this.lists.leaving(accountId, BATCH);
    for (const user of leaving) await this.invite(user);
    return leaving.length > 0 ? this.countFree(accountId) : free;
  }

  private async countFree(accountId: string): Promise<Map<string, number>> {
    const { items } = await this.bus.request(listLicenses, { accountId });
    return new Map(items.map(({ product, free, overageLeft = 0 }) => [product, free + overageLeft]));
  }

  /** The product that is missing, if one is; null when it was done, or the user stays waiting for another reason. */
  private async invite(user: StoredUser): Promise<string | null> {
    const { accountId, _id: userId } = user;
    const id = newId('cmd');
    try {
      await this.flows.run({
        accountId,
        userId,
        id,
        kind: 'leave-wait-list',
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
      // Or a free seat would be kept for them, and nobody could have it.
      await this.lists.noteHeldUp(user, new Date(this.clock.now().getTime() + HELD_UP_MS));
      return null;
    }
  }
}
