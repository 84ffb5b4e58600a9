import { Catalogs, readCatalogs, SHIPPED_CATALOG } from '../catalog/catalogs.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { entitlementsOf } from './entitlements.js';

const catalogs = readCatalogs(SHIPPED_CATALOG);
const subscribed = (change: Partial<Subscription>): Subscription => ({
  product: 'core',
  plan: 'standard',
  period: 'month',
  currency: 'EUR',
  catalogVersion: 1,
  seats: 5,
  modules: [],
  addons: [],
  termFrom: new Date('2027-01-31T10:00:00Z'),
  renewsAt: new Date('2027-02-28T10:00:00Z'),
  paid: [],
  ...change,
});

describe('what is on for an account', () => {
  it.each([
    ['with nothing', [], [], []],
    ['with seats of a trial or from outside', [], ['core'], ['people', 'reassignment']],
    ['with a subscription', [subscribed({ plan: 'premium' })], ['core'], ['audit', 'people', 'reassignment']],
    [
      'with a module and an add-on',
      [subscribed({ modules: ['advisor-portal'], addons: ['outlook'] })],
      ['core'],
      ['advisor-portal', 'outlook', 'people', 'reassignment'],
    ],
    [
      'with one product subscribed to and another from a trial',
      [subscribed({ product: 'contract' })],
      ['core', 'contract'],
      ['contracts', 'people', 'reassignment'],
    ],
  ])('%s', (_case, subscriptions, seats, features) => {
    expect(entitlementsOf(catalogs, subscriptions, seats).features).toEqual(features);
  });

  it('is what was bought, whatever is sold now', () => {
    const [core, contract] = catalogs.current.products;
    const plans = core!.plans.map((plan) => ({ ...plan, features: [] }));
    const stripped = { ...catalogs.current, version: 2, products: [{ ...core!, plans }, contract!] };
    const both = new Catalogs([catalogs.current, stripped]);
    expect(entitlementsOf(both, [subscribed({})], ['core']).features).toEqual(['people', 'reassignment']);
    expect(entitlementsOf(both, [subscribed({ catalogVersion: 2 })], ['core']).features).toEqual([]);
  });
});
