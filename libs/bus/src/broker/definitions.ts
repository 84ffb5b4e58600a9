import { type BrokerUser, brokerUsers } from './permissions.js';
import { deadLetterPolicies } from './policies.js';
import type { Place } from './topology.js';

const VHOST = '/';

interface Wanted {
  readonly place: Place;
  readonly billingSources: readonly string[];
  /** Who administers the broker, and may say that a message comes from somebody else: to replay what was given up. */
  readonly administrator: string;
  /** RabbitMQ's hash of a user's password. */
  readonly hashOf: (user: string) => string;
}

/** What RabbitMQ's `load_definitions` and `import_definitions` make the users of an installation from, and what is kept for how long. */
export function brokerDefinitions({ place, billingSources, administrator, hashOf }: Wanted) {
  const users = brokerUsers(place, billingSources);
  const user = (name: string, tags: string) => ({
    name,
    password_hash: hashOf(name),
    hashing_algorithm: 'rabbit_password_hashing_sha256',
    tags,
  });
  const everything = { configure: '.*', write: '.*', read: '.*' };
  return {
    vhosts: [{ name: VHOST }],
    users: [user(administrator, 'administrator,impersonator'), ...users.map(({ name }) => user(name, ''))],
    permissions: [
      { user: administrator, vhost: VHOST, ...everything },
      ...users.map(({ name, configure, write, read }) => ({
        user: name,
        vhost: VHOST,
        configure,
        write,
        read,
      })),
    ],
    topic_permissions: users.map((each) => topicPermission(each, place)),
    policies: deadLetterPolicies(place).map((policy) => ({ vhost: VHOST, ...policy })),
  };
}

const topicPermission = ({ name, topics }: BrokerUser, { eventsExchange }: Place) => ({
  user: name,
  vhost: VHOST,
  exchange: eventsExchange,
  ...topics,
});
