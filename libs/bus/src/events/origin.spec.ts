import { type Hearer, refuseOrigin } from './origin.js';

const separate: Hearer = {
  prefix: 'seats',
  service: 'licensing',
  user: 'seats.licensing',
  billingSources: ['acme-erp', 'shop'],
};
const shared: Hearer = { ...separate, user: 'guest' };
const updated = { type: 'identity.user.updated.v1', source: '/seatkeeper/identity' };
const bought = { type: 'billing.seats.purchased', source: '/billing/acme-erp' };

describe('an event', () => {
  it.each([
    ['of a service, from it', updated, null],
    ['of a service, from another one', { ...updated, source: '/seatkeeper/licensing' }, 'source-not-owner'],
    ['of a service, from a billing system', { ...updated, source: '/billing/acme-erp' }, 'source-not-owner'],
    ['of billing, from a system that is named', bought, null],
    ['of billing, from one that is not named', { ...bought, source: '/billing/evil' }, 'source-not-owner'],
    ['of billing, from a service', { ...bought, source: '/seatkeeper/identity' }, 'source-not-owner'],
    ['of billing, from a longer name', { ...bought, source: '/billing/shop/eu' }, 'source-not-owner'],
  ])('%s', (_case, event, code) => {
    expect(refuseOrigin(event, 'guest', shared)?.code ?? null).toBe(code);
  });

  it('of billing is believed of nobody unless somebody is named', () => {
    expect(refuseOrigin(bought, undefined, { ...shared, billingSources: [] })?.code).toBe('source-not-owner');
  });

  it.each([
    ['comes with the user of its source', updated, 'seats.identity', separate, null],
    ['comes with the user of its billing system', bought, 'seats.billing.acme-erp', separate, null],
    [
      'comes with the user of another billing system',
      bought,
      'seats.billing.shop',
      separate,
      'user-not-source',
    ],
    ['comes with the user of another service', updated, 'seats.notifications', separate, 'user-not-source'],
    ['comes with the user of another installation', updated, 'other.identity', separate, 'user-not-source'],
    ['comes without a user', updated, undefined, separate, 'user-not-source'],
    ['was put back by the service that hears it', updated, 'seats.licensing', separate, null],
    ['comes without a user where all share one', updated, undefined, shared, null],
    ['comes with the user that all share', updated, 'guest', shared, null],
    [
      'comes from a billing system while services share one',
      updated,
      'seats.billing.shop',
      shared,
      'user-not-source',
    ],
  ])('%s', (_case, event, userId, hearer, code) => {
    expect(refuseOrigin(event, userId, hearer)?.code ?? null).toBe(code);
  });
});
