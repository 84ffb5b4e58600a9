import type { Stored } from '../schema/collection.js';
import { type ComputedChange, oneMore } from '../changes/computed.js';
import type { Decide } from '../changes/decisions.js';
import type { Filter, GlobalFilter } from '../queries/filter.js';
import type { ReadOptions } from '../queries/reading.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import type { Change, UpdateQuery } from '../changes/update.js';
import { keepAlive, LeaseLost, leases } from './keep-alive.js';
import { heldFor, type Lease, later, type StoredLease } from './lease.js';

/**
 * Documents that are worked on by one process at a time, and taken over when it dies or hangs. The document that
 * `take` answers stands for the lease: hand it to everything that is done under it. Taking counts the version up, so a
 * write on the version that an earlier holder has in hand is refused as well as one that asks for its fence.
 */
export class Leases<T extends Stored> {
  constructor(
    private readonly collection: TenantCollection<T>,
    private readonly lease: Lease,
  ) {}

  /** The lease of a document; undefined when there is nothing left to do. */
  of(doc: T): StoredLease | undefined {
    const steps = this.lease.path.split('.');
    return steps.reduce<unknown>(
      (value, step) => (value as Record<string, unknown> | undefined)?.[step],
      doc,
    ) as StoredLease | undefined;
  }

  /** Null when somebody has it, took it first, or when the work is done. `also` is changed in the same write. */
  async take(doc: T, now: Date, also: (doc: T) => Change<T> = () => ({})): Promise<T | null> {
    const seen = this.of(doc);
    if (!seen || heldFor(seen, now) > 0) return null;
    let outcome: 'taken' | 'taken-over' | null = null;
    const after = await this.collection.decideFrom(doc, (current) => {
      const lease = this.of(current);
      const isFree = lease?.fence === seen.fence && heldFor(lease, now) === 0;
      outcome = isFree ? (lease.held ? 'taken-over' : 'taken') : null;
      if (!isFree) return null;
      const mine = this.holding(now, current.version + 1, lease.attempts + 1);
      const change = also(current);
      return { update: { ...change, set: { ...change.set, [this.lease.path]: mine } } };
    });
    if (!outcome || !after) return null;
    leases.inc({ name: this.lease.name, outcome });
    return after;
  }

  /**
   * Takes what is known by its id alone, in one write and without a read; null as for `take`, and when there is no such
   * document. `also` is changed in the same write.
   */
  async takeById(accountId: string, id: string, now: Date, also: ComputedChange<T> = {}): Promise<T | null> {
    const { path, ms, name } = this.lease;
    const at = (field: keyof StoredLease) => `${path}.${field}`;
    const free = [{ [at('held')]: false }, { [at('until')]: { $lte: now } }];
    const filter = { _id: id, [at('until')]: { $exists: true }, $or: free } as unknown as Filter<T>;
    const set = {
      ...also.set,
      [at('until')]: later(now, ms),
      [at('held')]: true,
      [at('fence')]: oneMore('version'),
      [at('attempts')]: oneMore(at('attempts')),
    } as ComputedChange<T>['set'];
    const taken = await this.collection.changeFirst(accountId, filter, { ...also, set });
    if (taken) leases.inc({ name, outcome: (this.of(taken)?.attempts ?? 0) > 1 ? 'taken-over' : 'taken' });
    return taken;
  }

  /**
   * Does the work of a document that was taken, and keeps its lease meanwhile; `alive` tells of progress. Rejects with
   * LeaseLost when the work hangs. That the lease has gone to somebody else, the work learns from its writes.
   */
  whileHeld<R>(held: T, now: () => Date, work: (alive: () => void) => Promise<R>): Promise<R> {
    return keepAlive(this.lease, () => this.renew(held, now()), work);
  }

  /** False when the lease is no longer this holder's. */
  renew(held: T, now: Date): Promise<boolean> {
    return this.set(held, { until: later(now, this.lease.ms) }, { held: true });
  }

  /** A write of the holder, with its events; reads only when somebody changed the document meanwhile. Rejects with LeaseLost. */
  async write(held: T, decide: Decide<T>): Promise<T> {
    const after = await this.collection.decideFrom(held, (current) => {
      this.refuseLost(held, current);
      return decide(current);
    });
    if (!after) throw this.lost('the document is gone');
    return after;
  }

  /** A write of the holder without events and without a new version. False when the lease is no longer its own. */
  async touch(held: T, update: UpdateQuery<T>): Promise<boolean> {
    const done = await this.collection.touch(held.accountId, this.mine(held), update);
    if (!done) leases.inc({ name: this.lease.name, outcome: 'lost' });
    return done;
  }

  /** Leaves the work to whoever comes first after `delayMs`, because it does not get on now. */
  async putDown(held: T, now: Date, delayMs: number): Promise<void> {
    if (await this.set(held, { until: later(now, delayMs), held: true }))
      leases.inc({ name: this.lease.name, outcome: 'put-down' });
  }

  /** Leaves what got on and is not done to anybody, now; a sweeper looks for it after `lookInMs`. */
  async release(held: T, now: Date, lookInMs = 0): Promise<void> {
    await this.set(held, { until: later(now, lookInMs), held: false, attempts: 0 });
  }

  /** What nobody works on, in all accounts, the longest abandoned first. */
  abandoned(now: Date, limit: number, projection?: ReadOptions['projection']): Promise<T[]> {
    const until = `${this.lease.path}.until`;
    const filter = { [until]: { $lte: now } } as GlobalFilter<T>;
    const options = { limit, sort: { [until]: 1 as const }, ...(projection && { projection }) };
    return this.collection.acrossAccounts.findDue(filter, options);
  }

  /**
   * For sweepers that hand what they find to a queue: frees it, and lets no sweeper find it again before `untilThen`.
   * True for one of several.
   */
  handOver(abandoned: T, untilThen: Date): Promise<boolean> {
    const { until } = this.of(abandoned) ?? {};
    return this.set(abandoned, { until: untilThen, held: false }, { until });
  }

  /**
   * The same, many at once, for a queue that knows what it has: two sweepers may ask it for the same. What somebody took in
   * the meantime is left alone.
   */
  putOff(abandoned: T, untilThen: Date): Promise<void> {
    const at = (field: keyof StoredLease) => `${this.lease.path}.${field}`;
    const filter = { ...this.mine(abandoned), [at('until')]: this.of(abandoned)?.until } as Filter<T>;
    const $set = { [at('until')]: untilThen, [at('held')]: false } as UpdateQuery<T>['$set'];
    return this.collection.note(abandoned.accountId, filter, { $set });
  }

  /** Which document is meant, as long as the lease is the holder's. */
  mine(held: T): Filter<T> {
    return { _id: held._id, [`${this.lease.path}.fence`]: this.of(held)?.fence ?? null } as Filter<T>;
  }

  /** Throws LeaseLost unless the document, as it is now, is still the holder's. */
  refuseLost(held: T, current: T): void {
    if (this.of(current)?.fence !== this.of(held)?.fence || !this.of(held))
      throw this.lost('it was taken over, or the work has ended');
  }

  /** The lease as its holder gets on: what comes next counts as the first attempt. */
  gettingOn(held: T, now: Date): StoredLease {
    return this.holding(now, this.of(held)?.fence ?? 0, 1);
  }

  private holding(now: Date, fence: number, attempts: number): StoredLease {
    return { until: later(now, this.lease.ms), held: true, fence, attempts };
  }

  private set(doc: T, to: Partial<StoredLease>, given: Partial<StoredLease> = {}): Promise<boolean> {
    const at = (values: object) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [`${this.lease.path}.${key}`, value]));
    const filter = { ...this.mine(doc), ...at(given) } as Filter<T>;
    return this.collection.touch(doc.accountId, filter, { $set: at(to) as UpdateQuery<T>['$set'] });
  }

  private lost(reason: string): LeaseLost {
    leases.inc({ name: this.lease.name, outcome: 'lost' });
    return new LeaseLost(this.lease.name, reason);
  }
}
