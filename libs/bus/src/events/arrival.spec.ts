import { defineEvent } from '@seatkeeper/contracts';
import { z } from 'zod';
import { Handlers, type Registration } from '../wiring/wiring.js';
import { arrivalOf } from './arrival.js';

const place = {
  prefix: 'test',
  service: 'beta',
  user: 'guest',
  billingSources: [],
  eventsExchange: 'test.events',
};
const contract = defineEvent({ name: 'shop.ticket.sold', summary: '', data: z.unknown() });
const invoke = () => Promise.resolve();
const registrations: Registration[] = [
  { kind: 'event', handler: 'Tickets.sold', contract, invoke },
  { kind: 'topics', handler: 'Audit.note', topics: ['shop.#', 'shop.ticket.*'], invoke },
];
const handlers = new Handlers(registrations);

function arrive(type: string, routingKey: string, exchange: string, handlersLeft?: string[]) {
  const source = `/seatkeeper/${type.split('.')[0]}`;
  const content = Buffer.from(JSON.stringify({ specversion: '1.0', id: '1', source, type }));
  const fields = { exchange, routingKey, deliveryTag: 1, redelivered: false, consumerTag: 'c' };
  const arrival = arrivalOf({ content, fields, properties: {} }, { handlers: handlersLeft }, place, handlers);
  return arrival.ok ? arrival.handlers.map(({ handler }) => handler) : arrival.code;
}

describe('an event that arrives', () => {
  it.each([
    [
      'is heard by its handler and by the family',
      'shop.ticket.sold',
      undefined,
      ['Tickets.sold', 'Audit.note'],
    ],
    ['may be heard by the family alone', 'shop.door.opened', undefined, ['Audit.note']],
    ['is left to those who still have to run', 'shop.ticket.sold', ['Audit.note'], ['Audit.note']],
    ['runs all when none of those is left', 'shop.ticket.sold', ['Old.name'], ['Tickets.sold', 'Audit.note']],
    ['is unknown when nobody hears it', 'press.paper.printed', undefined, 'unknown-type'],
  ])('%s', (_case, type, left, expected) => {
    expect(arrive(type, type, place.eventsExchange, left)).toEqual(expected);
  });

  it('may not slip in under the routing key of another', () => {
    expect(arrive('shop.ticket.sold', 'billing.seats.purchased', place.eventsExchange)).toBe('type-mismatch');
  });

  it('may not come from anybody but the owner of its type', () => {
    const event = { specversion: '1.0', id: '1', source: '/seatkeeper/press', type: 'shop.ticket.sold' };
    const content = Buffer.from(JSON.stringify(event));
    const fields = { exchange: place.eventsExchange, routingKey: event.type, deliveryTag: 1 };
    const message = { content, fields: { ...fields, redelivered: false, consumerTag: 'c' }, properties: {} };
    expect(arrivalOf(message, {}, place, handlers)).toMatchObject({ ok: false, code: 'source-not-owner' });
  });

  it('comes back from a retry queue under the name of the queue', () => {
    expect(arrive('shop.door.opened', 'test.shop.events', '')).toEqual(['Audit.note']);
  });
});
