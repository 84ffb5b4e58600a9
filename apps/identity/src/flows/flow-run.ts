import { type NewEvent } from '@seatkeeper/mongo';
import type { Flow, FlowKind, FlowOf } from '../users/stored-flows.js';
import { patched, type UserPatch } from '../users/user-changes.js';
import type { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { leaseEnd } from './flows.js';

/** Somebody else drives the flow, or it has ended: whatever this driver still knows is old. */
export class FlowLost extends Error {}

/** One write of a flow: what changes besides the flow itself, and the events that tell of it. */
export interface FlowWrite extends UserPatch {
  events?: (change: { before: StoredUser; after: StoredUser }) => NewEvent[];
}

type Make = (before: StoredUser, now: Date) => FlowWrite;

/**
 * One driver at work on one flow. Every write is refused with FlowLost unless the flow in the document is still
 * this one at this fence, so of two drivers only the later can change anything.
 */
export class FlowRun<K extends FlowKind = FlowKind> {
  private open = true;
  private readonly first: Flow;

  constructor(
    private readonly users: UsersRepository,
    private readonly now: () => Date,
    private current: StoredUser,
  ) {
    if (!current.flow) throw new FlowLost(`User ${current._id} has no flow.`);
    this.first = current.flow;
  }

  /** The user as this driver last saw or wrote it. */
  get user(): StoredUser {
    return this.current;
  }

  get flow(): FlowOf<K> {
    const { flow } = this.current;
    if (!flow) throw new FlowLost(`The flow of user ${this.current._id} has ended.`);
    return flow as unknown as FlowOf<K>;
  }

  /** False once the flow is out of the document. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Whether an earlier driver may have come further than the document shows. */
  get isResumed(): boolean {
    return this.first.fence > 1;
  }

  /** Goes on to the next step, in the same write with whatever `make` says. */
  async advance(
    step: string,
    make: Make = () => ({}),
    input: Partial<FlowOf<K>['input']> = {},
  ): Promise<void> {
    await this.write((before, now) => {
      const flow = this.guarded(before);
      const write = make(before, now);
      // A flow that gets on is in no trouble, so its next failure counts as the first.
      const going = { step, input: { ...flow.input, ...input }, leaseUntil: leaseEnd(now), attempts: 0 };
      const next = { ...flow, ...going } as Flow;
      return { ...write, set: { ...write.set, flow: next } };
    });
  }

  /** The last write: the flow leaves the document, and its id stays for a command that comes again. */
  async end(make: Make = () => ({})): Promise<void> {
    await this.write((before, now) => {
      const write = make(before, now);
      const lastFlow = { id: this.guarded(before).id, at: now };
      return { ...write, set: { ...write.set, lastFlow }, unset: [...(write.unset ?? []), 'flow'] };
    });
    this.open = false;
  }

  /** Ends a flow that was refused before it changed anything. */
  async cancel(): Promise<void> {
    await this.write((before) => {
      this.guarded(before);
      return { unset: ['flow'] };
    });
    this.open = false;
  }

  /** Removes a user who never came to be: one that is `pending`, has no events and was shown to nobody. */
  async remove(): Promise<void> {
    const { id, fence } = this.first;
    const mine = { _id: this.current._id, status: 'pending' as const, 'flow.id': id, 'flow.fence': fence };
    if (!(await this.users.remove(this.current.accountId, mine)))
      throw new FlowLost(`Flow ${id} is not at hand.`);
    this.open = false;
  }

  /** Keeps others off for another while. Without effect when the flow is no longer this driver's. */
  async renew(): Promise<void> {
    await this.lease({ 'flow.leaseUntil': leaseEnd(this.now()) });
  }

  /** Leaves the flow to whoever comes first after `delayMs`. */
  async putDown(delayMs: number): Promise<void> {
    const leaseUntil = new Date(this.now().getTime() + delayMs);
    await this.lease({ 'flow.leaseUntil': leaseUntil, 'flow.attempts': this.flow.attempts + 1 });
  }

  private async lease(fields: { [path: `flow.${string}`]: unknown }): Promise<void> {
    const { id, fence } = this.first;
    const mine = { _id: this.current._id, 'flow.id': id, 'flow.fence': fence };
    await this.users.touch(this.current.accountId, mine, { $set: fields });
  }

  private async write(make: Make): Promise<void> {
    const { accountId, _id } = this.current;
    const user = await this.users.decide(accountId, _id, (before) => {
      this.guarded(before);
      const now = this.now();
      const { events, ...patch } = make(before, now);
      const { after, update } = patched(before, patch, now);
      return { update, events: events?.({ before, after }) ?? [] };
    });
    if (!user) throw new FlowLost(`User ${_id} is gone.`);
    this.current = user;
  }

  private guarded(user: StoredUser): Flow {
    const { flow } = user;
    if (!flow || flow.id !== this.first.id || flow.fence !== this.first.fence)
      throw new FlowLost(`Flow ${this.first.id} is driven by somebody else or has ended.`);
    return flow;
  }
}
