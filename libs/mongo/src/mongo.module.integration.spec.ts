import { Controller, Injectable, Module } from '@nestjs/common';
import { BusModule, On, type EventEnvelope } from '@seatkeeper/bus';
import type { EventData } from '@seatkeeper/contracts';
import { Health } from '@seatkeeper/service';
import { eventually, testService, testWorld } from '@seatkeeper/testing';
import { type Person, people, person, scored } from '../testing/fixture.js';
import { defineCollection, event, InjectCollection, MongoModule, TenantCollection } from './index.js';

@Injectable()
class People {
  constructor(@InjectCollection(people) readonly collection: TenantCollection<Person>) {}
}

@Controller()
class Listener {
  readonly heard: { data: EventData<typeof scored>; event: EventEnvelope }[] = [];

  @On(scored)
  async scored(data: EventData<typeof scored>, envelope: EventEnvelope): Promise<void> {
    this.heard.push({ data, event: envelope });
  }
}

@Module({
  imports: [MongoModule.forRoot([people]), BusModule.forRoot()],
  providers: [People],
  controllers: [Listener],
})
class App {}

it('gives a service its own database, and what it changes is heard on the bus', async () => {
  const service = await testService({ name: 'demo', imports: [App] });
  try {
    const { collection } = service.get(People);
    const given = person();
    const stored = await collection.insert(given, [
      event(scored, given._id, { accountId: given.accountId, score: 0 }, new Date()),
    ]);
    await collection.change(stored, { set: { score: 1 } }, [
      event(scored, given._id, { accountId: given.accountId, score: 1 }, new Date()),
    ]);
    const { heard } = service.get(Listener);
    // Events arrive in any order; `sequence` tells which came first.
    const bySequence = () => heard.toSorted((a, b) => (a.event.sequence ?? 0) - (b.event.sequence ?? 0));
    await eventually(() => expect(bySequence().map(({ event: { sequence } }) => sequence)).toEqual([1, 2]));
    expect(bySequence()[1]).toMatchObject({
      data: { score: 1 },
      event: { subject: given._id, type: scored.name },
    });
    const health = await service.get(Health).check();
    expect(health.dependencies).toMatchObject({ mongodb: { ok: true } });
  } finally {
    await service.close();
  }
});

it('does not start when an index exists in another form', async () => {
  const world = testWorld();
  try {
    const before = await testService({
      name: 'demo',
      imports: [MongoModule.forRoot([people]), BusModule.forRoot()],
      world,
    });
    await before.stop();
    const changed = defineCollection<Person>({
      name: people.name,
      fields: {},
      indexes: [{ name: 'by-last-name', keys: { accountId: 1, lastName: -1 } }],
    });
    const start = testService({
      name: 'demo',
      imports: [MongoModule.forRoot([changed]), BusModule.forRoot()],
      world,
    });
    await expect(start).rejects.toThrow(/index by-last-name of .*-demo\.people is .* has to be/);
  } finally {
    await world.close();
  }
});
