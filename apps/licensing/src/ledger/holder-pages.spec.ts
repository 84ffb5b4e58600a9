import { CHEAP_TOTAL, type Seat } from '@seatkeeper/contracts';
import { pageOfHolders, type Holders } from './holder-pages.js';

const seat = (n: number): Seat => ({
  id: `inv_1:${n}`,
  product: 'core',
  userId: `usr_${String(n).padStart(8, '0')}`,
  since: '2026-11-22T06:00:00.000Z',
});

const holders = (seats: number): Holders => ({
  find: async (after, limit) =>
    Array.from({ length: seats }, (_, i) => seat(i))
      .filter(({ userId }) => userId > after)
      .slice(0, limit),
  count: async (most) => Math.min(seats, most),
});

describe('pages of holders', () => {
  it('lead from one to the next and show each holder once', async () => {
    const shown: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOfHolders(holders(7), { limit: 3, cursor });
      expect(page.total).toBe(7);
      shown.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(shown).toEqual(Array.from({ length: 7 }, (_, n) => `inv_1:${n}`));
  });

  it.each([
    ['none', 0],
    ['less than a page', 2],
    ['exactly a page', 3],
  ])('end where the list ends: %s', async (_case, seats) => {
    const page = await pageOfHolders(holders(seats), { limit: 3 });
    expect(page).toMatchObject({ nextCursor: null, total: seats });
    expect(page.items).toHaveLength(seats);
  });

  it('name the total up to ten thousand, and above if it is asked for', async () => {
    const total = async (seats: number, count?: 'exact') =>
      (await pageOfHolders(holders(seats), { limit: 1, count })).total;
    expect(await total(CHEAP_TOTAL)).toBe(CHEAP_TOTAL);
    expect(await total(CHEAP_TOTAL + 1)).toBeUndefined();
    expect(await total(CHEAP_TOTAL + 1, 'exact')).toBe(CHEAP_TOTAL + 1);
  });

  it.each(['', 'nonsense', Buffer.from('holder:$gt').toString('base64url'), '{"$gt":""}'])(
    'refuse the foreign cursor %p',
    async (cursor) => {
      await expect(pageOfHolders(holders(1), { limit: 1, cursor })).rejects.toMatchObject({
        code: 'validation-failed',
      });
    },
  );
});
