import { changeBillingPolicy, getBillingPolicy, getSeatLevel } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { Firm, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';

const START = '2027-01-31T10:00:00Z';
const DAY_MS = 86_400_000;
const stage = useTwoOnAClock(START);
const { clock } = stage;

const onDay = (days: number) => clock.set(new Date(Date.parse(START) + days * DAY_MS));

/** A firm that uses five of the seats of a purchase, and what was told of too many. */
async function firmWith(seats: number) {
  const firm = await new Firm(stage.services[0]!).open();
  const purchase = firm.purchase(seats);
  await firm.publish(purchase, undefined, clock.now());
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: seats }));
  const users = userIds(5);
  for (const user of users) await firm.claim(user);
  const cancel = (quantity: number) =>
    firm.publishCancelled(firm.cancellation(purchase.purchaseId, quantity));
  const told = () =>
    stage.listener
      .heard(firm.accountId)
      .map(({ stage = 'ended', used, purchased }) => `${stage} ${used}/${purchased}`);
  return { firm, users, cancel, told };
}

it('begins with the reduction, is reminded of until the grace is over, each once, and nobody loses a seat', async () => {
  const { firm, cancel, told } = await firmWith(6);
  await cancel(3);
  await eventually(async () =>
    expect(await firm.license()).toMatchObject({
      purchased: 3,
      used: 5,
      overAllocated: 2,
      overAllocatedSince: '2027-01-31T10:00:00.000Z',
      graceEndsAt: '2027-03-02T10:00:00.000Z',
    }),
  );
  const days: [number, string[]][] = [
    [0, ['began 5/3']],
    [23, ['began 5/3', 'reminder 5/3']],
    [29, ['began 5/3', 'reminder 5/3', 'reminder 5/3']],
    [30, ['began 5/3', 'reminder 5/3', 'reminder 5/3', 'grace-over 5/3']],
  ];
  for (const [day, expected] of days) {
    onDay(day);
    await eventually(() => expect(told()).toEqual(expected), 20_000);
  }
  expect(await firm.license()).toMatchObject({ used: 5 });
  await expect(firm.claim(userIds(1)[0]!)).rejects.toMatchObject({ code: 'no-free-seat' });
  const { accountId } = firm;
  const level = await stage.services[1]!.bus.request(getSeatLevel, { accountId, product: 'core' });
  expect(level).toMatchObject({ overAllocated: 2, isGraceOver: true });
}, 90_000);

it('ends when enough are given back, once though all are given back at once', async () => {
  const { firm, users, cancel, told } = await firmWith(5);
  await cancel(2);
  await eventually(() => expect(told()).toEqual(['began 5/3']));
  const { errors } = await race(2, (n) => firm.free(users[n]!));
  expect(errors).toEqual([]);
  await eventually(() => expect(told()).toEqual(['began 5/3', 'ended 3/3']));
  const license = await firm.license();
  expect(license).toMatchObject({ purchased: 3, used: 3, overAllocated: 0 });
  expect(license).not.toHaveProperty('graceEndsAt');
});

it('ends when seats are bought, and begins anew with the next reduction', async () => {
  const { firm, cancel, told } = await firmWith(5);
  await cancel(1);
  await eventually(() => expect(told()).toEqual(['began 5/4']));
  onDay(10);
  await firm.publish(firm.purchase(2));
  await eventually(() => expect(told()).toEqual(['began 5/4', 'ended 5/6']));
  await cancel(2);
  await eventually(async () =>
    expect(await firm.license()).toMatchObject({ graceEndsAt: '2027-03-12T10:00:00.000Z' }),
  );
});

describe('the grace of an account', () => {
  const policy = async (firm: Firm, graceDays: number | null, commandId = newId('cmd'), copy = 0) => {
    const shop = new Shop(stage.services[0]!, firm);
    const { operator: by, operatorAccountId } = shop;
    const { accountId } = firm;
    const request = { accountId, by, operatorAccountId, commandId, changes: { graceDays } };
    return stage.services[copy]!.bus.request(changeBillingPolicy, request);
  };

  it('is what an operator decided for it, from the next over-allocation on', async () => {
    const { firm, cancel, told } = await firmWith(5);
    expect(await policy(firm, 3)).toMatchObject({ accountId: firm.accountId, graceDays: 3 });
    await cancel(1);
    await eventually(() => expect(told()).toEqual(['began 5/4']));
    await policy(firm, 90);
    expect(await firm.license()).toMatchObject({ graceEndsAt: '2027-02-03T10:00:00.000Z' });
    onDay(3);
    await eventually(() => expect(told()).toEqual(['began 5/4', 'grace-over 5/4']), 20_000);
  }, 40_000);

  it('is decided once by a command that comes again, and not found for an account that is not known', async () => {
    const { firm } = await firmWith(5);
    const commandId = newId('cmd');
    await race(4, (n) => policy(firm, 3, commandId, n % 2));
    await policy(firm, null);
    expect(await policy(firm, 3, commandId)).toMatchObject({ graceDays: 30 });
    const accountId = newId('acc');
    const unknown = stage.services[0]!.bus.request(getBillingPolicy, { accountId });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
  });
});
