import { Injectable } from '@nestjs/common';
import { type Change, InjectCollection, type NewEvent, type TenantCollection } from '@seatkeeper/mongo';
import { type StoredWordingTest, wordingTests } from './wording-tests.schema.js';

const DAY_MS = 24 * 60 * 60_000;

/** What becomes of the note of somebody's tests, and the events that say so: both go into one write. */
interface TestChange {
  readonly update: Change<StoredWordingTest>;
  readonly events: NewEvent[];
}

@Injectable()
export class WordingTestsRepository {
  constructor(@InjectCollection(wordingTests) private readonly tests: TenantCollection<StoredWordingTest>) {}

  /** Writes what `decide` makes of somebody's tests as they are by then; before the first there are none. */
  async decide(
    accountId: string,
    userId: string,
    now: Date,
    decide: (test: StoredWordingTest) => TestChange,
  ): Promise<void> {
    const purgeAt = new Date(now.getTime() + DAY_MS);
    await this.tests.decideFirst({ _id: userId, accountId, purgeAt }, decide);
  }
}
