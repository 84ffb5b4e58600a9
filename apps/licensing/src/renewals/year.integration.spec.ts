import { bookReduction, chooseRenewal } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock, type TestService } from '@seatkeeper/testing';
import { Firm, startTwo, userIds } from '../../testing/firm.js';
import { listenTo, type Listener } from '../../testing/listener.js';
import { Shop } from '../../testing/shop.js';

const clock = new TestClock('2027-01-31T10:00:00Z');
let services: TestService[];
let listener: Listener;
let firm: Firm;
let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo({ TRIAL_SEATS: 5 }, clock));
  listener = await listenTo(services[0]!.world);
  firm = await new Firm(services[0]!).open();
  shop = new Shop(services[0]!, firm);
});
afterAll(async () => {
  await listener.close();
  await close();
});

const users = userIds(28);
const core = { product: 'core' };
const buy = (seats: number, modules?: string[]) => async () =>
  void (await shop.buy({ items: [{ ...core, seats, ...(modules && { modules }) }], period: 'month' }));
const hold = (from: number, to: number) => async () => {
  for (const user of users.slice(from, to)) await firm.claim(user);
};
const give = (from: number, to: number) => async () => {
  for (const user of users.slice(from, to)) await firm.free(user);
};
const pay = (number: number) => async () => {
  const invoice = (await shop.invoices()).toReversed()[number - 1];
  await shop.note(invoice!, { paid: true });
};
const payRest = async () => {
  for (const invoice of await shop.invoices())
    if (invoice.status !== 'paid') await shop.note(invoice, { paid: true });
};
const reduce = (seats: number) => async () => {
  const of = { accountId: firm.accountId, by: firm.by, ...core, reductionId: newId('red') };
  await services[0]!.bus.request(bookReduction, { ...of, reduction: { seats, when: 'renewal' } });
};
const end = async () => {
  const of = { accountId: firm.accountId, by: firm.by, ...core, commandId: newId('cmd') };
  await services[0]!.bus.request(chooseRenewal, { ...of, renewal: { renews: false } });
};
const refused = (code: string) => async () => {
  await expect(firm.claim(newId('usr'))).rejects.toMatchObject({ code });
};
const nothing = () => Promise.resolve();
/** Waits until it was told, before the clock goes on. */
const told = (word: string) => () =>
  eventually(() => expect(listener.followed(firm.accountId)).toContain(word), 20_000);
const stages = () =>
  listener
    .heard(firm.accountId)
    .map(({ stage = 'ended', used, purchased }) => `${stage} ${used}/${purchased}`);
const staged = (stage: string) => () => eventually(() => expect(stages()).toContain(stage), 20_000);

/** What the account is to be after each step: purchased, used, too many, and what the last invoice comes to, by its number. */
type After = [purchased: number, used: number, over: number, invoice: `${number}: ${string}` | 'none'];

/** Reckoned by hand. A seat costs 29.00 € up to the 25th and 26.00 € from there, the portal 99.00 €; the trial stays beside it. */
const YEAR: [day: string, what: string, act: () => Promise<void>, after: After][] = [
  ['2027-01-31', 'the trial brings five seats', hold(0, 3), [5, 3, 0, 'none']],
  [
    '2027-01-31',
    'an operator decides what follows',
    async () => void (await shop.decide({ freezeDays: 21 })),
    [5, 3, 0, 'none'],
  ],
  // 25 × 29.00 + 5 × 26.00 + 99.00
  [
    '2027-01-31',
    'thirty seats and a portal are bought',
    buy(30, ['advisor-portal']),
    [35, 3, 0, '1: 954.00'],
  ],
  // 10 × 26.00, for 14 of 28 days
  ['2027-02-14', 'ten more, half of the term', buy(10), [45, 3, 0, '2: 130.00']],
  ['2027-02-15', 'people come', hold(3, 28), [45, 28, 0, '2: 130.00']],
  ['2027-02-20', 'twenty are to go', reduce(20), [45, 28, 0, '2: 130.00']],
  // 20 × 29.00 + 99.00; 20 bought and 5 of the trial are left
  ['2027-02-28', 'the term is over, and too many are held', staged('began 28/25'), [25, 28, 3, '3: 679.00']],
  ['2027-02-28', 'nobody new gets a seat', refused('no-free-seat'), [25, 28, 3, '3: 679.00']],
  ['2027-03-01', 'the first invoice is paid', pay(1), [25, 28, 3, '3: 679.00']],
  ['2027-03-01', 'and the second', pay(2), [25, 28, 3, '3: 679.00']],
  ['2027-03-23', 'a week is left', staged('reminder 28/25'), [25, 28, 3, '3: 679.00']],
  // 5 × 29.00, for 6 of 31 days
  ['2027-03-25', 'five are bought, and all is right', buy(5), [30, 28, 0, '4: 28.06']],
  // 25 × 29.00 + 99.00
  ['2027-03-31', 'the next term', told('overdue 1'), [30, 28, 0, '5: 824.00']],
  ['2027-04-19', 'the third invoice is overdue for twenty days', told('overdue 3'), [30, 28, 0, '5: 824.00']],
  ['2027-04-19', 'somebody leaves', give(27, 28), [30, 27, 0, '5: 824.00']],
  ['2027-04-20', 'nobody new gets a seat', told('frozen'), [30, 27, 0, '5: 824.00']],
  [
    '2027-04-20',
    'though three are free',
    async () => eventually(refused('payment-overdue'), 20_000),
    [30, 27, 0, '5: 824.00'],
  ],
  ['2027-04-22', 'it is paid', pay(3), [30, 27, 0, '5: 824.00']],
  ['2027-04-22', 'and people come again', async () => eventually(hold(27, 28)), [30, 28, 0, '5: 824.00']],
  ['2027-04-22', 'the others are paid, too', pay(4), [30, 28, 0, '5: 824.00']],
  ['2027-04-22', 'all of them', pay(5), [30, 28, 0, '5: 824.00']],
  ['2027-04-30', 'the 31st is the last of a month', nothing, [30, 28, 0, '6: 824.00']],
  ['2027-05-10', 'paid', pay(6), [30, 28, 0, '6: 824.00']],
  ['2027-05-31', 'and the 31st again', nothing, [30, 28, 0, '7: 824.00']],
  ['2027-06-10', 'paid', pay(7), [30, 28, 0, '7: 824.00']],
  ['2027-12-31', 'seven terms that nobody was there to renew', nothing, [30, 28, 0, '14: 824.00']],
  ['2028-01-10', 'all are paid', payRest, [30, 28, 0, '14: 824.00']],
  ['2028-01-20', 'nobody wants it on', end, [30, 28, 0, '14: 824.00']],
  [
    '2028-01-31',
    'it ends: the trial is left, and nothing is billed',
    staged('began 28/5'),
    [5, 28, 23, '14: 824.00'],
  ],
  ['2028-02-10', 'people leave', give(5, 28), [5, 5, 0, '14: 824.00']],
];

const euros = (minor: number) => (minor / 100).toFixed(2);

async function standing(): Promise<After> {
  const { purchased = 0, used = 0, overAllocated = 0 } = (await firm.license()) ?? {};
  const invoices = await shop.invoices();
  const [last] = invoices;
  return [
    purchased,
    used,
    overAllocated,
    last ? (`${invoices.length}: ${euros(last.grossMinor)}` as const) : 'none',
  ] as After;
}

it('a year of an account costs and counts what was reckoned by hand, and tells what it should', async () => {
  for (const [day, what, act, after] of YEAR) {
    clock.set(`${day}T10:00:00Z`);
    // What the day brings by itself comes before what somebody does on it.
    await act();
    await eventually(
      async () => expect([day, what, ...(await standing())]).toEqual([day, what, ...after]),
      30_000,
    );
  }
  const expected = ['began 28/25', 'reminder 28/25', 'ended 28/30', 'began 28/5', 'ended 5/5'];
  await eventually(() => expect(stages()).toEqual(expected));
  // The third invoice was due on 30 March; it is reminded of once for the days that were skipped over.
  expect(listener.followed(firm.accountId)).toEqual(['overdue 1', 'overdue 3', 'frozen', 'released']);
  const billed = (await shop.invoices()).reduce((sum, { grossMinor }) => sum + grossMinor, 0);
  // 954.00 + 130.00 + 679.00 + 28.06 + 10 × 824.00
  expect(euros(billed)).toBe('10031.06');
  expect((await shop.invoices()).every(({ status }) => status === 'paid')).toBe(true);
  expect(await shop.entitlements()).toMatchObject({ items: [{ product: 'core', modules: [] }] });
  await eventually(async () => {
    const ledger = await firm.ledger();
    const sum = (of: 'purchased' | 'used') => ledger.reduce((all, line) => all + line[of], 0);
    expect([sum('purchased'), sum('used')]).toEqual([5, 5]);
  });
}, 240_000);
