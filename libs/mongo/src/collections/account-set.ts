import { refuseAccount } from '../queries/filter.js';

/** Of more the database would sort a list in memory: it merges so many parts of an index in their order, and no more. */
export const MOST_TOGETHER = 200;

/**
 * Accounts that one question is about together: a fixed list, which whoever asks has made by looking at what they are to each other at that
 * moment. Besides one account, and all for sweepers and operators, there is nothing else that a question can be about.
 */
export class AccountSet {
  private constructor(
    /** Whose list it is: cursors of one account are none of another. */
    readonly home: string,
    /** All of them, `home` first. */
    readonly ids: readonly string[],
  ) {}

  /** Throws for more than 200 accounts. */
  static of(home: string, others: readonly string[]): AccountSet {
    const ids = [...new Set([home, ...others])];
    for (const id of ids) refuseAccount(id);
    if (ids.length > MOST_TOGETHER)
      throw new RangeError(
        `A question is about at most ${MOST_TOGETHER} accounts together, not ${ids.length}.`,
      );
    return new AccountSet(home, ids);
  }
}
