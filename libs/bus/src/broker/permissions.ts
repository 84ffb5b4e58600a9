import { events, ownerOf, SERVICES } from '@seatkeeper/contracts';
import { type Place, unroutedExchange, unroutedQueue } from './topology.js';
import { literally } from './literally.js';
import { userOf } from './users.js';

/** A user of the broker and what it may do, each a regular expression over names as RabbitMQ takes them. */
export interface BrokerUser {
  readonly name: string;
  readonly configure: string;
  readonly write: string;
  readonly read: string;
  /** On the exchange of the events, over routing keys. */
  readonly topics: { readonly write: string; readonly read: string };
}

const NOTHING = '^$';
/** Answers go to who asked through it, and so do retries: RabbitMQ knows no other way, and grants it as a whole. */
const DEFAULT_EXCHANGE = 'amq.default';

/** A user for each service, and one for each billing system. */
export const brokerUsers = (place: Place, billingSources: readonly string[]): BrokerUser[] => [
  ...SERVICES.map((service) => serviceUser(place, service)),
  ...billingSources.map((name) => billingUser(place, name)),
];

/**
 * A service declares and reads the queues of its own, and together with the others the exchange of the events and what lies
 * behind it; it publishes what it owns. It can send to any queue, which RabbitMQ does not let us narrow: so whoever
 * receives looks at the user id.
 */
function serviceUser(place: Place, service: string): BrokerUser {
  const own = `${literally(userOf(place, service))}\\.[\\w.-]+`;
  const exchange = literally(place.eventsExchange);
  const behind = literally(unroutedExchange(place));
  const unrouted = literally(unroutedQueue(place));
  const publishes = events.some((event) => ownerOf(event) === service);
  return {
    name: userOf(place, service),
    configure: anyOf(own, exchange, behind, unrouted),
    write: anyOf(own, literally(DEFAULT_EXCHANGE), behind, unrouted, ...(publishes ? [exchange] : [])),
    read: anyOf(own, exchange, behind),
    topics: { write: publishes ? `^${service}\\.` : NOTHING, read: '.*' },
  };
}

/** A billing system publishes events of billing, and does nothing else. */
const billingUser = (place: Place, name: string): BrokerUser => ({
  name: userOf(place, `billing.${name}`),
  configure: NOTHING,
  write: anyOf(literally(place.eventsExchange)),
  read: NOTHING,
  topics: { write: '^billing\\.', read: NOTHING },
});

const anyOf = (...names: readonly string[]): string => `^(${names.join('|')})$`;
