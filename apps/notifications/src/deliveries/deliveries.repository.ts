import { Injectable } from '@nestjs/common';
import type { Input, listDeliveries, Page, PageRequest } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, Leases, type TenantCollection } from '@seatkeeper/mongo';
import { begun, dueAt, GRACE_MS } from '../attempts/attempts.js';
import type { DeliveryChange } from './deliveries.js';
import { deliveryLease } from './delivery-lease.js';
import { deliveries, DUE_OF_SERVER, type StoredDelivery } from './deliveries.schema.js';

/** More than anybody is sent in the time that a mail waits. */
const MOST_INVITATIONS = 100;

@Injectable()
export class DeliveriesRepository {
  private readonly leases: Leases<StoredDelivery>;

  constructor(@InjectCollection(deliveries) private readonly deliveries: TenantCollection<StoredDelivery>) {
    this.leases = new Leases(deliveries, deliveryLease);
  }

  /** False when it is known. */
  async keep(delivery: Omit<StoredDelivery, 'version'>): Promise<boolean> {
    return (await this.deliveries.insertMissing([delivery])) === 1;
  }

  find(accountId: string, id: string): Promise<StoredDelivery | null> {
    return this.deliveries.findById(accountId, id);
  }

  /** By its id alone, which no other account's delivery has: who reports a mail knows no account. */
  findAnywhere(id: string): Promise<StoredDelivery | null> {
    return this.deliveries.acrossAccounts.findOne({ _id: id });
  }

  /** Newest first. */
  page(
    accountId: string,
    { user, kinds, states }: Input<typeof listDeliveries>['filter'],
    page: PageRequest,
  ): Promise<Page<StoredDelivery>> {
    const filter: Filter<StoredDelivery> = {
      ...(user !== undefined && { userId: user }),
      ...(kinds && { kind: { $in: kinds } }),
      ...(states && { state: { $in: states } }),
    };
    // Left to choose, the database may keep an index with which it has to sort all mails of an account for a page.
    const by = user !== undefined ? '-of-user' : states ? '-of-state' : kinds ? '-of-kind' : '';
    return this.deliveries.page(accountId, { filter, sort: [['createdAt', -1]], page, hint: `newest${by}` });
  }

  /** Begins an attempt; null when somebody else has the delivery, it is to wait, or it is finished. */
  take(accountId: string, id: string, now: Date): Promise<StoredDelivery | null> {
    return this.leases.takeById(accountId, id, now, begun);
  }

  whileHeld<R>(held: StoredDelivery, now: () => Date, work: () => Promise<R>): Promise<R> {
    return this.leases.whileHeld(held, now, work);
  }

  /** An attempt that could not begin is none: somebody else may have it at once. */
  async putBack(held: StoredDelivery, now: Date): Promise<void> {
    const { held: isHeld, until } = dueAt(now);
    await this.leases.touch(held, {
      $set: { state: 'queued', 'lease.held': isHeld, 'lease.until': until },
      $inc: { attempts: -1 },
    });
  }

  /** A write of who has it. Rejects with LeaseLost. */
  async write(held: StoredDelivery, change: (delivery: StoredDelivery) => DeliveryChange): Promise<void> {
    await this.leases.write(held, change);
  }

  /** Writes what `decide` makes of the delivery as it is in the database. */
  decide(
    { accountId, _id }: StoredDelivery,
    decide: (delivery: StoredDelivery) => DeliveryChange | null,
  ): Promise<StoredDelivery | null> {
    return this.deliveries.decide(accountId, _id, decide);
  }

  /** Writes what `decide` makes of the delivery as it is by then, whoever has it. */
  settle(
    held: StoredDelivery,
    decide: (delivery: StoredDelivery) => DeliveryChange | null,
  ): Promise<StoredDelivery | null> {
    return this.deliveries.decideFrom(held, decide);
  }

  /** Of all accounts, those for the server of the product that nobody seems to work on, longest due first. */
  abandoned(now: Date, limit: number): Promise<StoredDelivery[]> {
    return this.deliveries.acrossAccounts.findDue(
      { ownServer: null, 'lease.until': { $lte: now } },
      {
        limit,
        sort: { 'lease.until': 1 },
        hint: DUE_OF_SERVER,
        projection: { accountId: 1, kind: 1, createdAt: 1, lease: 1 },
      },
    );
  }

  /** What may be sent through the server of an account now, the longest due first: what has just been kept, too. */
  dueOfServer(accountId: string, now: Date, limit: number): Promise<StoredDelivery[]> {
    const soon = new Date(now.getTime() + GRACE_MS);
    return this.deliveries.find(
      accountId,
      {
        ownServer: accountId,
        'lease.until': { $lte: soon },
        $or: [{ 'lease.held': false }, { 'lease.until': { $lte: now } }],
      },
      {
        limit,
        sort: { 'lease.until': 1 },
        hint: DUE_OF_SERVER,
        projection: { accountId: 1, lease: 1, kind: 1 },
      },
    );
  }

  /** Of the accounts for whose servers something is due, the first behind one in the order of their ids. */
  async nextDueServer(now: Date, behind: string): Promise<string | null> {
    const found = await this.deliveries.acrossAccounts.findOne(
      { ownServer: { $gt: behind }, 'lease.until': { $lte: now } },
      { sort: { ownServer: 1 }, hint: DUE_OF_SERVER, projection: { ownServer: 1 } },
    );
    return found?.ownServer ?? null;
  }

  /** Cheap to ask often: whether anything is due to the server of any account. */
  isAnyServerDue(now: Date): Promise<boolean> {
    return this.deliveries.acrossAccounts.isAnyDue({ ownServer: { $gt: '' }, 'lease.until': { $lte: now } });
  }

  /** Of a user, mails of invitations that nobody is sending just now. */
  waitingInvitations(accountId: string, userId: string): Promise<StoredDelivery[]> {
    return this.deliveries.find(
      accountId,
      { userId, state: 'queued', invitationId: { $exists: true } },
      { limit: MOST_INVITATIONS, sort: { createdAt: -1 }, hint: 'newest-of-user' },
    );
  }

  /** It goes through the server of the product from now on, if nobody is at it. False when somebody is. */
  leaveServer({ accountId, _id, lease }: StoredDelivery, now: Date): Promise<boolean> {
    return this.deliveries.touch(
      accountId,
      { _id, ownServer: accountId, 'lease.fence': lease?.fence, 'lease.until': lease?.until },
      { $unset: { ownServer: 1 }, $set: { lease: dueAt(now) } },
    );
  }

  /** No sweeper asks for it again before `until`. Those that come at the same time are one operation. */
  putOff(delivery: StoredDelivery, until: Date): Promise<void> {
    return this.leases.putOff(delivery, until);
  }
}
