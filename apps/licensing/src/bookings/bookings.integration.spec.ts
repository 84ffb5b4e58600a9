import { bookReduction, cancelReduction, listReductions } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, type TestService } from '@seatkeeper/testing';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';

const START = '2027-01-31T10:00:00Z';
const RENEWAL = '2027-02-28T10:00:00.000Z';
const clock = new TestClock(START);
let services: TestService[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo({}, clock));
});
afterAll(() => close());
beforeEach(() => clock.set(START));

/** A firm that ordered ten seats of core here, of which so many are held. */
async function firmWith(held: number) {
  const firm = await new Firm(services[0]!).open();
  const shop = new Shop(services[0]!, firm);
  await shop.buy({ items: [{ product: 'core', seats: 10 }] });
  for (const userId of userIds(held)) await firm.claim(userId);
  const of = { accountId: firm.accountId, product: 'core', by: firm.by };
  const book = (seats: number, when = 'renewal', copy = 0, reductionId = newId('red')) =>
    services[copy]!.bus.request(bookReduction, { ...of, reductionId, reduction: { seats, when } });
  const cancel = (reductionId: string) => services[0]!.bus.request(cancelReduction, { ...of, reductionId });
  const booked = async () => (await services[0]!.bus.request(listReductions, of)).items;
  return { firm, shop, book, cancel, booked };
}

describe('a booked reduction', () => {
  it('takes effect on the day of the renewal, once, and not a moment before', async () => {
    const { firm, book, booked } = await firmWith(5);
    const { id } = await book(3);
    expect(await firm.license()).toMatchObject({
      purchased: 10,
      scheduled: [{ reductionId: id, seats: 3, effectiveAt: RENEWAL }],
    });
    clock.set(new Date(Date.parse(RENEWAL) - 1).toISOString());
    expect(await booked()).toHaveLength(1);
    clock.set(RENEWAL);
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({ purchased: 7, used: 5, free: 2, scheduled: [] }),
    );
    await eventually(async () =>
      expect((await firm.ledger()).filter(({ kind }) => kind === 'reduced')).toEqual([
        expect.objectContaining({ purchased: -3, cause: expect.objectContaining({ reductionId: id }) }),
      ]),
    );
  });

  it('below what is used is accepted with a warning that names the numbers, and over-allocates on its day', async () => {
    const { firm, book } = await firmWith(8);
    expect(await book(1)).not.toHaveProperty('warning');
    const second = await book(3);
    expect(second.warning).toMatchObject({
      used: 8,
      left: 6,
      detail: expect.stringContaining('8 seats of core'),
    });
    clock.set(RENEWAL);
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({ purchased: 6, used: 8, overAllocated: 2 }),
    );
  });

  it('asked for twice with the same id is booked once; taken back, it never takes effect', async () => {
    const { firm, book, booked, cancel } = await firmWith(0);
    const id = newId('red');
    await race(4, (i) => book(2, 'renewal', i % 2, id));
    expect(await booked()).toEqual([
      { id, product: 'core', seats: 2, when: 'renewal', effectiveAt: RENEWAL },
    ]);
    await cancel(id);
    expect(await booked()).toEqual([]);
    await expect(cancel(id)).rejects.toMatchObject({ code: 'not-found' });
    const { id: other } = await book(1);
    clock.set(RENEWAL);
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 9 }));
    await expect(cancel(other)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of more seats than are left is refused, also when two book at once', async () => {
    const { book, booked } = await firmWith(0);
    const { values, refusals } = await race(6, (i) => book(3, 'renewal', i % 2));
    expect(values).toHaveLength(3);
    expect(refusals).toEqual({ 'validation-failed': 3 });
    expect(await booked()).toHaveLength(3);
  });

  it('stays while seats are bought, and a quote from before it took effect is outdated', async () => {
    const { firm, shop, book } = await firmWith(0);
    await book(4);
    await shop.buy({ items: [{ product: 'core', seats: 5 }] });
    const quoted = await shop.quote({ items: [{ product: 'core', seats: 1 }] });
    clock.set(RENEWAL);
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 11 }));
    await expect(shop.checkOut(quoted)).rejects.toMatchObject({ code: expect.stringMatching(/^order-/) });
  });

  it('before the renewal, or without a subscription, is refused with the reason', async () => {
    const { book } = await firmWith(0);
    await expect(book(1, '2027-02-27')).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'when', message: expect.stringContaining(RENEWAL) }],
    });
    const nobody = await new Firm(services[0]!).open();
    const request = { accountId: nobody.accountId, by: nobody.by, reductionId: newId('red') };
    const asked = services[0]!.bus.request(bookReduction, {
      ...request,
      product: 'core',
      reduction: { seats: 1, when: 'renewal' },
    });
    await expect(asked).rejects.toMatchObject({ code: 'not-subscribed' });
  });
});
