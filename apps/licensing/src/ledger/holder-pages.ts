import { CHEAP_TOTAL, Fault, type Page, type PageRequest, type Seat } from '@seatkeeper/contracts';

/** A list of held seats in the order of their holders' ids, from where they are kept: the seats or the ledger. */
export interface Holders {
  /** Up to `limit` seats whose holders come after `after`. */
  find(after: string, limit: number): Promise<Seat[]>;
  /** How many there are in all, counted up to `most`. */
  count(most: number): Promise<number>;
}

/** One page of held seats. As nobody holds two seats of a product, the user id alone says where a page ended. */
export async function pageOfHolders(holders: Holders, page: PageRequest): Promise<Page<Seat>> {
  const most = page.count === 'exact' ? Number.MAX_SAFE_INTEGER : CHEAP_TOTAL + 1;
  const [found, total] = await Promise.all([
    // One more than asked for tells whether there is a next page.
    holders.find(holderBefore(page.cursor), page.limit + 1),
    holders.count(most),
  ]);
  const items = found.slice(0, page.limit);
  const last = found.length > page.limit ? items.at(-1) : undefined;
  const list = { items, nextCursor: last ? cursorAfter(last.userId) : null };
  return total < most ? { ...list, total } : list;
}

const CURSOR = /^holder:(usr_[0-9a-z]{8,40})$/;

const cursorAfter = (userId: string): string => Buffer.from(`holder:${userId}`).toString('base64url');

function holderBefore(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const userId = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (userId !== undefined) return userId;
  throw new Fault('validation-failed', {
    errors: [
      { path: 'cursor', message: 'The cursor does not belong to this list: start with the first page' },
    ],
  });
}
