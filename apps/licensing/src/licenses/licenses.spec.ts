import { systemActor } from '@seatkeeper/contracts';
import { licenseUnder } from './licenses.js';
import { runsLow } from '../warnings/levels.js';

describe('seats run low', () => {
  it.each([
    [0, null],
    [1, 1],
    [15, 1],
    [16, 2],
    [25, 2],
    [26, 2],
    [99, 9],
    [100, 8],
    [999, 79],
    [1_000, 50],
    [100_000, 5_000],
  ])('with %d purchased when %p or fewer are free', (purchased, most) => {
    if (most === null) return expect(runsLow({ purchased, free: 0 })).toBe(false);
    expect(runsLow({ purchased, free: most })).toBe(true);
    expect(runsLow({ purchased, free: most + 1 })).toBe(false);
  });
});

describe('a licence', () => {
  const license = {
    product: 'core',
    plan: 'standard',
    purchased: 10,
    used: 9,
    free: 1,
    overAllocated: 0,
    scheduled: [],
  };
  const subscription = {
    product: 'core',
    plan: 'premium',
    period: 'month' as const,
    currency: 'EUR',
    catalogVersion: 1,
    seats: 10,
    modules: [],
    addons: [],
    termFrom: new Date('2027-01-31T10:00:00Z'),
    renewsAt: new Date('2027-02-28T10:00:00Z'),
    paid: [],
  };
  const booking = {
    reductionId: 'red_12345678',
    product: 'core',
    seats: 3,
    when: 'renewal' as const,
    effectiveAt: subscription.renewsAt,
    bookedBy: systemActor('test'),
  };

  it('under a subscription names the plan that was bought, when it renews, and what is to go then', () => {
    expect(licenseUnder(license, { items: [subscription], bookings: [booking] })).toEqual({
      ...license,
      scheduled: [{ reductionId: 'red_12345678', seats: 3, effectiveAt: '2027-02-28T10:00:00.000Z' }],
      plan: 'premium',
      renewsAt: '2027-02-28T10:00:00.000Z',
      runsLow: true,
      level: 'low',
    });
  });

  it('that was never ordered comes under the first plan, and does not renew', () => {
    expect(licenseUnder(license, { items: [{ ...subscription, product: 'contract' }] })).toEqual({
      ...license,
      runsLow: true,
      level: 'low',
    });
  });
});
