import { setTimeout } from 'node:timers/promises';
import { Controller, Injectable } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { defineEvent, defineRequest, type Fault } from '@seatkeeper/contracts';
import { z } from 'zod';
import { Handle, On } from '../wiring/decorators.js';
import { BrokenWire } from '../testing/broken-wire.js';
import { AMQP_URL, cloudEvent, eventually, Rig, type RigService } from '../testing/rig.js';
import { deadLetterQueue, eventQueue, requestQueue, retryQueue } from './topology.js';

const number = z.object({ n: z.int() });
const slow = defineRequest({ name: 'alpha.number.slow.v1', summary: '', input: number, output: number });
const quick = defineRequest({ name: 'alpha.number.quick.v1', summary: '', input: number, output: number });
const whispered = defineEvent({ name: 'caller.item.whispered.v1', summary: '', data: number });
const counted = defineEvent({ name: 'caller.item.counted.v1', summary: '', data: number });

let slowly = 0;
let slowlyDone = 0;
let counts: number[] = [];
let busyMs = 0;

@Injectable()
class AlphaHandlers {
  @Handle(slow)
  async slow({ n }: { n: number }): Promise<{ n: number }> {
    slowly += 1;
    await setTimeout(300);
    slowlyDone += 1;
    return { n };
  }
  @Handle(quick)
  async quick({ n }: { n: number }): Promise<{ n: number }> {
    return { n };
  }
  @On(counted)
  async counted({ n }: { n: number }): Promise<void> {
    counts.push(n);
    if (n < 0 && counts.filter((each) => each === n).length === 1) throw new Error('not yet');
    if (busyMs > 0) await setTimeout(busyMs);
  }
}

@Injectable()
class GammaHandlers {
  readonly heard: number[] = [];
  @On(counted)
  async counted({ n }: { n: number }): Promise<void> {
    this.heard.push(n);
  }
  @On(whispered)
  async whispered({ n }: { n: number }): Promise<void> {
    this.heard.push(n);
  }
}

describe('recovery', () => {
  let rig: Rig;
  let alphaWire: BrokenWire;
  let callerWire: BrokenWire;
  let alpha: RigService;
  let caller: RigService;

  beforeAll(async () => {
    rig = await Rig.open();
    alphaWire = await BrokenWire.to(AMQP_URL);
    callerWire = await BrokenWire.to(AMQP_URL);
    alpha = await rig.start('alpha', [AlphaHandlers], { url: alphaWire.url });
    caller = await rig.start('caller', [], { url: callerWire.url });
  });
  afterAll(async () => {
    await rig.close();
    await alphaWire.close();
    await callerWire.close();
  });
  beforeEach(() => {
    callerWire.mend();
    slowly = 0;
    counts = [];
    busyMs = 0;
  });

  const ready = async (service: RigService) => (await service.health.check()).dependencies['rabbitmq'];
  const settled = (asked: Promise<unknown>[]) =>
    Promise.allSettled(asked).then((results) =>
      results.map((result) => (result.status === 'fulfilled' ? 'ok' : (result.reason as Fault).code)),
    );

  it('twenty questions in flight fail at once when the caller loses its connection, and the next one works', async () => {
    const asked = Array.from({ length: 20 }, (_, n) => caller.bus.request(slow, { n }));
    const outcome = settled(asked);
    await eventually(() => expect(slowly).toBe(20));
    const cutAt = Date.now();
    callerWire.cut();
    expect(await outcome).toEqual(Array.from({ length: 20 }, () => 'service-unavailable'));
    expect(Date.now() - cutAt).toBeLessThan(200);
    await expect(asked[0]).rejects.toThrow('the outcome is unknown');
    expect(await caller.bus.request(quick, { n: 1 })).toEqual({ n: 1 });
    await eventually(() => expect(slowlyDone).toBe(20));
  });

  it('twenty questions in flight are answered all the same when the service loses its connection', async () => {
    const asked = Array.from({ length: 20 }, (_, n) => caller.bus.request(slow, { n }));
    await eventually(() => expect(slowly).toBe(20));
    alphaWire.cut();
    expect(await settled(asked)).toEqual(Array.from({ length: 20 }, () => 'ok'));
    expect(slowly).toBe(40);
  });

  it('a question waits for a broker that comes back soon, and fails after two seconds without one', async () => {
    callerWire.takeDown();
    await eventually(async () => expect(await ready(caller)).toMatchObject({ ok: false }));
    const asked = caller.bus.request(quick, { n: 2 });
    await setTimeout(300);
    callerWire.mend();
    expect(await asked).toEqual({ n: 2 });
    await eventually(async () => expect(await ready(caller)).toEqual({ ok: true }));

    callerWire.takeDown();
    await eventually(async () => expect(await ready(caller)).toMatchObject({ ok: false }));
    const started = Date.now();
    await expect(caller.bus.request(quick, { n: 3 })).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(Date.now() - started).toBeGreaterThan(1_900);
    expect(Date.now() - started).toBeLessThan(2_500);
    callerWire.mend();
    await eventually(async () => expect(await ready(caller)).toEqual({ ok: true }));
  });

  it('deleted queues are declared again and listened to', async () => {
    await rig.channel.deleteQueue(requestQueue(rig.place, 'alpha'));
    await rig.channel.deleteQueue(eventQueue(rig.place, 'alpha'));
    await eventually(async () => expect(await caller.bus.request(quick, { n: 4 })).toEqual({ n: 4 }));
    await eventually(async () => expect(await ready(alpha)).toEqual({ ok: true }));
    await rig.emit(cloudEvent(counted.name, { n: 4 }));
    await eventually(() => expect(counts).toEqual([4]));
  });

  it('a binding that somebody removed comes back by itself, also where others go on hearing its events', async () => {
    const gamma = await rig.start('gamma', [GammaHandlers], { declareEveryMs: 200 });
    const { heard } = gamma.app.get(GammaHandlers, { strict: false });
    await rig.channel.unbindQueue(eventQueue(rig.place, 'gamma'), rig.place.eventsExchange, counted.name);
    let n = 100;
    await eventually(async () => {
      await rig.emit(cloudEvent(counted.name, { n: (n += 1) }));
      expect(heard).not.toEqual([]);
    });
    await gamma.stop();
  });

  it('it comes back with the next look when an event lies among those that nobody heard', async () => {
    const gamma = await rig.start('gamma', [GammaHandlers], { declareEveryMs: 3_000 });
    const { heard } = gamma.app.get(GammaHandlers, { strict: false });
    await rig.channel.unbindQueue(eventQueue(rig.place, 'gamma'), rig.place.eventsExchange, whispered.name);
    let n = 200;
    await eventually(async () => {
      await rig.emit(cloudEvent(whispered.name, { n: (n += 1) }));
      expect(heard).not.toEqual([]);
    });
    await gamma.stop();
  });

  it('a deleted retry queue costs no event', async () => {
    await rig.channel.deleteQueue(retryQueue(rig.place, 'alpha', 100));
    await rig.emit(cloudEvent(counted.name, { n: -5 }));
    await eventually(() => expect(counts.length).toBeGreaterThan(1));
    expect(await rig.waiting(deadLetterQueue(rig.place, 'alpha'))).toBe(0);
  });

  it('a deleted exchange comes back with the next publication', async () => {
    await rig.channel.deleteExchange(rig.place.eventsExchange);
    const event = { id: 'evt_6', name: counted.name, at: new Date(), subject: 'itm_6', data: { n: 6 } };
    await expect(caller.bus.publish([event])).rejects.toMatchObject({ code: 'service-unavailable' });
    alphaWire.cut();
    await eventually(async () => {
      await caller.bus.publish([event]);
      expect(counts).toContain(6);
    });
  });

  it('publishing to a broker that takes no messages fails in time, and works again afterwards', async () => {
    callerWire.block();
    await eventually(async () => expect(await ready(caller)).toMatchObject({ ok: false }));
    const event = { id: 'evt_7', name: counted.name, at: new Date(), subject: 'itm_7', data: { n: 7 } };
    const started = Date.now();
    await expect(caller.bus.publish([event])).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(Date.now() - started).toBeLessThan(6_000);
    callerWire.unblock();
    await caller.bus.publish([event]);
    await eventually(() => expect(counts).toContain(7));
  });

  it('events that are in flight when the connection breaks come again', async () => {
    busyMs = 300;
    await rig.emit(cloudEvent(counted.name, { n: 8 }));
    await eventually(() => expect(counts).toEqual([8]));
    alphaWire.cut();
    await eventually(() => expect(counts).toEqual([8, 8]));
    await eventually(async () => expect(await rig.waiting(eventQueue(rig.place, 'alpha'))).toBe(0));
  });

  it('a flood of events does not delay requests', async () => {
    busyMs = 100;
    const flood = Array.from({ length: 400 }, (_, n) => cloudEvent(counted.name, { n: 1_000 + n }));
    await Promise.all(flood.map((event) => rig.emit(event)));
    for (let n = 0; n < 20; n += 1) await caller.bus.request(quick, { n });
    expect(counts.length).toBeLessThan(200);
    await eventually(() => expect(counts).toHaveLength(400));
  });

  it('a stopping service finishes the event it works on, and leaves the rest to others', async () => {
    const beta = await rig.start('beta', [BetaHandlers], { eventPrefetch: 2 });
    for (let n = 0; n < 10; n += 1) await rig.emit(cloudEvent(counted.name, { n }));
    await eventually(() => expect(betaStarted.length).toBeGreaterThanOrEqual(2));
    await beta.stop();
    expect(betaDone).toEqual(betaStarted);
    expect(await rig.waiting(eventQueue(rig.place, 'beta'))).toBe(10 - betaDone.length);
  });
});

const betaStarted: number[] = [];
const betaDone: number[] = [];

@Injectable()
class BetaHandlers {
  @On(counted)
  async counted({ n }: { n: number }): Promise<void> {
    betaStarted.push(n);
    await setTimeout(200);
    betaDone.push(n);
  }
}

describe('the start', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());

  it('is refused when a contract of another service is answered', async () => {
    await expect(rig.start('beta', [AlphaHandlers])).rejects.toThrow(
      'AlphaHandlers.slow answers alpha.number.slow.v1, which belongs to alpha, not to beta: move the handler there.',
    );
  });

  it('is refused when two methods answer one request', async () => {
    @Injectable()
    class Again {
      @Handle(quick)
      async again({ n }: { n: number }): Promise<{ n: number }> {
        return { n };
      }
    }
    await expect(rig.start('alpha', [AlphaHandlers, Again])).rejects.toThrow(
      /alpha\.number\.quick\.v1 is answered by AlphaHandlers\.quick and by Again\.again/,
    );
  });

  it('is refused when a method goes past the bus', async () => {
    @Controller()
    class Foreign {
      @MessagePattern('alpha.number.raw.v1')
      async raw(): Promise<void> {}
    }
    await expect(rig.start('alpha', [], { controllers: [Foreign] })).rejects.toThrow(
      'use @Handle, @On or @OnAny',
    );
  });

  it('is refused when the event queue exists with other arguments', async () => {
    await rig.channel.assertQueue(eventQueue(rig.place, 'alpha'), { durable: true });
    await expect(rig.start('alpha', [AlphaHandlers])).rejects.toThrow(
      /RabbitMQ refuses the queues of this service: .*x-.* Delete the queue/s,
    );
  });

  it('is refused with one sentence when no broker is there', async () => {
    await expect(rig.start('alpha', [], { url: 'amqp://127.0.0.1:1', startPatienceMs: 300 })).rejects.toThrow(
      'RabbitMQ at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check AMQP_URL.',
    );
  });
});
