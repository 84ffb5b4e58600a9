import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { DuplicateKey, heldFrom, InjectCollection, Leases, type TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { keyLease, type StoredAnswer, storedAnswers } from './stored-answers.schema.js';

export interface KeyUse {
  accountId: string;
  id: string;
  digest: string;
  /** The same contents under secrets that are no longer in use, but were when the key was first sent. */
  earlierDigests?: readonly string[];
}

type Answer = NonNullable<StoredAnswer['answer']>;

@Injectable()
export class StoredAnswersRepository {
  private readonly leases: Leases<StoredAnswer>;

  constructor(
    @InjectCollection(storedAnswers) private readonly answers: TenantCollection<StoredAnswer>,
    private readonly clock: Clock,
  ) {
    this.leases = new Leases(answers, keyLease);
  }

  /**
   * Takes the key for one attempt, or gives the answer it has already. Rejects with
   * `idempotency-key-reused` for another request and `idempotency-in-progress` while the first one runs.
   */
  async begin({
    accountId,
    id,
    digest,
    earlierDigests = [],
  }: KeyUse): Promise<{ attempt: StoredAnswer } | { answer: Answer }> {
    const now = this.clock.now();
    const lease = heldFrom(now, keyLease);
    try {
      return { attempt: await this.answers.insert({ _id: id, accountId, digest, lease, createdAt: now }) };
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    const known = await this.answers.findById(accountId, id);
    if (known && ![digest, ...earlierDigests].includes(known.digest))
      throw new Fault('idempotency-key-reused', 'This Idempotency-Key was sent with another request before.');
    if (known?.answer) return { answer: known.answer };
    const attempt = known && (await this.leases.take(known, now));
    if (attempt) return { attempt };
    throw new Fault('idempotency-in-progress', 'Wait for the answer of the first request with this key.');
  }

  /** Keeps the key from others for as long as the work takes. */
  whileHeld<R>(attempt: StoredAnswer, work: () => Promise<R>): Promise<R> {
    return this.leases.whileHeld(attempt, () => this.clock.now(), work);
  }

  /** Without effect when somebody else has taken the key over. */
  async settle(attempt: StoredAnswer, answer: Answer): Promise<void> {
    await this.leases.touch(attempt, { $set: { answer }, $unset: { lease: 1 } });
  }

  async release(attempt: StoredAnswer): Promise<void> {
    await this.answers.remove(attempt.accountId, this.leases.mine(attempt));
  }
}
