import { events, ownerOf, SERVICES } from '@seatkeeper/contracts';
import { brokerUsers } from './permissions.js';
import {
  deadLetterQueue,
  eventQueue,
  quickRequestQueue,
  requestQueue,
  retryQueue,
  unroutedExchange,
  unroutedQueue,
} from './topology.js';

const place = { prefix: 'seats', eventsExchange: 'seats.events' };
const users = new Map(brokerUsers(place, ['acme-erp']).map((user) => [user.name, user]));
const user = (name: string) => users.get(`seats.${name}`)!;
const allows = (expression: string, name: string) => new RegExp(expression).test(name);
const queuesOf = (service: string) => [
  ...[requestQueue, quickRequestQueue, eventQueue, deadLetterQueue].map((queue) => queue(place, service)),
  retryQueue(place, service, 1_000),
];

describe.each(SERVICES)('%s', (service) => {
  const { configure, write, read, topics } = user(service);

  it('declares, fills and reads its own queues, and those of nobody else', () => {
    for (const expression of [configure, write, read])
      for (const queue of queuesOf(service)) expect(allows(expression, queue)).toBe(true);
    const foreign = SERVICES.filter((other) => other !== service).flatMap(queuesOf);
    for (const queue of [...foreign, 'other.identity.requests', `x-${queuesOf(service)[0]}`])
      for (const expression of [configure, write, read]) expect(allows(expression, queue)).toBe(false);
  });

  it('declares the exchange of the events with what lies behind, and reads nothing of what nobody heard', () => {
    for (const name of [place.eventsExchange, unroutedExchange(place), unroutedQueue(place)])
      expect(allows(configure, name)).toBe(true);
    expect(allows(read, unroutedQueue(place))).toBe(false);
    expect(allows(configure, 'amq.topic')).toBe(false);
  });

  it('publishes its own events alone', () => {
    const mayPublish = events.some((event) => ownerOf(event) === service);
    expect(allows(write, place.eventsExchange)).toBe(mayPublish);
    for (const owner of [...SERVICES, 'billing'])
      expect(allows(topics.write, `${owner}.thing.done.v1`)).toBe(mayPublish && owner === service);
  });
});

describe('a billing system', () => {
  const { configure, write, read, topics } = user('billing.acme-erp');

  it('publishes events of billing, and can neither ask, nor declare, nor read', () => {
    expect(allows(write, place.eventsExchange)).toBe(true);
    expect(allows(topics.write, 'billing.seats.purchased')).toBe(true);
    expect(allows(topics.write, 'identity.user.updated.v1')).toBe(false);
    for (const name of ['amq.default', unroutedExchange(place), ...SERVICES.flatMap(queuesOf)]) {
      expect(allows(write, name)).toBe(false);
      for (const expression of [configure, read]) expect(allows(expression, name)).toBe(false);
    }
    expect(allows(topics.read, 'billing.seats.purchased')).toBe(false);
  });
});
