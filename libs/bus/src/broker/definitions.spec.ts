import { brokerDefinitions } from './definitions.js';

it('the definitions have a user, permissions and topics for each, and an administrator who may speak for others', () => {
  const { users, permissions, topic_permissions, policies } = brokerDefinitions({
    place: { prefix: 'seats', eventsExchange: 'seats.events' },
    billingSources: ['acme-erp'],
    administrator: 'root',
    hashOf: (user) => `hash of ${user}`,
  });
  const names = ['gateway', 'identity', 'licensing', 'notifications', 'reassignment', 'billing.acme-erp'].map(
    (speaker) => `seats.${speaker}`,
  );
  expect(users.map(({ name }) => name)).toEqual(['root', ...names]);
  expect(users[0]).toMatchObject({ tags: 'administrator,impersonator', password_hash: 'hash of root' });
  expect(new Set(users.slice(1).map(({ tags }) => tags))).toEqual(new Set(['']));
  expect(permissions.map(({ user }) => user)).toEqual(['root', ...names]);
  expect(topic_permissions.map(({ user }) => user)).toEqual(names);
  for (const { exchange } of topic_permissions) expect(exchange).toBe('seats.events');
  expect(policies.map(({ name, vhost }) => `${vhost} ${name}`)).toEqual([
    '/ seats.dead-letters',
    '/ seats.unrouted',
  ]);
});
