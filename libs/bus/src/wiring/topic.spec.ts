import { topicMatches } from './topic.js';

describe('a topic', () => {
  it.each([
    ['identity.#', 'identity.user.invited.v1', true],
    ['identity.#', 'identity', true],
    ['identity.#', 'licensing.seat.freed.v1', false],
    ['identity.#', 'identityx.user', false],
    ['#', 'anything.at.all', true],
    ['*.seats.*', 'billing.seats.purchased', true],
    ['*.seats.*', 'billing.seats.purchased.v1', false],
    ['#.v1', 'licensing.seat.freed.v1', true],
    ['#.v1', 'v1', true],
    ['a.#.z', 'a.z', true],
    ['a.#.z', 'a.b.c.z', true],
    ['a.#.z', 'a.b.c', false],
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.c', false],
  ])('%s and %s: %s', (topic, name, expected) => {
    expect(topicMatches(topic, name)).toBe(expected);
  });
});
