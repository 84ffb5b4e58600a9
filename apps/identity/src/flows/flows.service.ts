import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { DuplicateKey, heldFrom, isDone, LeaseLost } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { setTimeout as delay } from 'node:timers/promises';
import { type Flow, type FlowKind, flowLease, type NewFlow } from '../users/stored-flows.js';
import type { UserWrite } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { FlowRunnerService } from './flow-runner.service.js';

/** How long a caller is kept waiting for somebody else who drives the same flow; below the contracts' timeouts. */
const PATIENCE_MS = 8_000;
/**
 * How long a command gives way to what the product itself does with a user, such as an attempt to leave the wait list,
 * and to one of its own kind, which may be the same wish of somebody else.
 */
const GIVES_WAY_MS = 3_000;
const LOOK_AGAIN_MS = 50;
const MOST_ATTEMPTS = 5;

export interface FlowCommand {
  accountId: string;
  userId: string;
  /** Of the command, and of its flow: a repetition finds the flow, or that the command is done. */
  id: string;
  kind: FlowKind;
  /**
   * Decides on the user as it is, who has no flow: the flow (of this id) to begin, perhaps with changes in the same write;
   * `flow: null` for changes alone; null for nothing to do; or throws the refusal.
   */
  begin: (user: StoredUser, now: Date) => (UserWrite & { flow: NewFlow | null }) | null;
}

type NewUserWithFlow = Omit<StoredUser, 'version' | 'flow'> & { flow: NewFlow };
type Outcome = 'begun' | 'done' | 'joined' | 'busy';

/** Runs commands that take more than one write, at most one per user at a time. */
@Injectable()
export class FlowsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly runner: FlowRunnerService,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs a command to its end and answers the user afterwards. A command that is repeated joins the flow it
   * began before, or is answered with the user as it is now. Rejects with the refusal, with `user-busy` while another flow runs, or with
   * `service-unavailable`, and then the flow goes on by itself.
   */
  async run(command: FlowCommand): Promise<StoredUser> {
    const from = Date.now();
    for (;;) {
      const { outcome, user } = await this.begin(command);
      if (outcome === 'done') return user;
      if (outcome === 'begun') {
        const ended = await this.driveMine(user);
        if (ended) return ended;
        continue;
      }
      const waited = Date.now() - from;
      const givesWay = user.flow?.by.type === 'system' || user.flow?.kind === command.kind;
      if (outcome === 'busy' && !(givesWay && waited < GIVES_WAY_MS)) throw busy();
      if (waited > PATIENCE_MS) throw new Fault('service-unavailable', 'The same command is still running.');
      await this.wait(user, outcome === 'joined');
    }
  }

  /**
   * Stores a new user together with its flow and drives that to its end; asked again, joins or answers with what
   * became of it. Rejects with DuplicateKey when another user has the username, and as `run` does.
   */
  async create(user: NewUserWithFlow): Promise<StoredUser> {
    for (;;) {
      const stored = await this.insertOnce(user);
      if (!stored.isMine && stored.user.flow?.id !== user.flow.id) return stored.user;
      const ended = stored.isMine ? await this.driveMine(stored.user) : null;
      const last = ended ?? (await this.join(stored.user));
      // Gone: another driver was refused. Why, the next attempt finds out for itself.
      if (last) return last;
    }
  }

  /** Waits for the flow `user` was seen with, driving it if nobody does. Null when the user is gone by then. */
  async join(user: StoredUser): Promise<StoredUser | null> {
    const { accountId, _id, flow } = user;
    const from = Date.now();
    for (let seen: StoredUser | null = user; ; seen = await this.users.find(accountId, _id)) {
      if (!seen?.flow || seen.flow.id !== flow?.id) return seen;
      if (Date.now() - from > PATIENCE_MS)
        throw new Fault('service-unavailable', 'The flow is still running.');
      await this.wait(seen, true);
    }
  }

  /** Waits until a user has no flow, and answers the user; null when gone. Rejects with `service-unavailable` if it takes long. */
  async settled(accountId: string, userId: string): Promise<StoredUser | null> {
    const from = Date.now();
    for (;;) {
      const user = await this.users.find(accountId, userId);
      if (!user?.flow) return user;
      if (Date.now() - from > GIVES_WAY_MS)
        throw new Fault('service-unavailable', 'Another change of this user is still running.');
      await this.wait(user, false);
    }
  }

  private async begin({
    accountId,
    userId,
    id,
    begin,
  }: FlowCommand): Promise<{ outcome: Outcome; user: StoredUser }> {
    let outcome: Outcome = 'done';
    const user = await this.users.change(accountId, userId, (before, now) => {
      if (before.flow) {
        outcome = before.flow.id === id ? 'joined' : 'busy';
        return null;
      }
      outcome = 'done';
      if (isDone(before, id)) return null;
      const begun = begin(before, now);
      if (!begun) return null;
      if (!begun.flow) return { ...begun, command: id };
      outcome = 'begun';
      const flow = leased(begun.flow, now, before.version + 1);
      return { ...begun, set: { ...begun.set, flow } };
    });
    if (!user) throw Fault.notFound('user');
    return { outcome, user };
  }

  private async insertOnce(user: NewUserWithFlow): Promise<{ user: StoredUser; isMine: boolean }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const flow = leased(user.flow, this.clock.now(), 1);
        return { user: await this.users.create({ ...user, flow }), isMine: true };
      } catch (error) {
        if (!(error instanceof DuplicateKey)) throw error;
        const earlier = await this.users.find(user.accountId, user._id);
        if (earlier?.username === user.username) return { user: earlier, isMine: false };
        // Who had the id may have been removed just now; an id that stays taken is somebody else's.
        if (earlier || error.index !== '_id_' || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  /** Null when another driver took the flow, so that what became of it has to be looked up. */
  private async driveMine(user: StoredUser): Promise<StoredUser | null> {
    try {
      return await this.runner.drive(user);
    } catch (error) {
      if (error instanceof LeaseLost) return null;
      throw error;
    }
  }

  /** Goes on with a flow nobody drives, or gives whoever does some time. How it ends matters if it is the caller's own. */
  private async wait(user: StoredUser, own: boolean): Promise<void> {
    const mine = await this.users.flows.take(user, this.clock.now());
    if (!mine) return delay(LOOK_AGAIN_MS);
    await this.driveMine(mine).catch((error: unknown) => {
      if (own) throw error;
    });
  }
}

/** The flow in the hands of whoever stores it in the write that makes this version of the user. */
const leased = (flow: NewFlow, now: Date, version: number): Flow => ({
  ...flow,
  lease: heldFrom(now, flowLease, version),
});

const busy = () =>
  new Fault('user-busy', 'Another change of this user is still running; try again in a moment.');
