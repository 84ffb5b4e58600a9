import { Injectable } from '@nestjs/common';
import type { Fault } from '@seatkeeper/contracts';
import { Clock, derivedId } from '@seatkeeper/service';
import { PER_ADDRESS, PER_USERNAME, refuseAttempt } from './attempts.js';
import { AttemptsRepository } from './attempts.repository.js';

/** Whose password is tried, and from where. */
export interface Attempt {
  accountId: string;
  username: string;
  address: string;
}

/** Slows down guessing. Ask before the password is checked and after: many guesses may be under way at once. */
@Injectable()
export class ThrottleService {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly clock: Clock,
  ) {}

  async refusal(attempt: Attempt): Promise<Fault | null> {
    const [fromAddress, fromEverywhere] = await Promise.all([
      this.attempts.find(attempt.accountId, addressKey(attempt)),
      this.attempts.find(attempt.accountId, usernameKey(attempt)),
    ]);
    return refuseAttempt(fromAddress, fromEverywhere, this.clock.now());
  }

  /** Counts a failure. Answers a refusal when it came too late to be told apart from a success. */
  async failed(attempt: Attempt): Promise<Fault | null> {
    const { accountId } = attempt;
    const now = this.clock.now();
    const counted = await Promise.all([
      this.attempts.count(accountId, addressKey(attempt), PER_ADDRESS, now),
      this.attempts.count(accountId, usernameKey(attempt), PER_USERNAME, now),
    ]);
    return counted.every(Boolean) ? null : this.refusal(attempt);
  }

  async succeeded(attempt: Attempt): Promise<void> {
    await this.attempts.forgive(attempt.accountId, addressKey(attempt), this.clock.now());
  }
}

const usernameKey = ({ accountId, username }: Attempt) => derivedId('att', accountId, username);
const addressKey = ({ accountId, username, address }: Attempt) =>
  derivedId('att', accountId, username, address);
