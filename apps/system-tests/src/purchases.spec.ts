import {
  events,
  isInSomebodysName,
  ownerOf,
  requests,
  SERVICES,
  systemActor,
  userActor,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { deadLetters, publish, purchase, putAside } from './bus.js';
import { BusUser, type Outcome } from './bus-users.js';
import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a purchase that is published five times adds its seats once', async () => {
  const firm = await Firm.signUp(stack());
  const before = await firm.license();
  const event = purchase(firm.accountId, 25);
  await publish(stack(), event.type, event, 5);
  await eventually(async () => expect((await firm.license()).purchased).toBe(before.purchased + 25));

  const later = purchase(firm.accountId, 1);
  await publish(stack(), later.type, later);
  await eventually(async () => expect((await firm.license()).purchased).toBe(before.purchased + 26));
  await eventually(async () => {
    const lines = await firm.all<{ kind: string; cause: { purchaseId?: string } }>(
      '/v1/licenses/core/ledger',
    );
    expect(lines.filter(({ cause }) => cause.purchaseId === event.data.purchaseId)).toHaveLength(1);
  });
});

it('a purchase that names the account by its slug, as a billing system knows it, is as good', async () => {
  const firm = await Firm.signUp(stack());
  const { purchased } = await firm.license();
  const event = purchase(firm.accountId, 3);
  const { accountId: _, ...data } = event.data;
  await publish(stack(), event.type, { ...event, data: { ...data, account: firm.slug } });
  await eventually(async () => expect((await firm.license()).purchased).toBe(purchased + 3));
});

it('a purchase of 3,000 seats arrives whole although licensing is killed again and again meanwhile', async () => {
  const firm = await Firm.signUp(stack());
  const { purchased } = await firm.license();
  const event = purchase(firm.accountId, 3_000);
  await publish(stack(), event.type, event, 2);
  for (let kill = 0; kill < 3; kill += 1) {
    // It may not have come back yet from the last time.
    await eventually(() => void stack().kill('licensing'));
    await publish(stack(), event.type, event);
  }
  await eventually(async () => expect((await firm.license()).purchased).toBe(purchased + 3_000), 30_000);
  await firm.buy(1);
  expect((await firm.license()).purchased).toBe(purchased + 3_001);
}, 60_000);

it('what cannot be understood is put aside with a reason, and what is behind it is handled', async () => {
  const firm = await Firm.signUp(stack());
  const { purchased } = await firm.license();
  const good = purchase(firm.accountId, 2);
  const poison = [
    Buffer.from('{"specversion":"1.0","id":'),
    { ...good, id: 'no-quantity', data: { ...good.data, purchaseId: 'p1', quantity: 'many' } },
    { ...good, id: 'no-product', data: { ...good.data, purchaseId: 'p2', product: 'no-such-product' } },
    { hello: 'world' },
  ];
  const before = (await deadLetters(stack(), 'licensing')).length;
  for (const message of poison) await publish(stack(), good.type, message);
  await publish(stack(), good.type, good);

  await eventually(async () => expect((await firm.license()).purchased).toBe(purchased + 2));
  await eventually(async () => {
    const letters = await deadLetters(stack(), 'licensing');
    expect(letters).toHaveLength(before + poison.length);
    for (const headers of letters) expect(String(headers['x-reason'])).toMatch(/\w+ \w+/);
  });
});

it('of a flood of what was put aside the newest ten thousand are kept', async () => {
  const letters = await putAside(stack(), 'notifications', 10_002);
  try {
    await eventually(async () => expect(await letters.kept()).toBe(10_000), 30_000);
    expect(await letters.first()).toBe('letter 3');
  } finally {
    await letters.clear();
  }
});

describe('whoever has the password of one user of the bus', () => {
  const BILLING = 'billing.demo';
  const users = new Map<string, BusUser>();
  const user = (speaker: string) => users.get(speaker)!;
  beforeAll(async () => {
    for (const speaker of [...SERVICES, BILLING]) users.set(speaker, await BusUser.open(stack(), speaker));
  });
  afterAll(async () => {
    for (const each of users.values()) await each.close();
  });

  it.each(SERVICES)('%s, asks what its contracts allow, and is answered nothing else', async (service) => {
    for (const contract of requests) {
      const may = ownerOf(contract) === service || contract.askedBy.includes(service);
      const outcome = await user(service).ask(contract);
      expect([contract.name, outcome]).toEqual([contract.name, may ? 'through' : 'refused by the service']);
    }
  });

  it.each(SERVICES)('%s, names nobody as who acts, unless its word is enough for it', async (service) => {
    const allowed = requests.filter(
      (contract) => ownerOf(contract) === service || contract.askedBy.includes(service),
    );
    for (const contract of allowed.filter(isInSomebodysName))
      for (const by of [userActor('usr_somebody'), systemActor('thief')]) {
        const outcome = await user(service).ask(contract, { by });
        const isBelieved = contract.vouchedBy.includes(service);
        expect([contract.name, outcome]).toEqual([contract.name, isBelieved ? 'through' : 'not believed']);
      }
  });

  it.each(SERVICES)('%s, publishes no event of another', async (service) => {
    for (const { name } of events.filter((event) => ownerOf(event) !== service))
      expect([name, await user(service).publish(name)]).toEqual([name, 'refused by RabbitMQ: 403']);
  });

  it('a billing system, asks nothing, reads nothing, and publishes nothing but billing', async () => {
    const billing = user(BILLING);
    const outcomes = new Set<Outcome>();
    for (const contract of requests) outcomes.add(await billing.ask(contract));
    for (const event of events.filter((each) => ownerOf(each) !== 'billing'))
      outcomes.add(await billing.publish(event.name));
    expect([...outcomes]).toEqual(['refused by RabbitMQ: 403']);
  });

  it.each([...SERVICES, BILLING])('%s, takes nothing out of the queues of others', async (speaker) => {
    for (const service of SERVICES.filter((other) => other !== speaker))
      for (const kind of ['requests', 'quick-requests', 'events', 'dead-letters'])
        expect([service, kind, await user(speaker).read(service, kind)]).toEqual([
          service,
          kind,
          'refused by RabbitMQ: 403',
        ]);
  });

  it('says of nothing that it comes from somebody else', async () => {
    const forged = user('notifications').publish('notifications.delivery.sent.v1', {
      userId: user('identity').name,
    });
    expect(await forged).toBe('refused by RabbitMQ: 406');
  });

  it('gets an event past the exchange, and it is put aside', async () => {
    const letters = async () => (await deadLetters(stack(), 'licensing')).map((each) => each['x-code']);
    const before = await letters();
    expect(await user('notifications').slip('identity.account.updated.v1', 'licensing')).toBe('through');
    await eventually(async () => expect(await letters()).toEqual([...before, 'user-not-source']));
  });
});
