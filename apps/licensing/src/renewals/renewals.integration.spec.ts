import { bookReduction, chooseRenewal, getRenewalMail } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';

const START = '2027-01-31T10:00:00Z';
const stage = useTwoOnAClock(START);
const { clock } = stage;

/** A firm that ordered ten seats of core on 31 January, of which so many are held. */
async function firmWith(held: number) {
  const firm = await new Firm(stage.services[0]!).open();
  const shop = new Shop(stage.services[0]!, firm);
  await shop.buy({ items: [{ product: 'core', seats: 10, modules: ['advisor-portal'] }] });
  const users = userIds(held);
  for (const userId of users) await firm.claim(userId);
  const of = { accountId: firm.accountId, product: 'core', by: firm.by };
  const reduce = (seats: number, when = 'renewal') =>
    stage.services[0]!.bus.request(bookReduction, {
      ...of,
      reductionId: newId('red'),
      reduction: { seats, when },
    });
  const renew = (renews: boolean, copy = 0, commandId = newId('cmd')) =>
    stage.services[copy]!.bus.request(chooseRenewal, { ...of, commandId, renewal: { renews } });
  const renewals = async () => (await shop.list()).filter(({ kind }) => kind === 'renewal');
  return { firm, shop, users, reduce, renew, renewals };
}

describe('a term that is over', () => {
  it('is followed by the next, after what was booked for the day: one order, one invoice, the seats that stay', async () => {
    const { firm, shop, reduce, renewals } = await firmWith(5);
    await reduce(3);
    expect(await firm.license()).toMatchObject({ renews: true, renewsAt: '2027-02-28T10:00:00.000Z' });
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({
        purchased: 7,
        used: 5,
        renewsAt: '2027-03-31T10:00:00.000Z',
      }),
    );
    await eventually(async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]));
    const [renewal] = await renewals();
    expect(renewal).toMatchObject({
      netMinor: 7 * 2_900 + 9_900,
      lines: [{ charge: 'term', quantity: 7, from: '2027-02-28T10:00:00.000Z' }, { kind: 'module' }],
    });
    expect((await shop.invoices()).map(({ orderId }) => orderId)).toEqual([
      renewal!.id,
      (await shop.list()).find(({ kind }) => kind === 'order')!.id,
    ]);
  });

  it('has what was taken beyond what is bought: it is billed once, and owed no longer', async () => {
    const { firm, shop, renewals } = await firmWith(10);
    await shop.decide({ overage: 'quarter' });
    for (const user of userIds(2)) await firm.claim(user);
    expect(await firm.license()).toMatchObject({ purchased: 12, used: 12, overage: 2, overageLeft: 1 });
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]));
    await eventually(async () => expect(await firm.license()).not.toHaveProperty('overage'));
    expect(await firm.license()).toMatchObject({ purchased: 12, used: 12, free: 0, overageLeft: 3 });
    const [renewal] = await renewals();
    expect(renewal).toMatchObject({
      netMinor: 12 * 2_900 + 9_900,
      lines: [{ quantity: 12 }, { kind: 'module' }],
    });
    expect(await shop.invoices()).toHaveLength(2);
    clock.set('2027-03-31T10:00:00Z');
    await eventually(async () => expect(await renewals()).toHaveLength(2));
    expect((await renewals()).map(({ netMinor }) => netMinor)).toEqual([
      12 * 2_900 + 9_900,
      12 * 2_900 + 9_900,
    ]);
  });

  it('though nobody was there for months: each term gets its own order, and the 31st comes back', async () => {
    const { firm, shop, renewals } = await firmWith(0);
    clock.set('2027-05-10T00:00:00Z');
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({ purchased: 10, renewsAt: '2027-05-31T10:00:00.000Z' }),
    );
    await eventually(async () =>
      expect((await renewals()).map(({ quotedAt, status }) => [quotedAt.slice(0, 10), status])).toEqual([
        ['2027-04-30', 'completed'],
        ['2027-03-31', 'completed'],
        ['2027-02-28', 'completed'],
      ]),
    );
    expect(await shop.invoices()).toHaveLength(4);
  });

  it('outdates a quote that was made before, and the seats of a new one cost a part of the new term', async () => {
    const { firm, shop, renewals } = await firmWith(0);
    const item = { items: [{ product: 'core', seats: 1 }] };
    const quoted = await shop.quote(item);
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]));
    await expect(shop.checkOut(quoted)).rejects.toMatchObject({ code: expect.stringMatching(/^order-/) });
    clock.set('2027-03-15T22:00:00Z');
    expect(await shop.buy(item)).toMatchObject({ netMinor: 1_450 });
    expect(await firm.license()).toMatchObject({ purchased: 11, renewsAt: '2027-03-31T10:00:00.000Z' });
  });
});

describe('a term that is over soon', () => {
  it('is told of a week before, once by both copies, and once though seats are bought meanwhile', async () => {
    const { firm, shop, renewals } = await firmWith(0);
    const { accountId } = firm;
    const told = () => stage.listener.announced(accountId);
    clock.set('2027-02-21T09:59:59Z');
    await shop.buy({ items: [{ product: 'core', seats: 1 }] });
    expect(told()).toEqual([]);
    clock.set('2027-02-21T10:00:00Z');
    await eventually(() => expect(told()).toEqual(['2027-02-28T10:00:00.000Z']), 20_000);
    await shop.buy({ items: [{ product: 'core', seats: 1 }] });
    const renewal = await stage.services[1]!.bus.request(getRenewalMail, { accountId, product: 'core' });
    expect(renewal).toMatchObject({ renewal: { renews: true, seats: 12, at: '2027-02-28T10:00:00.000Z' } });
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]));
    clock.set('2027-03-24T10:00:00Z');
    await eventually(
      () => expect(told()).toEqual(['2027-02-28T10:00:00.000Z', '2027-03-31T10:00:00.000Z']),
      20_000,
    );
    const unknown = stage.services[0]!.bus.request(getRenewalMail, { accountId, product: 'yoga' });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
  }, 60_000);
});

describe('a subscription that is not to renew', () => {
  it('goes on until its day; then its free seats go, nobody loses one and nobody gets one', async () => {
    const { firm, shop, users, renew, renewals } = await firmWith(4);
    const { values } = await race(4, (i) => renew(false, i % 2));
    expect(values).toContainEqual({ product: 'core', renews: false, at: '2027-02-28T10:00:00.000Z' });
    expect(await firm.license()).toMatchObject({ purchased: 10, renews: false });
    await firm.claim(userIds(1)[0]!);
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({ purchased: 0, used: 5, overAllocated: 5 }),
    );
    expect(await firm.license()).not.toHaveProperty('renewsAt');
    expect(await shop.entitlements()).toMatchObject({ items: [{ product: 'core', modules: [] }] });
    await expect(firm.claim(userIds(1)[0]!)).rejects.toMatchObject({ code: 'no-free-seat' });
    await firm.free(users[0]!);
    expect(await firm.license()).toMatchObject({ purchased: 0, used: 4 });
    expect(await renewals()).toEqual([]);
    expect(await shop.invoices()).toHaveLength(1);
    await expect(renew(true)).rejects.toMatchObject({ code: 'not-subscribed' });
  });

  it('is ordered anew, with a term that begins then', async () => {
    const { firm, shop, renew } = await firmWith(2);
    await renew(false);
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 0, used: 2 }));
    clock.set('2027-03-05T10:00:00Z');
    await shop.buy({ items: [{ product: 'core', seats: 3 }] });
    await eventually(async () =>
      expect(await firm.license()).toMatchObject({
        purchased: 3,
        used: 2,
        renews: true,
        renewsAt: '2027-04-05T10:00:00.000Z',
      }),
    );
  });

  it('renews after all when that is said in time, also if what was said before comes again', async () => {
    const { firm, renew, renewals } = await firmWith(0);
    const commandId = newId('cmd');
    await renew(false, 0, commandId);
    await renew(true);
    expect(await renew(false, 1, commandId)).toMatchObject({ renews: true });
    clock.set('2027-02-28T10:00:00Z');
    await eventually(async () => expect(await renewals()).toMatchObject([{ status: 'completed' }]));
    expect(await firm.license()).toMatchObject({ purchased: 10, renews: true });
  });

  it('that was never ordered here is refused with the reason', async () => {
    const firm = await new Firm(stage.services[0]!).open();
    const of = {
      accountId: firm.accountId,
      by: firm.by,
      commandId: newId('cmd'),
      renewal: { renews: false },
    };
    const set = (product: string) => stage.services[0]!.bus.request(chooseRenewal, { ...of, product });
    await expect(set('core')).rejects.toMatchObject({ code: 'not-subscribed' });
    await expect(set('yoga')).rejects.toMatchObject({ code: 'not-found' });
  });
});
