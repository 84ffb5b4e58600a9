import { Injectable } from '@nestjs/common';
import type { Fault } from '@seatkeeper/contracts';
import { Clock, derivedId } from '@seatkeeper/service';
import {
  CODE_WINDOW_MS,
  PER_ADDRESS,
  PER_FACTOR,
  PER_USERNAME,
  refuseAttempt,
  refuseCode,
} from './attempts.js';
import type { StoredUser } from '../users/users.schema.js';
import { AttemptsRepository } from './attempts.repository.js';

/** Whose password is tried, and from where: an address to sign in from, or a session of the user's own. */
export interface Attempt {
  accountId: string;
  username: string;
  from: { address: string } | { sessionId: string };
  /** What is tried again under the same cause is the same attempt. */
  cause?: string | undefined;
}

/** Slows down guessing. Ask before the password is checked and after: many guesses may be under way at once. */
@Injectable()
export class ThrottleService {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly clock: Clock,
  ) {}

  async refusal(attempt: Attempt): Promise<Fault | null> {
    const [here, everywhere] = countersOf(attempt);
    const [fromHere, fromEverywhere] = await Promise.all([
      this.attempts.find(attempt.accountId, here.id),
      everywhere ? this.attempts.find(attempt.accountId, everywhere.id) : null,
    ]);
    return refuseAttempt(fromHere, fromEverywhere, this.clock.now());
  }

  /** Counts a failure. Answers a refusal when it came too late to be told apart from a success. */
  async failed(attempt: Attempt): Promise<Fault | null> {
    const { accountId, cause } = attempt;
    const now = this.clock.now();
    const counted = await Promise.all(
      countersOf(attempt).map((counter) => this.attempts.count(accountId, { ...counter, cause }, now)),
    );
    return counted.every(Boolean) ? null : this.refusal(attempt);
  }

  async succeeded(attempt: Attempt): Promise<void> {
    const [here] = countersOf(attempt);
    await this.attempts.forgive(attempt.accountId, here.id, this.clock.now());
  }

  /**
   * Counts a code as wrong before it is looked at: however many come at once, no more than the limit are. Only who knows the
   * password comes here, so that no stranger keeps the owner out.
   */
  async admitCode(user: CodeOwner, cause: string): Promise<Fault | null> {
    const [id, now] = [codeCounterOf(user), this.clock.now()];
    const counter = { id, limit: PER_FACTOR, windowMs: CODE_WINDOW_MS, cause };
    if (await this.attempts.count(user.accountId, counter, now)) return null;
    return refuseCode(await this.attempts.find(user.accountId, id), now);
  }

  async codeSucceeded(user: CodeOwner): Promise<void> {
    await this.attempts.clear(user.accountId, codeCounterOf(user), this.clock.now());
  }
}

type CodeOwner = Pick<StoredUser, '_id' | 'accountId'>;

const codeCounterOf = ({ accountId, _id }: CodeOwner): string =>
  derivedId('att', accountId, _id, 'second-factor');

interface Counter {
  id: string;
  limit: number;
}

/**
 * What an attempt is counted by. A session answers for itself alone: strangers who guess at the sign-in cannot keep
 * the owner from choosing a new password, nor can whoever has another session.
 */
function countersOf({ accountId, username, from }: Attempt): [Counter, ...Counter[]] {
  const here = 'address' in from ? from.address : from.sessionId;
  const counter = { id: derivedId('att', accountId, username, here), limit: PER_ADDRESS };
  if ('sessionId' in from) return [counter];
  return [counter, { id: derivedId('att', accountId, username), limit: PER_USERNAME }];
}
