import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Fault } from '@seatkeeper/contracts';
import { metrics, SETTINGS } from '@seatkeeper/service';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';

/** The package's default kind is argon2id; OWASP's lower bound for it is 19 MiB and two passes. 8 ms here, off the event loop. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Who is further back than this would wait longer than a person likes to: a third of a second on a quiet machine. */
export const HASHES_WAITING = 32;

const refused = metrics.counter(
  'hashes_refused_total',
  'Passwords not looked at because too many were waiting',
);

/**
 * Hashes and checks passwords. The hash carries its own salt and cost. So many at once as leave cores for everything
 * else, a few more wait, and the rest is refused with `busy` before any work is done.
 */
@Injectable()
export class PasswordsService {
  /** Checked where there is no hash, so that the time an answer takes tells nobody who has one. */
  private readonly nobodys = hash(randomBytes(32), COST);
  private readonly places;

  constructor(@Inject(SETTINGS) { HASHES_AT_ONCE }: { HASHES_AT_ONCE: number }) {
    const half = Math.max(1, Math.floor(availableParallelism() / 2));
    this.places = pLimit(HASHES_AT_ONCE > 0 ? HASHES_AT_ONCE : half);
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), COST));
  }

  /** False for a wrong password and, after the same work, where there is no password at all. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const against = stored ?? (await this.nobodys);
    const matches = await this.inTurn(() => verify(against, password.normalize('NFKC')));
    return stored !== undefined && matches;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.places.pendingCount < HASHES_WAITING) return this.places(work);
    refused.inc();
    throw new Fault('busy', {
      detail: 'Many people are signing in at this moment. Try again in a second.',
      members: { retryAfter: 1 },
    });
  }
}
