import { sampleUser } from '../../testing/sample-user.js';
import { banStands, mayAct, seatsOf } from './users.js';

const now = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-11-22T13:00:00Z');
const earlier = new Date('2026-11-22T11:00:00Z');

describe('a seat', () => {
  it.each([
    ['pending', 'standard', []],
    ['waiting', 'standard', []],
    ['invited', 'standard', ['core', 'contract']],
    ['active', 'standard', ['core', 'contract']],
    ['banned', 'standard', ['core', 'contract']],
    ['deactivated', 'standard', []],
    ['active', 'service', []],
  ] as const)('is held by who is %s and %s: %j', (status, type, products) => {
    expect(seatsOf(sampleUser({ status, type, products: ['core', 'contract'] }))).toEqual(products);
  });
});

describe('a ban', () => {
  const ban = (until: Date | null) => ({ reason: 'Lost laptop', since: earlier, until });
  it.each([
    ['without end', ban(null), true],
    ['that ends later', ban(later), true],
    ['that ends now', ban(now), false],
    ['that has ended', ban(earlier), false],
  ])('%s keeps the user out: %j', (_case, given, stands) => {
    const user = sampleUser({ status: 'banned', ban: given });
    expect(banStands(user, now)).toBe(stands);
    expect(mayAct(user, now)).toBe(!stands);
  });
});
