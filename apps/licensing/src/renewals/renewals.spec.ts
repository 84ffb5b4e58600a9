import { Catalogs, readCatalogs, SHIPPED_CATALOG } from '../catalog/catalogs.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { RENEWAL, subscribed } from '../../testing/subscribed.js';
import { offerFor, renewalOrder } from './renewals.js';

const catalogs = readCatalogs(SHIPPED_CATALOG);
const later = new Date('2027-05-01T00:00:00Z');
const terms = { catalogs, timeZone: 'UTC', taxBasisPoints: 1_900 };
const core = (change: Partial<Subscription> = {}): Subscription => ({
  ...subscribed(30).items[0]!,
  renews: true,
  ...change,
});
const having = (...items: Subscription[]) => ({ ...subscribed(0), items });

/** The catalogue that comes with Seatkeeper, and a newer version of it that was changed. */
function newer(change: (version: (typeof catalogs)['current']) => void): Catalogs {
  const version = structuredClone(catalogs.current);
  version.version = 2;
  change(version);
  return new Catalogs([catalogs.current, version]);
}

describe('the order of the next term', () => {
  it('charges a whole term for what the account has, from the moment the last one was over', () => {
    const has = core({ seats: 30, modules: ['advisor-portal'], addons: ['outlook'] });
    const renewal = renewalOrder(having(has), terms, later);
    expect(renewal?.order).toMatchObject({
      kind: 'renewal',
      status: 'approved',
      basis: 1,
      quotedAt: RENEWAL,
      netMinor: 25 * 2_900 + 5 * 2_600 + 9_900 + 30 * 300,
      items: [{ product: 'core', seats: 0, modules: ['advisor-portal'], addons: ['outlook'] }],
      after: [{ seats: 30, termFrom: RENEWAL, renewsAt: new Date('2027-03-31T10:00:00Z'), renews: true }],
    });
    expect(renewal?.order.lines.map(({ charge }) => charge)).toEqual(['term', 'term', 'term', 'term']);
    expect(renewal?.order.grossMinor).toBe(Math.round((renewal?.order.netMinor ?? 0) * 1.19));
    expect(renewal?.events).toMatchObject([{ data: { products: ['core'], currency: 'EUR' } }]);
  });

  it('has what is owed beyond what was bought as seats of the new term, at the price of their tier', () => {
    const overage = new Map([['core', 2]]);
    const renewal = renewalOrder(having(core({ seats: 29 })), { ...terms, overage }, later);
    expect(renewal?.order).toMatchObject({
      netMinor: 25 * 2_900 + 6 * 2_600,
      items: [{ product: 'core', seats: 2 }],
      after: [{ seats: 31, termFrom: RENEWAL }],
    });
  });

  it('is the same whoever makes it, and another once something changed', () => {
    const id = (revision: number) => renewalOrder({ ...having(core()), revision }, terms, later)?.order._id;
    expect(id(1)).toBe(id(1));
    expect(id(2)).not.toBe(id(1));
  });

  it.each([
    ['before the term is over', core(), new Date(RENEWAL.getTime() - 1)],
    ['for one that is to end', core({ renews: false }), later],
    ['for one from before terms renewed by themselves', core({ renews: undefined }), later],
  ])('is not made %s', (_case, has, now) => {
    expect(renewalOrder(having(has), terms, now)).toBeNull();
  });

  it('takes together what was over at one moment for one period, and what was over first before the rest', () => {
    const contract = { product: 'contract', renews: true };
    const march = new Date('2027-03-10T10:00:00Z');
    const products = (...items: Subscription[]) =>
      renewalOrder(having(...items), terms, later)?.order.items.map(({ product }) => product);
    expect(products(core(), core(contract))).toEqual(['core', 'contract']);
    expect(products(core({ renewsAt: march }), core(contract))).toEqual(['contract']);
    expect(products(core(), core({ ...contract, period: 'year' }))).toEqual(['core']);
    expect(products(core(), core({ ...contract, currency: 'USD' }))).toEqual(['core']);
  });
});

describe('the prices of the next term', () => {
  it('are those of the day, where what the account has is sold still', () => {
    const dearer = newer(({ products }) => {
      products[0]!.plans[0]!.prices[0]!.tiers[0]!.perSeatMinor = 3_500;
    });
    const renewal = renewalOrder(having(core({ seats: 10 })), { ...terms, catalogs: dearer }, later);
    expect(renewal?.order).toMatchObject({ netMinor: 35_000, after: [{ catalogVersion: 2 }] });
  });

  it.each([
    ['the plan', (v: (typeof catalogs)['current']) => v.products[0]!.plans.shift()],
    ['an add-on', (v: (typeof catalogs)['current']) => v.products[0]!.addons.shift()],
    ['the currency', (v: (typeof catalogs)['current']) => v.currencies.shift()],
    ['the product', (v: (typeof catalogs)['current']) => v.products.shift()],
  ])('are those it was bought at, where %s is no longer sold', (_case, change) => {
    const has = core({ addons: ['outlook'] });
    expect(offerFor(newer(change), has).version.version).toBe(1);
    expect(
      offerFor(
        newer(() => {}),
        has,
      ).version.version,
    ).toBe(2);
  });
});
