import { Fault, NewOrder, userActor } from '@seatkeeper/contracts';
import { readCatalogs, SHIPPED_CATALOG } from '../catalog/catalogs.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { quoteOrder, type Customer } from './placing.js';

const catalogs = readCatalogs(SHIPPED_CATALOG);
const now = new Date('2027-01-31T10:00:00.789Z');
const stranger: Customer = { accountId: 'acc_12345678', timeZone: 'UTC', revision: 0, subscriptions: [] };

const quote = (order: object, customer = stranger, moment = now, taxBasisPoints = 1_900) =>
  quoteOrder(
    'ord_12345678',
    userActor('usr_12345678'),
    NewOrder.parse(order),
    customer,
    { catalogs, taxBasisPoints, quoteHours: 24 },
    moment,
  );

const core: Subscription = quote({ items: [{ product: 'core', seats: 30 }] }).after[0]!;
const premium = quote({
  items: [{ product: 'core', plan: 'premium', seats: 5, modules: ['client-portal'] }],
}).after[0]!;
const customer = (...subscriptions: Subscription[]): Customer => ({
  ...stranger,
  revision: 3,
  subscriptions,
});

function refusal(order: object, known = stranger, moment?: Date): Fault {
  try {
    quote(order, known, moment);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('a quote', () => {
  it('adds several products up, with tax on the sum, and fixes its moment to the second', () => {
    const order = quote({
      items: [
        { product: 'core', seats: 1 },
        { product: 'contract', seats: 2 },
      ],
    });
    expect(order).toMatchObject({
      status: 'quoted',
      period: 'month',
      currency: 'EUR',
      catalogVersion: 1,
      basis: 0,
      netMinor: 6_700,
      taxMinor: 1_273,
      grossMinor: 7_973,
      quotedAt: new Date('2027-01-31T10:00:00Z'),
      expiresAt: new Date('2027-02-01T10:00:00Z'),
    });
    expect(order.after.map(({ product, seats }) => [product, seats])).toEqual([
      ['core', 1],
      ['contract', 2],
    ]);
  });

  it('takes plan, period and currency from the subscription where the order does not name them', () => {
    const yearly = quote({
      items: [{ product: 'core', plan: 'premium', seats: 5 }],
      period: 'year',
      currency: 'USD',
    });
    const more = quote({ items: [{ product: 'core', seats: 1 }] }, customer(yearly.after[0]!));
    expect(more).toMatchObject({ period: 'year', currency: 'USD', basis: 3, items: [{ plan: 'premium' }] });
    expect(more.netMinor).toBe(53_000);
  });
});

describe('an order that cannot be quoted', () => {
  it.each<[string, object, Customer, string]>([
    ['for no seat', { product: 'core' }, stranger, 'items[0].seats: Order at least one seat'],
    [
      'for fewer seats than the plan comes with',
      { product: 'core', plan: 'premium', seats: 3 },
      stranger,
      'items[0].seats: The plan comes with 5 seats: order at least 2 more',
    ],
    [
      'for more seats than the plan goes up to',
      { product: 'core', seats: 221 },
      customer(core),
      'items[0].seats: Standard goes up to 250 seats, and these would be 251',
    ],
    [
      'for a plan nobody offers',
      { product: 'core', plan: 'gold', seats: 1 },
      stranger,
      'items[0].plan: The plans of core are standard and premium',
    ],
    [
      'for a module nobody offers',
      { product: 'contract', seats: 1, modules: ['advisor-portal'] },
      stranger,
      'items[0].modules[0]: Seatkeeper Contract has no module advisor-portal',
    ],
    [
      'for a module of another plan',
      { product: 'core', seats: 1, modules: ['client-portal'] },
      stranger,
      'items[0].modules[0]: The module client-portal can be had with premium, not with standard',
    ],
    [
      'for a plan without a module that the account has',
      { product: 'core', plan: 'standard' },
      customer(premium),
      'items[0].plan: The module client-portal can be had with premium, not with standard, and the account has it',
    ],
    [
      'for what the account has',
      { product: 'core' },
      customer(core),
      'items[0]: The account has all of this already',
    ],
  ])('%s', (_case, item, known, message) => {
    const { code, errors } = refusal({ items: [item] }, known);
    expect(code).toBe('validation-failed');
    expect(errors?.map(({ path, message: said }) => `${path}: ${said}`)).toEqual([message]);
  });

  it('in a currency without prices, or in another than the subscription, says so', () => {
    expect(refusal({ items: [{ product: 'core', seats: 1 }], currency: 'CHF' }).errors).toEqual([
      { path: 'currency', message: 'Prices are in EUR and USD' },
    ]);
    expect(
      refusal({ items: [{ product: 'core', seats: 1 }], currency: 'USD' }, customer(core)).errors,
    ).toEqual([{ path: 'currency', message: 'core is paid in EUR' }]);
  });

  it('for a product nobody sells, is refused as that', () => {
    expect(refusal({ items: [{ product: 'yoga', seats: 1 }] }).code).toBe('unknown-product');
  });

  it('because money would have to be paid back, says how much', () => {
    const smaller = { items: [{ product: 'core', plan: 'standard' }] };
    const large = quote({ items: [{ product: 'core', plan: 'premium', seats: 40 }] }).after[0]!;
    expect(refusal(smaller, customer(large))).toMatchObject({
      code: 'order-pays-back',
      members: { netMinor: -77000, currency: 'EUR' },
    });
    expect(quote(smaller, customer(large), large.renewsAt).netMinor).toBe(111500);
  });

  it('names a product twice or orders nothing: its form is refused', () => {
    const twice = NewOrder.safeParse({ items: [{ product: 'core' }, { product: 'core' }] });
    expect(twice.error?.issues[0]?.message).toBe('Name each product once');
    expect(NewOrder.safeParse({ items: [] }).success).toBe(false);
  });
});
