import { Controller, Module } from '@nestjs/common';
import { BusModule, On } from '@seatkeeper/bus';
import { type EventData, getSeatLevel, seatsExhausted, seatsLow } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { commandName, eventually, race, type TestService, testService } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { Firm, startTwo, userIds } from '../../testing/firm.js';

type Warning = EventData<typeof seatsLow> & { word: string };

@Controller()
class Ear {
  readonly heard: Warning[] = [];

  @On(seatsLow)
  low(data: EventData<typeof seatsLow>): Promise<void> {
    this.heard.push({ ...data, word: 'low' });
    return Promise.resolve();
  }

  @On(seatsExhausted)
  exhausted(data: EventData<typeof seatsExhausted>): Promise<void> {
    this.heard.push({ ...data, word: 'exhausted' });
    return Promise.resolve();
  }
}

@Module({ controllers: [Ear] })
class EarModule {}

let services: TestService[];
let listener: TestService;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ services, close } = await startTwo());
  const world = services[0]!.world;
  listener = await testService({
    name: 'listener',
    world,
    imports: [BusModule.forRoot({ part: true }), EarModule],
  });
});
afterAll(async () => {
  await listener.close();
  await close();
});

/** A firm with so many seats, and what was told of them so far. */
async function firmWith(seats: number) {
  const firm = await new Firm(services[0]!).open();
  await firm.publish(firm.purchase(seats));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: seats }));
  const told = () =>
    listener
      .get(Ear)
      .heard.filter(({ accountId }) => accountId === firm.accountId)
      .map(({ word, used, purchased }) => `${word} ${used}/${purchased}`);
  return { firm, told };
}

it('few seats are told of once, and none left once, however often one comes free and is taken again', async () => {
  const { firm, told } = await firmWith(4);
  const [ann = '', ben = '', cat = '', dan = ''] = userIds(4);
  await firm.claim(ann);
  await firm.claim(ben);
  expect(await firm.license()).toMatchObject({ level: 'fine' });
  await firm.claim(cat);
  expect(await firm.license()).toMatchObject({ level: 'low', runsLow: true });
  await eventually(() => expect(told()).toEqual(['low 3/4']));
  await firm.free(cat);
  await firm.claim(cat);
  await firm.claim(dan);
  await eventually(() => expect(told()).toEqual(['low 3/4', 'exhausted 4/4']));
  expect(await firm.license()).toMatchObject({ level: 'exhausted' });
  // Buying begins anew, which proves as well that nothing was told in between.
  await firm.publish(firm.purchase(3));
  await eventually(async () => expect(await firm.license()).toMatchObject({ level: 'fine' }));
  await firm.claim(userIds(1)[0]!);
  await firm.claim(userIds(1)[0]!);
  await eventually(() => expect(told()).toEqual(['low 3/4', 'exhausted 4/4', 'low 6/7']));
});

it('twenty who claim the last ten seats at once are told of once for each level', async () => {
  const { firm, told } = await firmWith(10);
  const users = userIds(20);
  const { values, refusals } = await race(20, (n) => firm.claim(users[n]!));
  expect(values).toHaveLength(10);
  expect(refusals).toEqual({ 'no-free-seat': 10 });
  await eventually(() => expect(told().at(-1)).toBe('exhausted 10/10'));
  // Somebody who claims and is refused changes nothing; one who frees and claims is looked at, and nothing is told.
  const holder = values[0]![0]!.userId;
  await firm.free(holder);
  await firm.claim(holder);
  await firm.publish(firm.purchase(1));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 11 }));
  await firm.claim(userIds(1)[0]!);
  await eventually(() => expect(told().at(-1)).toBe('exhausted 11/11'));
  const words = told().map((text) => text.split(' ')[0]);
  expect(words.filter((word) => word === 'exhausted')).toHaveLength(2);
  expect(words.filter((word) => word === 'low').length).toBeLessThanOrEqual(2);
});

it('a claim counts no more seats than are few, while more are free, and looks for all it takes by one operation', async () => {
  const { firm } = await firmWith(300);
  const connections = services.map((service) => service.get<Connection>(MONGO_CONNECTION));
  const looked = connections[0]!.collection<{ _id: string }>('warnings');
  await eventually(async () => expect(await looked.countDocuments({ accountId: firm.accountId })).toBe(1));
  const looks: { name: string; limits: string[] }[] = [];
  const note = (event: mongo.CommandStartedEvent) => {
    const command = JSON.stringify(event.command);
    if (event.commandName !== 'aggregate' || !command.includes(firm.accountId)) return;
    const limits = [...command.matchAll(/"state":"free"}},{"\$limit":(\d+)}/g)].map(([, limit]) => limit!);
    looks.push({ name: commandName(event), limits });
  };
  for (const connection of connections) connection.getClient().on('commandStarted', note);
  // Claims that come at once share looks, in which some have read already: one that comes alone looks for all.
  await eventually(async () => {
    await firm.claim(userIds(1)[0]!);
    expect(looks.map(({ name }) => name)).toContain('read reductions+seats+warnings');
  });
  for (const connection of connections) connection.getClient().off('commandStarted', note);
  // Of 300 seats 24 are few: 25 that are free are enough to say nothing.
  expect(new Set(looks.flatMap(({ limits }) => limits))).toEqual(new Set(['25']));
  // Each copy reads once what few means, and no more than that is asked apart.
  expect(looks.filter(({ name }) => !name.startsWith('read ')).length).toBeLessThanOrEqual(2);
});

it('few is told by the seats there are now, not by those there were when it was looked at before', async () => {
  const { firm, told } = await firmWith(10);
  await firm.claim(userIds(1)[0]!);
  await firm.publish(firm.purchase(20));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 30 }));
  // Of 10 seats one is few, of 30 three are.
  for (const user of userIds(25)) await firm.claim(user);
  expect(told()).toEqual([]);
  await firm.claim(userIds(1)[0]!);
  await eventually(() => expect(told()).toEqual(['low 27/30']));
});

it('who writes mails of it hears at any moment what the product is called and how its seats stand', async () => {
  const { firm } = await firmWith(4);
  const { accountId } = firm;
  const level = () => services[1]!.bus.request(getSeatLevel, { accountId, product: 'core' });
  expect(await level()).toMatchObject({ purchased: 4, used: 0, free: 4, level: 'fine' });
  for (const user of userIds(4)) await firm.claim(user);
  expect(await level()).toMatchObject({ name: expect.any(String), free: 0, level: 'exhausted' });
  const unknown = services[1]!.bus.request(getSeatLevel, { accountId, product: 'cores' });
  await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
});
