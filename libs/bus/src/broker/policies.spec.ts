import { SERVICES } from '@seatkeeper/contracts';
import { deadLetterPolicies } from './policies.js';
import {
  deadLetterQueue,
  eventQueue,
  quickRequestQueue,
  requestQueue,
  retryQueue,
  unroutedQueue,
} from './topology.js';

const place = { prefix: 'seats', eventsExchange: 'seats.events' };
const policies = deadLetterPolicies(place);
const of = (queue: string) => policies.filter(({ pattern }) => new RegExp(pattern).test(queue));

describe('what lies aside', () => {
  it.each([...SERVICES.map((service) => deadLetterQueue(place, service)), unroutedQueue(place)])(
    '%s, has an end by one policy, which RabbitMQ can count to',
    (queue) => {
      const [policy, ...more] = of(queue);
      expect(more).toEqual([]);
      expect(policy?.definition['message-ttl']).toBeGreaterThan(20 * 86_400_000);
      expect(policy?.definition['message-ttl']).toBeLessThan(2 ** 32);
      expect(policy?.definition['overflow'] ?? 'drop-head').toBe('drop-head');
    },
  );

  it('is all that is ever dropped: no policy touches a queue of work, or of another installation', () => {
    const work = SERVICES.flatMap((service) => [
      ...[requestQueue, quickRequestQueue, eventQueue].map((queue) => queue(place, service)),
      retryQueue(place, service, 1_000),
    ]);
    for (const queue of [...work, 'other.identity.dead-letters', 'xseats.unrouted', 'seatsXunrouted'])
      expect(of(queue)).toEqual([]);
  });
});
