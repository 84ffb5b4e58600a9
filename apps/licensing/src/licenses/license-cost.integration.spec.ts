import { getEntitlements, getSeatLevel, listLicenses } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { countOperations, eventually, type TestService } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { Firm, startLicensing } from '../../testing/firm.js';

let licensing: TestService;
let firm: Firm;

beforeAll(async () => {
  licensing = await startLicensing();
  firm = await new Firm(licensing).open();
  await firm.publish(firm.purchase(20));
  await eventually(async () => expect(await firm.licenses()).toHaveLength(1));
  await eventually(async () => expect(await firm.ledger()).toHaveLength(1));
  // What follows every purchase is over: the look whether few are left, and taking out the event that told of it.
  const connection = licensing.get<Connection>(MONGO_CONNECTION);
  const left = (collection: string, filter: object) =>
    connection.collection(collection).countDocuments({ accountId: firm.accountId, ...filter });
  await eventually(async () => expect(await left('warnings', {})).toBe(1));
  await eventually(async () => expect(await left('purchases', { outboxAt: { $exists: true } })).toBe(0));
});
afterAll(() => licensing.close());

/** Of sweepers that look whether anything is due, which nobody causes. */
const OWN = /^aggregate (?!seats)/;

async function costOf(ask: (accountId: string) => Promise<unknown>): Promise<Record<string, number>> {
  const counted = countOperations(licensing.get<Connection>(MONGO_CONNECTION).getClient());
  await ask(firm.accountId);
  return Object.fromEntries(Object.entries(counted.end()).filter(([command]) => !OWN.test(command)));
}

it('a look at the licences counts there and free of each product, and reads what is agreed, allowed, to go and told', async () => {
  const cost = await costOf((accountId) => licensing.bus.request(listLicenses, { accountId }));
  expect(cost).toEqual({ 'aggregate seats': 4, 'read accounts+reductions+subscriptions+warnings': 1 });
});

it('a look at what an account may use, which every page of its people begins with, is two operations', async () => {
  const cost = await costOf((accountId) => licensing.bus.request(getEntitlements, { accountId }));
  expect(cost).toEqual({ 'aggregate seats': 1, 'read reductions+subscriptions': 1 });
});

it('a mail about the seats of a product, of which there is one for each who may order, counts those of the product alone', async () => {
  const cost = await costOf((accountId) =>
    licensing.bus.request(getSeatLevel, { accountId, product: 'core' }),
  );
  expect(cost).toEqual({ 'aggregate seats': 2, 'read reductions+warnings': 1 });
});
