import { Injectable, Module } from '@nestjs/common';
import { BusModule, On } from '@seatkeeper/bus';
import {
  deadLetterDropAsked,
  deadLetterReplayAsked,
  type EventData,
  Fault,
  listLicensingDeadLetters as list,
  seatsPurchasedByBilling,
  settleLicensingDeadLetter as settle,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import {
  eventually,
  tell,
  testService,
  type TestService,
  testWorld,
  uniqueName,
  type World,
} from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

type Purchase = EventData<typeof seatsPurchasedByBilling>;
type Asked = EventData<typeof deadLetterReplayAsked>;

/** What of licensing hears purchases, without a catalogue: it knows the products that a test names. */
@Injectable()
class Purchases {
  readonly known = new Set<string>();
  readonly bought: string[] = [];

  @On(seatsPurchasedByBilling)
  buy({ product, purchaseId }: Purchase): Promise<void> {
    if (!this.known.has(product)) throw new Fault('unknown-product', `There is no product ${product}`);
    this.bought.push(purchaseId);
    return Promise.resolve();
  }
}

@Injectable()
class Log {
  readonly asked: (Asked & { what: string })[] = [];

  @On(deadLetterReplayAsked)
  replay(data: Asked): Promise<void> {
    this.asked.push({ what: 'replay', ...data });
    return Promise.resolve();
  }

  @On(deadLetterDropAsked)
  drop(data: Asked): Promise<void> {
    this.asked.push({ what: 'drop', ...data });
    return Promise.resolve();
  }
}

@Module({
  imports: [BusModule.forRoot({ part: true, deadLetters: { list, settle } })],
  providers: [Purchases],
})
class LicensingPart {}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [Log] })
class LogPart {}

let world: World;
let identity: Awaited<ReturnType<typeof startStandIn>>;
let gateway: TestGateway;
let licensing: TestService;
let listener: TestService;
const operator = { accountId: newId('acc'), userId: newId('usr') };

beforeAll(async () => {
  world = testWorld();
  identity = await startStandIn(world);
  licensing = await testService({ name: 'licensing', imports: [LicensingPart], world });
  listener = await testService({ name: 'reassignment', imports: [LogPart], world });
  gateway = await startGateway({}, world);
});
afterAll(async () => {
  await gateway.stop();
  for (const service of [licensing, listener, identity.service]) await service.stop();
  await world.close();
});
beforeEach(() => identity.grant({ permissions: ['operator.dead-letters'] }));

const call = (method: string, path: string, body?: object) =>
  fetch(`${gateway.url}/v1/operator/dead-letters${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken(operator)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
const listed = async (query = '') =>
  (await (await call('GET', query)).json()) as { services: object[]; items: { id: string }[] };

/** A purchase of a product that nobody knows; answers the id of its event. */
async function sellUnknown(): Promise<{
  id: string;
  accountId: string;
  purchaseId: string;
  product: string;
}> {
  const [accountId, purchaseId, product, id] = [
    newId('acc'),
    uniqueName('inv'),
    uniqueName('product'),
    uniqueName('evt'),
  ];
  const data = { accountId, purchaseId, product, quantity: 2 };
  await tell(world, { id, name: seatsPurchasedByBilling.name, at: new Date(), subject: accountId, data });
  await eventually(async () =>
    expect((await listed('?service=licensing')).items).toContainEqual(expect.objectContaining({ id })),
  );
  return { id, accountId, purchaseId, product };
}

it('operators see why an event could not be handled, mend it, and have it handled; the log says who wanted it', async () => {
  const { id, accountId, purchaseId, product } = await sellUnknown();
  const seen = (await listed('?service=licensing')).items.find((one) => one.id === id);
  expect(seen).toMatchObject({ accountId, code: 'unknown-product', type: seatsPurchasedByBilling.name });
  expect(JSON.stringify(seen)).not.toContain(purchaseId);

  licensing.get(Purchases).known.add(product);
  const reason = 'The product is in the catalogue now.';
  const replayed = await call('POST', `/${id}/replay`, { service: 'licensing', reason });
  expect([replayed.status, await replayed.json()]).toMatchObject([202, { id, accountId }]);
  await eventually(() => expect(licensing.get(Purchases).bought).toContain(purchaseId));
  await eventually(() =>
    expect(listener.get(Log).asked).toContainEqual({
      what: 'replay',
      accountId: operator.accountId,
      actor: { type: 'user', id: operator.userId },
      service: 'licensing',
      deadLetterId: id,
      eventType: seatsPurchasedByBilling.name,
      customerAccountId: accountId,
      reason,
    }),
  );
  expect((await call('POST', `/${id}/replay`, { service: 'licensing' })).status).toBe(404);
});

it('one that is dropped is gone, for a reason that is kept', async () => {
  const { id } = await sellUnknown();
  expect((await call('POST', `/${id}/drop`, { service: 'licensing' })).status).toBe(422);
  const reason = 'Of an account that never was.';
  expect((await call('POST', `/${id}/drop`, { service: 'licensing', reason })).status).toBe(200);
  await eventually(() =>
    expect(listener.get(Log).asked).toContainEqual(
      expect.objectContaining({ what: 'drop', deadLetterId: id, reason }),
    ),
  );
  expect((await listed('?service=licensing')).items).not.toContainEqual(expect.objectContaining({ id }));
});

it('a service that does not answer is named as such, and hides none of the others', async () => {
  const { id } = await sellUnknown();
  const { services, items } = await listed();
  expect(services).toEqual([
    { service: 'identity', waiting: null },
    { service: 'licensing', waiting: expect.any(Number) },
    { service: 'notifications', waiting: null },
    { service: 'reassignment', waiting: null },
  ]);
  expect(items).toContainEqual(expect.objectContaining({ id }));
}, 60_000);

it('nothing is seen or done without the permission, and nobody is told of what did not happen', async () => {
  const { id } = await sellUnknown();
  identity.grant({ permissions: ['operator.accounts', 'operator.purchases'] });
  const told = listener.get(Log).asked.length;
  expect((await call('GET', '')).status).toBe(403);
  expect((await call('POST', `/${id}/replay`, { service: 'licensing' })).status).toBe(403);
  identity.grant({ permissions: ['operator.dead-letters'] });
  expect((await call('POST', '/evt_nobody/replay', { service: 'licensing' })).status).toBe(404);
  expect((await call('POST', `/${id}/replay`, { service: 'gateway' })).status).toBe(422);
  expect((await listed('?service=licensing')).items).toContainEqual(expect.objectContaining({ id }));
  expect(listener.get(Log).asked).toHaveLength(told);
});
