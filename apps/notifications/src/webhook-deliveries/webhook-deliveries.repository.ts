import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, WebhookDelivery } from '@seatkeeper/contracts';
import {
  DuplicateKey,
  type Filter,
  InjectCollection,
  Leases,
  type NewEvent,
  type TenantCollection,
} from '@seatkeeper/mongo';
import { begun, ended, GRACE_MS } from '../attempts/attempts.js';
import type { WebhookChange } from './webhook-deliveries.js';
import { DUE_OF_ENDPOINT, type StoredWebhook, webhookDeliveries } from './webhook-deliveries.schema.js';
import { webhookLease } from './webhook-lease.js';

const CANCELLED_AT_ONCE = 1_000;

@Injectable()
export class WebhookDeliveriesRepository {
  private readonly leases: Leases<StoredWebhook>;

  constructor(
    @InjectCollection(webhookDeliveries) private readonly webhooks: TenantCollection<StoredWebhook>,
  ) {
    this.leases = new Leases(webhooks, webhookLease);
  }

  /** Those that are known stay as they are. */
  async keep(webhooks: readonly Omit<StoredWebhook, 'version'>[]): Promise<void> {
    await this.webhooks.insertMissing(webhooks);
  }

  /** With an event that tells of it; one that is known is answered as it is, and told of no more. */
  async keepTold(webhook: Omit<StoredWebhook, 'version'>, told: NewEvent): Promise<StoredWebhook> {
    try {
      return await this.webhooks.insert(webhook, [told]);
    } catch (error) {
      const known = await this.webhooks.findById(webhook.accountId, webhook._id);
      if (error instanceof DuplicateKey && known) return known;
      throw error;
    }
  }

  find(accountId: string, endpointId: string, id: string): Promise<StoredWebhook | null> {
    return this.webhooks.findOne(accountId, { _id: id, endpointId });
  }

  /** Newest first, without what was sent. */
  page(
    accountId: string,
    endpointId: string,
    states: readonly WebhookDelivery['state'][] | undefined,
    page: PageRequest,
  ): Promise<Page<StoredWebhook>> {
    return this.webhooks.page(accountId, {
      filter: { endpointId, ...(states && { state: { $in: states } }) },
      sort: [['createdAt', -1]],
      page,
      projection: { body: 0 },
      hint: states ? 'newest-of-state' : 'newest',
    });
  }

  /** What may be sent to an endpoint now, the longest due first: what has just been kept, too. */
  due(accountId: string, endpointId: string, now: Date, limit: number): Promise<StoredWebhook[]> {
    const soon = new Date(now.getTime() + GRACE_MS);
    return this.webhooks.find(
      accountId,
      {
        endpointId,
        'lease.until': { $lte: soon },
        $or: [{ 'lease.held': false }, { 'lease.until': { $lte: now } }],
      },
      { limit, sort: { 'lease.until': 1 }, hint: DUE_OF_ENDPOINT, projection: { accountId: 1 } },
    );
  }

  /** Begins an attempt; null when somebody else has it, it is to wait, or it is finished. */
  take(accountId: string, id: string, now: Date): Promise<StoredWebhook | null> {
    return this.leases.takeById(accountId, id, now, begun);
  }

  whileHeld<R>(held: StoredWebhook, now: () => Date, work: () => Promise<R>): Promise<R> {
    return this.leases.whileHeld(held, now, work);
  }

  /** Writes what `decide` makes of it as it is by then, whoever has it. */
  settle(
    held: StoredWebhook,
    decide: (webhook: StoredWebhook) => WebhookChange | null,
  ): Promise<StoredWebhook | null> {
    return this.webhooks.decideFrom(held, decide);
  }

  decide(
    { accountId, _id }: StoredWebhook,
    decide: (webhook: StoredWebhook) => WebhookChange | null,
  ): Promise<StoredWebhook | null> {
    return this.webhooks.decide(accountId, _id, decide);
  }

  /**
   * Ends what waited for an endpoint at a moment, or was left by who sent it; what is being sent is left to who sends
   * it. What was kept or wanted again after that moment stays: the endpoint may have been enabled since. True when there
   * may be more.
   */
  async cancelWaiting(accountId: string, endpointId: string, asOf: Date, keptDays: number): Promise<boolean> {
    const waiting: Filter<StoredWebhook> = {
      endpointId,
      'lease.until': { $exists: true },
      $or: [{ state: 'queued' }, { 'lease.until': { $lte: asOf } }],
      createdAt: { $lte: asOf },
      'replayed.at': { $not: { $gt: asOf } },
    };
    const options = {
      limit: CANCELLED_AT_ONCE,
      hint: DUE_OF_ENDPOINT,
      projection: { accountId: 1 },
    } as const;
    const some = await this.webhooks.find(accountId, waiting, options);
    if (some.length === 0) return false;
    const { set } = ended('cancelled', asOf, keptDays);
    await this.webhooks.updateMany(
      accountId,
      { ...waiting, _id: { $in: some.map(({ _id }) => _id) } },
      { $set: set, $unset: { lease: 1 }, $inc: { version: 1 } },
    );
    return some.length === CANCELLED_AT_ONCE;
  }

  /** Of the endpoints for which something is due, the first behind one in the order of their ids. */
  async nextDue(now: Date, behind: string): Promise<Pick<StoredWebhook, 'accountId' | 'endpointId'> | null> {
    return this.webhooks.acrossAccounts.findOne(
      { endpointId: { $gt: behind }, 'lease.until': { $lte: now } },
      { sort: { endpointId: 1 }, hint: DUE_OF_ENDPOINT, projection: { accountId: 1, endpointId: 1 } },
    );
  }

  /** Cheap to ask often: whether anything is due at all. */
  async isAnyDue(now: Date): Promise<boolean> {
    const found = await this.leases.abandoned(now, 1, { accountId: 1 });
    return found.length > 0;
  }

  /** What has been due the longest, of all accounts. */
  longestDue(now: Date): Promise<StoredWebhook | null> {
    return this.webhooks.acrossAccounts.findOne(
      { 'lease.until': { $lte: now } },
      { sort: { 'lease.until': 1 }, projection: { lease: 1 } },
    );
  }

  waiting(): Promise<number> {
    return this.webhooks.acrossAccounts.count({ 'lease.until': { $exists: true } });
  }
}
