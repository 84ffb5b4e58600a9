import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { LEASE_MS } from './idempotency.js';
import { type StoredAnswer, storedAnswers } from './stored-answers.schema.js';

export interface KeyUse {
  accountId: string;
  id: string;
  digest: string;
}

@Injectable()
export class StoredAnswersRepository {
  constructor(
    @InjectCollection(storedAnswers) private readonly answers: TenantCollection<StoredAnswer>,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the key for one attempt, or gives the answer it has already. Rejects with
   * `idempotency-key-reused` for another request and `idempotency-in-progress` while the first one runs.
   */
  async begin({
    accountId,
    id,
    digest,
  }: KeyUse): Promise<{ attempt: string } | { answer: NonNullable<StoredAnswer['answer']> }> {
    const now = this.clock.now();
    const attempt = newId('att');
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    try {
      await this.answers.insert({ _id: id, accountId, digest, attempt, leaseUntil, createdAt: now });
      return { attempt };
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    const known = await this.answers.findById(accountId, id);
    if (known && known.digest !== digest)
      throw new Fault('idempotency-key-reused', 'This Idempotency-Key was sent with another request before.');
    if (known?.answer) return { answer: known.answer };
    const takenOver = await this.answers.touch(
      accountId,
      { _id: id, answer: { $exists: false }, leaseUntil: { $lt: now } },
      { $set: { attempt, leaseUntil } },
    );
    if (takenOver) return { attempt };
    throw new Fault('idempotency-in-progress', 'Wait for the answer of the first request with this key.');
  }

  async settle({ accountId, id }: KeyUse, attempt: string, answer: StoredAnswer['answer']): Promise<void> {
    await this.answers.touch(accountId, { _id: id, attempt }, { $set: { answer } });
  }

  async release({ accountId, id }: KeyUse, attempt: string): Promise<void> {
    await this.answers.remove(accountId, { _id: id, attempt, answer: { $exists: false } });
  }
}
