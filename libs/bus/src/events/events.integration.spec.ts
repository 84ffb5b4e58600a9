import { Injectable } from '@nestjs/common';
import { defineEvent, Fault } from '@seatkeeper/contracts';
import { currentContext, runInContext } from '@seatkeeper/service';
import { z } from 'zod';
import { eventQueue, unroutedQueue } from '../broker/topology.js';
import { On, OnAny } from '../wiring/decorators.js';
import { cloudEvent, eventually, Rig, type RigService } from '../testing/rig.js';
import type { EventEnvelope } from '../cloud-event.js';
import type { Inbox } from './inbox.js';

const data = z.object({
  n: z.int(),
  how: z.enum(['well', 'refused', 'twice', 'outage', 'never']).default('well'),
});
const sold = defineEvent({ name: 'shop.ticket.sold', summary: '', data });
const returned = defineEvent({ name: 'shop.ticket.returned.v1', summary: '', data });
const printed = defineEvent({ name: 'press.ticket.printed.v1', summary: '', data });

type Data = z.output<typeof data>;

let sales: { n: number; event: EventEnvelope; requestId?: string; at: number }[] = [];
let returns: number[] = [];
let seen: { data: unknown; type: string }[] = [];
let anyFails = 0;

function behave({ how }: Data, tries: number): void {
  if (how === 'refused') throw new Fault('unknown-product', 'The catalogue has no such product');
  if (how === 'never') throw new Error('the database is down');
  if (how === 'twice' && tries < 3) throw new Error('not now');
  if (how === 'outage' && tries < 6) throw new Fault('service-unavailable', 'not now');
}

@Injectable()
class BetaHandlers {
  @On(sold)
  async sold(sale: Data, event: EventEnvelope): Promise<void> {
    sales.push({ n: sale.n, event, requestId: currentContext()?.requestId, at: Date.now() });
    behave(sale, sales.filter(({ n }) => n === sale.n).length);
  }
  @On(returned)
  async returned({ n }: Data): Promise<void> {
    returns.push(n);
  }
}

@Injectable()
class AuditHandlers {
  @OnAny(['shop.#', 'press.*.printed.v1'])
  async any(what: unknown, { type }: EventEnvelope): Promise<void> {
    seen.push({ data: what, type });
    if (anyFails-- > 0) throw new Error('the audit is full');
  }
}

class MemoryInbox implements Inbox {
  readonly keys = new Set<string>();
  async seen(key: string): Promise<boolean> {
    return this.keys.has(key);
  }
  async note(key: string): Promise<void> {
    this.keys.add(key);
  }
}

describe('events', () => {
  let rig: Rig;
  let shop: RigService;
  const memory = new MemoryInbox();

  beforeAll(async () => {
    rig = await Rig.open();
    shop = await rig.start('shop', []);
    await rig.start('beta', [BetaHandlers], {
      inbox: MemoryInbox,
      providers: [{ provide: MemoryInbox, useValue: memory }],
    });
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    sales = [];
    returns = [];
    seen = [];
    anyFails = 0;
  });

  const done = (n: number) => () => expect(sales.map((sale) => sale.n)).toContain(n);
  const outgoing = (n: number, more: Partial<Data> = {}, name: string = sold.name) => ({
    id: `evt_${n}`,
    name,
    at: new Date('2026-11-22T06:00:00Z'),
    subject: `tkt_${n}`,
    sequence: 7,
    data: { n, ...more },
  });

  it('a published event arrives once, with its envelope and the request id of its cause', async () => {
    await runInContext({ requestId: 'req_sale' }, () => shop.bus.publish([outgoing(1)]));
    await shop.bus.publish([{ ...outgoing(2), context: { requestId: 'req_told' } }]);
    await eventually(done(1));
    await eventually(done(2));
    expect(sales).toHaveLength(2);
    expect(sales.find(({ n }) => n === 1)).toMatchObject({
      requestId: 'req_sale',
      event: {
        id: 'evt_1',
        source: '/seatkeeper/shop',
        type: sold.name,
        time: '2026-11-22T06:00:00.000Z',
        subject: 'tkt_1',
        sequence: 7,
      },
    });
    expect(sales.find(({ n }) => n === 2)).toMatchObject({ requestId: 'req_told' });
  });

  it('a publisher may call its CloudEvent plain JSON, and leave out what is optional', async () => {
    await rig.emit(cloudEvent(sold.name, { n: 10 }), undefined, { contentType: 'application/json' });
    await rig.emit(cloudEvent(sold.name, { n: 11, extra: true }, { time: undefined, extension: 'x' }));
    await eventually(done(10));
    await eventually(done(11));
    expect(await rig.deadLetters('beta')).toEqual([]);
    // It says nothing of a request, so each begins one.
    const ids = sales.filter(({ n }) => n === 10 || n === 11).map(({ requestId }) => requestId);
    expect(ids).toEqual([expect.stringMatching(/^req_\w{10,}/), expect.stringMatching(/^req_\w{10,}/)]);
    expect(new Set(ids).size).toBe(2);
  });

  it('the same event delivered three times is handled once', async () => {
    const event = cloudEvent(sold.name, { n: 20 });
    for (let i = 0; i < 3; i += 1) await rig.emit(event);
    await rig.emit(cloudEvent(sold.name, { n: 21 }));
    await eventually(done(21));
    await eventually(async () => expect(await rig.waiting(eventQueue(rig.place, 'beta'))).toBe(0));
    expect(sales.filter(({ n }) => n === 20)).toHaveLength(1);
  });

  it('what cannot be understood becomes a dead letter with the reason, and nothing behind it waits', async () => {
    const started = Date.now();
    await rig.emit('{"no json', sold.name);
    await rig.emit('[1,2]', sold.name);
    await rig.emit({ ...cloudEvent(sold.name, { n: 30 }), specversion: '0.3' });
    await rig.emit(cloudEvent('shop.ticket.stolen', { n: 30 }), sold.name);
    await rig.emit(cloudEvent(sold.name, { n: 'thirty' }));
    await rig.emit(cloudEvent(sold.name, { n: 30 }, { source: '/seatkeeper/press' }));
    rig.channel.sendToQueue(
      eventQueue(rig.place, 'beta'),
      Buffer.from(JSON.stringify(cloudEvent('shop.ticket.lost', {}))),
    );
    for (let n = 0; n < 20; n += 1) await rig.emit(cloudEvent(sold.name, { n: 31 + n, how: 'refused' }));
    for (let n = 0; n < 50; n += 1) await rig.emit(cloudEvent(sold.name, { n: 100 + n }));
    await eventually(() => expect(sales.filter(({ n }) => n >= 100)).toHaveLength(50));
    expect(Date.now() - started).toBeLessThan(5_000);

    const letters = await eventually(async () => {
      const found = await rig.deadLetters('beta');
      deadLetters.push(...found);
      expect(deadLetters).toHaveLength(27);
      return deadLetters;
    });
    const codes = letters.map(({ properties }) => properties.headers?.['x-code'] as string);
    expect(codes.filter((code) => code === 'unknown-product')).toHaveLength(20);
    expect(codes.filter((code) => code !== 'unknown-product').sort()).toEqual([
      'malformed',
      'not-a-cloud-event',
      'not-a-cloud-event',
      'source-not-owner',
      'type-mismatch',
      'unknown-type',
      'validation-failed',
    ]);
    const invalid = letters.find(({ properties }) => properties.headers?.['x-code'] === 'validation-failed');
    expect(invalid?.properties.headers).toMatchObject({
      'x-reason': expect.stringMatching(/^BetaHandlers\.sold: data\.n: /),
      'x-attempts': 1,
      'x-original-exchange': rig.place.eventsExchange,
      'x-original-routing-key': sold.name,
      'x-first-failed-at': expect.stringMatching(/^20/),
      'x-last-failed-at': expect.stringMatching(/^20/),
    });
  });
  const deadLetters: Awaited<ReturnType<Rig['deadLetters']>> = [];

  it('what fails for the moment is tried again after each delay, and then done', async () => {
    await rig.emit(cloudEvent(sold.name, { n: 200, how: 'twice' }));
    await eventually(() => expect(sales).toHaveLength(3));
    const [first = 0, second = 0, third = 0] = sales.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(95);
    expect(third - second).toBeGreaterThanOrEqual(195);
    expect(await rig.deadLetters('beta')).toEqual([]);
  });

  it('an outage that outlasts every delay costs nothing: the event is done when it is over', async () => {
    await rig.emit(cloudEvent(sold.name, { n: 205, how: 'outage' }));
    await eventually(() => expect(sales).toHaveLength(6));
    await eventually(async () => expect(await rig.waiting(eventQueue(rig.place, 'beta'))).toBe(0));
    expect(await rig.deadLetters('beta')).toEqual([]);
  });

  it('what never works is a dead letter after the last delay', async () => {
    await rig.emit(cloudEvent(sold.name, { n: 210, how: 'never' }));
    const [letter] = await eventually(async () => {
      const found = await rig.deadLetters('beta');
      expect(found).toHaveLength(1);
      return found;
    });
    expect(sales).toHaveLength(3);
    const headers = letter?.properties.headers ?? {};
    expect(headers).toMatchObject({
      'x-code': 'internal-error',
      'x-reason': 'BetaHandlers.sold: Error: the database is down',
      'x-attempts': 3,
      'x-original-exchange': rig.place.eventsExchange,
      'x-original-routing-key': sold.name,
      'x-handlers': ['BetaHandlers.sold'],
    });
    expect(headers['x-first-failed-at'] < headers['x-last-failed-at']).toBe(true);
  });

  it('an event for one service does not come to another that does not hear it', async () => {
    await rig.start('printer', [PrinterHandlers]);
    await shop.bus.publish([outgoing(220)]);
    await rig.emit(cloudEvent(printed.name, { n: 221 }));
    await eventually(() => expect(prints).toEqual([221]));
    await eventually(done(220));
    expect(sales).toHaveLength(1);
  });

  it('an event nobody hears is kept where somebody can find it', async () => {
    const before = await rig.waiting(unroutedQueue(rig.place));
    await rig.emit(cloudEvent('nobody.hears.this', {}));
    await eventually(async () => expect(await rig.waiting(unroutedQueue(rig.place))).toBe(before + 1));
  });

  it('a whole family of events can be heard beside single ones; only the handler that failed runs again', async () => {
    await rig.start('audited', [AuditHandlers, ReturnsHandlers]);
    anyFails = 2;
    await rig.emit(cloudEvent(returned.name, { n: 230 }));
    await eventually(() => expect(seen).toHaveLength(3));
    expect(audited).toEqual([230]);
    await rig.emit(cloudEvent('shop.unheard.of', { free: 'form' }));
    await eventually(() => expect(seen.at(-1)).toEqual({ type: 'shop.unheard.of', data: { free: 'form' } }));
    expect(await rig.deadLetters('audited')).toEqual([]);
  });

  it('a handler that refuses gives its share to the dead letters, while another is tried again', async () => {
    anyFails = 1;
    await rig.emit(cloudEvent(returned.name, { n: -1 }));
    await eventually(() => expect(seen).toHaveLength(2));
    const [letter] = await eventually(async () => {
      const found = await rig.deadLetters('audited');
      expect(found).toHaveLength(1);
      return found;
    });
    expect(letter?.properties.headers).toMatchObject({ 'x-handlers': ['ReturnsHandlers.returned'] });
    expect(audited.filter((n) => n === -1)).toHaveLength(1);
  });

  it('a retired name is heard no more', async () => {
    const first = await rig.start('retiring', [RetiringHandlers]);
    await rig.emit(cloudEvent(returned.name, { n: 240 }));
    await eventually(() => expect(retiring).toEqual([240]));
    await first.stop();
    const before = await rig.waiting(eventQueue(rig.place, 'retiring'));
    await rig.start('retiring', [PrinterHandlers], { retired: [returned.name] });
    await rig.emit(cloudEvent(returned.name, { n: 241 }));
    await eventually(() => expect(returns).toContain(241));
    expect(await rig.waiting(eventQueue(rig.place, 'retiring'))).toBe(before);
    expect(await rig.deadLetters('retiring')).toEqual([]);
  });
});

const prints: number[] = [];
const audited: number[] = [];
const retiring: number[] = [];

@Injectable()
class PrinterHandlers {
  @On(printed)
  async printed({ n }: Data): Promise<void> {
    prints.push(n);
  }
}

@Injectable()
class ReturnsHandlers {
  @On(returned)
  async returned({ n }: Data): Promise<void> {
    audited.push(n);
    if (n < 0) throw new Fault('not-found', 'There is no such ticket');
  }
}

@Injectable()
class RetiringHandlers {
  @On(returned)
  async returned({ n }: Data): Promise<void> {
    retiring.push(n);
  }
}
