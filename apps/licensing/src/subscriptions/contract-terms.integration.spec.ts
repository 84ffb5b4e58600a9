import {
  bookReduction,
  changeContractTerms,
  chooseRenewal,
  type ContractTermsChanges,
  explainSeats,
  getContractTerms,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { Firm } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';
import { useTwoOnAClock } from '../../testing/two-on-a-clock.js';

const stage = useTwoOnAClock('2027-01-31T10:00:00Z');
const RENEWAL = '2027-02-28T10:00:00.000Z';

/** A firm that ordered ten seats by the month, and what an operator says of its contract. */
async function firmWithContract(changes: ContractTermsChanges) {
  const firm = await new Firm(stage.services[0]!).open();
  const shop = new Shop(stage.services[0]!, firm);
  await shop.buy({ items: [{ product: 'core', seats: 10 }], period: 'month' });
  const { bus } = stage.services[0]!;
  const of = { accountId: firm.accountId, product: 'core' };
  const change = (said: ContractTermsChanges, commandId = newId('cmd'), copy = 0) =>
    stage.services[copy]!.bus.request(changeContractTerms, {
      ...{ ...of, by: shop.operator, operatorAccountId: shop.operatorAccountId, commandId, changes: said },
    });
  const reduce = (seats: number, when = 'renewal') =>
    bus.request(bookReduction, {
      ...{ ...of, by: firm.by, reductionId: newId('red'), reduction: { seats, when } },
    });
  const end = () =>
    bus.request(chooseRenewal, { ...of, by: firm.by, commandId: newId('cmd'), renewal: { renews: false } });
  await change(changes);
  return { firm, shop, bus, of, change, reduce, end };
}

it('a minimum of seats refuses what leaves fewer, which `why` says as well, and is shown beside the licence', async () => {
  const { firm, bus, of, reduce } = await firmWithContract({ minimumSeats: 6, restrictions: 'Ask Ida.' });
  expect(await firm.license()).toMatchObject({
    contract: { minimumSeats: 6, noticeDays: 0, restrictions: 'Ask Ida.', noticeBy: RENEWAL },
  });
  const refused = {
    code: 'contract-forbids',
    members: { minimumSeats: 6, left: 5, restrictions: 'Ask Ida.' },
  };
  await expect(reduce(5)).rejects.toMatchObject(refused);
  expect(await bus.request(explainSeats, { ...of, for: 'reduce', seats: 5, waiting: 0 })).toMatchObject({
    refusal: refused,
  });
  await reduce(3);
  await expect(reduce(2)).rejects.toMatchObject(refused);
  expect((await firm.license())?.scheduled).toMatchObject([{ seats: 3 }]);
});

it('a notice refuses what comes too late for the renewal, and takes what is far enough away', async () => {
  const { firm, reduce, end } = await firmWithContract({ noticeDays: 10 });
  expect(await firm.license()).toMatchObject({ contract: { noticeBy: '2027-02-18T10:00:00.000Z' } });
  await reduce(1);
  stage.clock.set('2027-02-18T10:00:01Z');
  const refused = {
    code: 'contract-forbids',
    members: { noticeDays: 10, at: RENEWAL, noticeBy: '2027-02-18T10:00:00.000Z' },
  };
  await expect(reduce(1)).rejects.toMatchObject(refused);
  await expect(end()).rejects.toMatchObject(refused);
  await reduce(1, '2027-03-01T10:00:00Z');
  expect((await firm.license())?.scheduled).toMatchObject([
    { seats: 1, effectiveAt: RENEWAL },
    { seats: 1, effectiveAt: '2027-03-01T10:00:00.000Z' },
  ]);
});

it('what a contract says outlives orders, and ends with its subscription', async () => {
  const { firm, shop, bus, of, end } = await firmWithContract({ minimumSeats: 6 });
  await shop.buy({ items: [{ product: 'core', seats: 2 }], period: 'month' });
  expect(await bus.request(getContractTerms, of)).toMatchObject({ minimumSeats: 6, renewsAt: RENEWAL });
  await end();
  stage.clock.set('2027-02-28T10:00:01Z');
  await eventually(
    () => expect(bus.request(getContractTerms, of)).rejects.toMatchObject({ code: 'not-subscribed' }),
    20_000,
  );
  await shop.buy({ items: [{ product: 'core', seats: 1 }], period: 'month' });
  expect(await bus.request(getContractTerms, of)).toMatchObject({ minimumSeats: 0, restrictions: null });
  expect(await firm.license()).not.toHaveProperty('contract');
}, 60_000);

it('one command decides once, over two copies, also after another one; nobody decides for what is not there', async () => {
  const { bus, of, change } = await firmWithContract({ noticeDays: 5 });
  const first = newId('cmd');
  const { errors } = await race(6, (n) => change({ noticeDays: 20 }, first, n % 2));
  expect(errors).toEqual([]);
  await change({ noticeDays: 30 });
  expect(await change({ noticeDays: 20 }, first)).toMatchObject({ noticeDays: 30 });

  const unknown = { ...of, accountId: newId('acc') };
  await expect(bus.request(getContractTerms, unknown)).rejects.toMatchObject({ code: 'not-found' });
  const other = { ...of, product: 'contract' };
  await expect(bus.request(getContractTerms, other)).rejects.toMatchObject({ code: 'not-subscribed' });
  const trial = await new Firm(stage.services[0]!).open();
  await expect(bus.request(getContractTerms, { ...of, accountId: trial.accountId })).rejects.toMatchObject({
    code: 'not-subscribed',
  });
});
