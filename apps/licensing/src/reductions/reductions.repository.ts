import { Injectable } from '@nestjs/common';
import { InjectCollection, Leases, type TenantCollection } from '@seatkeeper/mongo';
import { reductionLease } from './reduction-lease.js';
import { comeIntoForce, receive, settle, type NewReduction } from './reductions.js';
import { reductions, type StoredReduction } from './reductions.schema.js';

/** More than an account ever has at a time: bookings are few, and what is settled does not count. */
const MOST = 1_000;
/** Seats that are held go when they are freed; a sweeper looks whether one was missed. */
const LOOK_AGAIN_MS = 60_000;

@Injectable()
export class ReductionsRepository {
  private readonly leases: Leases<StoredReduction>;

  constructor(@InjectCollection(reductions) private readonly reductions: TenantCollection<StoredReduction>) {
    this.leases = new Leases(reductions, reductionLease);
  }

  /** The reduction as it was told first, which may be now. */
  async receive(reduction: NewReduction, now: Date): Promise<StoredReduction> {
    const told = receive(reduction, now);
    if ((await this.reductions.insertMissing([told])) === 1) return { ...told, version: 1 };
    const known = await this.reductions.findById(told.accountId, told._id);
    if (!known) throw new Error(`The reduction ${told._id} was stored and is gone.`);
    return known;
  }

  /** Those that wait for a purchase. */
  waitingFor(accountId: string, purchaseId: string): Promise<StoredReduction[]> {
    return this.reductions.find(accountId, { state: 'waiting', purchaseId }, { limit: MOST });
  }

  /** Those of which some seats are still there, the oldest first. */
  inForce(accountId: string): Promise<StoredReduction[]> {
    const options = { sort: { receivedAt: 1 }, limit: MOST, joined: true } as const;
    return this.reductions.find(accountId, { state: 'in-force' }, options);
  }

  /** Brings it into force, or goes on with it, held by the caller; null when somebody else has it or all is done. */
  async take(reduction: StoredReduction, now: Date): Promise<StoredReduction | null> {
    if (reduction.state !== 'waiting') return this.leases.take(reduction, now);
    let began = false;
    const after = await this.reductions.decideFrom(reduction, (current) => {
      const change = comeIntoForce(current, now);
      began = change !== null;
      return change;
    });
    return began ? after : null;
  }

  whileHeld<R>(held: StoredReduction, now: () => Date, work: (alive: () => void) => Promise<R>): Promise<R> {
    return this.leases.whileHeld(held, now, work);
  }

  /** Lets go of it: the seats that are to go yet are held. */
  release(held: StoredReduction, now: Date): Promise<void> {
    return this.leases.release(held, now, LOOK_AGAIN_MS);
  }

  /** Says that all of its seats are gone, whoever took the last one. */
  async settle({ accountId, _id }: StoredReduction): Promise<void> {
    await this.reductions.decide(accountId, _id, settle);
  }

  /** Of all accounts, those that nobody is at, oldest first. */
  abandoned(now: Date, limit: number): Promise<StoredReduction[]> {
    return this.leases.abandoned(now, limit);
  }
}
