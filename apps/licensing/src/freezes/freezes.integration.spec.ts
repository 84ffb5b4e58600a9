import { claimSeats, explainSeats } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';

const START = '2027-01-31T10:00:00Z';
const DUE = Date.parse('2027-03-02T10:00:00Z');
const stage = useTwoOnAClock(START);
const { clock } = stage;

/** So many days after the invoice was due. */
const overdueFor = (days: number) => clock.set(new Date(DUE + days * 86_400_000));

/** A firm that ordered ten seats for a year, of which two are held, and whose invoice is due on 2 March. */
async function billed(freezeDays: number | null = 21) {
  const firm = await new Firm(stage.services[0]!).open();
  const shop = new Shop(stage.services[0]!, firm);
  await shop.decide({ freezeDays });
  await shop.buy({ items: [{ product: 'core', seats: 10 }], period: 'year' });
  const users = userIds(2);
  for (const user of users) await firm.claim(user);
  const [invoice] = await shop.invoices();
  const told = () => stage.listener.followed(firm.accountId);
  const frozen = () =>
    eventually(
      async () => expect(await shop.policy()).toMatchObject({ frozenSince: expect.any(String) }),
      20_000,
    );
  const why = () => {
    const { accountId } = firm;
    return stage.services[1]!.bus.request(explainSeats, {
      accountId,
      product: 'core',
      for: 'invite',
      seats: 1,
    });
  };
  return { firm, shop, users, invoice: invoice!, told, frozen, why };
}

const refused = { code: 'payment-overdue', members: { product: 'core' } };

describe('an invoice that is not paid', () => {
  it('is reminded of a day, a week and two weeks after it was due, each once, and nothing else follows by itself', async () => {
    const { firm, told } = await billed(null);
    const days: [number, string[]][] = [
      [0.9, []],
      [1, ['overdue 1']],
      [7, ['overdue 1', 'overdue 2']],
      [14, ['overdue 1', 'overdue 2', 'overdue 3']],
    ];
    for (const [day, expected] of days) {
      overdueFor(day);
      await eventually(() => expect(told()).toEqual(expected), 20_000);
    }
    overdueFor(200);
    await firm.claim(userIds(1)[0]!);
    expect(told()).toHaveLength(3);
  }, 90_000);

  it('is not reminded of once it is paid, and again if that was a mistake', async () => {
    const { shop, invoice, told } = await billed(null);
    overdueFor(0);
    await shop.note(invoice, { paid: true });
    overdueFor(2);
    await shop.note(invoice, { paid: false });
    overdueFor(7);
    await eventually(() => expect(told()).toEqual(['overdue 2']), 20_000);
  }, 40_000);

  it('freezes claims once an operator’s days are over: nobody new gets a seat, and whoever has one keeps it', async () => {
    const { firm, shop, users, told, frozen, why } = await billed();
    const [ann = '', ben = ''] = users;
    await eventually(async () =>
      expect(await shop.policy()).toMatchObject({ freezeDays: 21, freezesAt: '2027-03-23T10:00:00.000Z' }),
    );
    overdueFor(20.9);
    const cat = newId('usr');
    await firm.claim(cat);
    expect((await why()).refusal).toBeNull();
    overdueFor(21);
    await frozen();
    const refusal = await firm.claim(newId('usr')).catch((error: unknown) => error);
    expect(refusal).toMatchObject(refused);
    const explained = await why();
    expect(explained.refusal).toEqual({
      ...(refusal as { toData: () => object }).toData(),
      errors: undefined,
    });
    expect(explained.ways.map(({ way }) => way)).toEqual(['pay-invoices', 'replace']);

    expect(await firm.claim(ann)).toHaveLength(1);
    const dan = newId('usr');
    expect(await firm.swap(ben, dan)).toEqual({ swapped: 1, freed: 0 });
    expect(await firm.free(cat)).toBe(1);
    await expect(firm.claim(cat)).rejects.toMatchObject(refused);
    expect(await firm.license()).toMatchObject({ purchased: 10, used: 2, free: 8 });
    expect(told()).toContain('frozen');
  }, 60_000);

  it('lets people have seats again once it is paid, told once though six note it at once', async () => {
    const { firm, shop, invoice, told, frozen } = await billed();
    overdueFor(30);
    await frozen();
    const { errors } = await race(6, (n) => shop.note(invoice, { paid: true }, stage.services[n % 2]));
    expect(errors).toEqual([]);
    await eventually(() => expect(told()).toContain('released'));
    await firm.claim(newId('usr'));
    expect(await shop.policy()).not.toHaveProperty('frozenSince');
    await shop.note(invoice, { paid: false });
    await eventually(() => expect(told().filter((word) => word === 'frozen')).toHaveLength(2));
    await expect(firm.claim(newId('usr'))).rejects.toMatchObject(refused);
    await shop.decide({ freezeDays: null });
    await eventually(async () => expect(await shop.policy()).not.toHaveProperty('frozenSince'));
    await firm.claim(newId('usr'));
    expect(told().filter((word) => !word.startsWith('overdue'))).toEqual([
      'frozen',
      'released',
      'frozen',
      'released',
    ]);
  }, 60_000);
});

it('a claim that was refused for want of a payment is refused for good, wherever it is carried out', async () => {
  const { firm, shop, invoice, frozen } = await billed();
  overdueFor(30);
  await frozen();
  const { accountId, by } = firm;
  const claim = { accountId, by, userId: newId('usr'), products: ['core'], fence: 5 };
  await expect(stage.services[0]!.bus.request(claimSeats, claim)).rejects.toMatchObject(refused);
  await shop.note(invoice, { paid: true });
  await eventually(async () => expect(await shop.policy()).not.toHaveProperty('frozenSince'));
  await expect(stage.services[1]!.bus.request(claimSeats, claim)).rejects.toMatchObject({
    code: 'no-free-seat',
  });
  const next = await stage.services[1]!.bus.request(claimSeats, { ...claim, fence: 6 });
  expect(next.seats).toHaveLength(1);
}, 40_000);
