import type { Clock } from '@seatkeeper/service';
import { fenceOf } from '../users/fences.js';
import type { Flow, FlowKind, FlowOf } from '../users/stored-flows.js';
import type { UserWrite } from '../users/user-changes.js';
import type { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

type Make = (before: StoredUser, now: Date) => UserWrite;

/**
 * One driver at work on one flow. Every write is refused with LeaseLost unless the lease of the flow is still the one
 * this driver took, so of two drivers only the later can change anything.
 */
export class FlowRun<K extends FlowKind = FlowKind> {
  /** Whether an earlier driver may have come further than the document shows. */
  readonly isResumed: boolean;
  private open = true;
  private commands = 0;

  /** `alive` is told whenever the flow gets on. */
  constructor(
    private readonly users: UsersRepository,
    private readonly clock: Clock,
    private current: StoredUser,
    private readonly alive: () => void,
  ) {
    this.isResumed = this.flow.lease.attempts > 1;
  }

  /** The user as this driver last saw or wrote it. */
  get user(): StoredUser {
    return this.current;
  }

  get flow(): FlowOf<K> {
    const { flow } = this.current;
    if (!flow) throw new Error(`The flow of user ${this.current._id} has ended.`);
    return flow as unknown as FlowOf<K>;
  }

  /** False once the flow is out of the document. */
  get isOpen(): boolean {
    return this.open;
  }

  /** For a command that is given to another service, which carries out none with an older fence afterwards. */
  nextFence(): number {
    this.commands += 1;
    return fenceOf(this.current, this.flow.lease.fence, this.commands);
  }

  /** Goes on to the next step, in the same write with whatever `make` says. */
  async advance(
    step: string,
    make: Make = () => ({}),
    input: (before: StoredUser, now: Date) => Partial<FlowOf<K>['input']> = () => ({}),
  ): Promise<void> {
    await this.write((before, now) => {
      const write = make(before, now);
      // A flow that gets on is in no trouble, so its next failure counts as the first.
      const going = { step, lease: this.users.flows.gettingOn(before, now) };
      const next = {
        ...before.flow,
        ...going,
        input: { ...before.flow?.input, ...input(before, now) },
      } as Flow;
      return { ...write, set: { ...write.set, flow: next } };
    });
  }

  /** The last write: the flow leaves the document, which remembers its command. */
  async end(make: Make = () => ({})): Promise<void> {
    const { id: command } = this.flow;
    await this.write((before, now) => {
      const write = make(before, now);
      return { ...write, unset: [...(write.unset ?? []), 'flow'], command };
    });
    this.open = false;
  }

  /** Ends a flow that was refused before it changed anything. */
  async cancel(): Promise<void> {
    await this.write(() => ({ unset: ['flow'] }));
    this.open = false;
  }

  /** Removes a user who never came to be: one that is `pending`, has no events and was shown to nobody. */
  async remove(): Promise<void> {
    await this.users.removePending(this.current);
    this.open = false;
  }

  /** Leaves the flow to whoever comes first after `delayMs`. */
  async putDown(delayMs: number): Promise<void> {
    await this.users.flows.putDown(this.current, this.clock.now(), delayMs);
  }

  private async write(make: Make): Promise<void> {
    this.current = await this.users.changeInFlow(this.current, make);
    this.alive();
  }
}
