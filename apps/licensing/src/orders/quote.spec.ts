import type { OrderItem, OrderLine } from '@seatkeeper/contracts';
import fc from 'fast-check';
import type { CatalogVersion } from '../catalog/catalog-file.js';
import { Catalogs, readCatalogs, SHIPPED_CATALOG } from '../catalog/catalogs.js';
import { sumOf } from '../money/money.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { anyCatalog, anyStep } from '../../testing/random-orders.js';
import { offerOf, quoteItem, type Conditions, type Quoted } from './quote.js';

const start = new Date('2027-01-31T10:00:00Z');
const at = (now: Date, period: 'month' | 'year' = 'month'): Conditions => ({
  period,
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  now,
});
const item = (change: Partial<OrderItem>): OrderItem => ({
  product: 'core',
  seats: 0,
  modules: [],
  addons: [],
  ...change,
});

function quote(catalogs: Catalogs, wanted: OrderItem, conditions: Conditions, has?: Subscription): Quoted {
  const offer = offerOf(catalogs, wanted.product, wanted.plan, has);
  if (!offer) throw new Error('There is no such plan.');
  return quoteItem(wanted, offer, conditions, has);
}

const net = (lines: readonly OrderLine[]) => sumOf(lines.map(({ amountMinor }) => amountMinor));
const told = (lines: readonly OrderLine[]) =>
  lines.map(({ charge, kind, quantity, unitMinor, amountMinor }) => [
    charge,
    kind,
    quantity,
    unitMinor,
    amountMinor,
  ]);

describe('a quote by the catalogue that comes with Seatkeeper', () => {
  const catalogs = readCatalogs(SHIPPED_CATALOG);
  const first = quote(catalogs, item({ seats: 30, addons: ['outlook'] }), at(start));

  it('charges a first order for a whole term, each seat by its tier', () => {
    expect(told(first.lines)).toEqual([
      ['term', 'seats', 25, 2_900, 72_500],
      ['term', 'seats', 5, 2_600, 13_000],
      ['term', 'addon', 30, 300, 9_000],
    ]);
    expect(first.after).toMatchObject({
      plan: 'standard',
      seats: 30,
      renewsAt: new Date('2027-02-28T10:00:00Z'),
    });
  });

  const half = new Date('2027-02-14T10:00:00Z');
  const more = quote(catalogs, item({ seats: 80, modules: ['advisor-portal'] }), at(half), first.after);

  it('charges more seats, with the add-ons they get, for the time that remains, in the tier they fall into', () => {
    expect(told(more.lines)).toEqual([
      ['remaining', 'seats', 70, 2_600, 91_000],
      ['remaining', 'seats', 10, 2_300, 11_500],
      ['remaining', 'module', 1, 9_900, 4_950],
      ['remaining', 'addon', 80, 300, 12_000],
    ]);
    expect(more.after).toMatchObject({ seats: 110, renewsAt: first.after.renewsAt });
  });

  it('credits another plan with what was really paid and not used, and leaves modules as they are', () => {
    const late = new Date('2027-02-21T10:00:00Z');
    const change = quote(catalogs, item({ plan: 'premium' }), at(late), more.after);
    expect(told(change.lines)).toEqual([
      ['unused', 'seats', undefined, undefined, -(21_375 + 51_250)],
      ['remaining', 'plan', 1, 24_500, 6_125],
      ['remaining', 'seats', 20, 4_900, 24_500],
      ['remaining', 'seats', 75, 4_400, 82_500],
      ['remaining', 'seats', 10, 3_900, 9_750],
    ]);
    expect(change.after.paid.map(({ what }) => what)).toEqual([
      'addon:outlook',
      'module:advisor-portal',
      'addon:outlook',
      'plan',
      'seats',
    ]);
  });

  it('begins a new term for another period, with everything the account has', () => {
    const yearly = quote(catalogs, item({}), at(half, 'year'), first.after);
    expect(told(yearly.lines)).toEqual([
      ['unused', 'seats', undefined, undefined, -42_750],
      ['unused', 'addon', undefined, undefined, -4_500],
      ['term', 'seats', 25, 29_000, 725_000],
      ['term', 'seats', 5, 26_000, 130_000],
      ['term', 'addon', 30, 3_000, 90_000],
    ]);
    expect(yearly.after).toMatchObject({ period: 'year', renewsAt: new Date('2028-02-14T10:00:00Z') });
  });

  it('begins a new term, and credits nothing, once the old one is over', () => {
    const after = new Date('2027-03-05T10:00:00Z');
    const again = quote(catalogs, item({ seats: 1 }), at(after), first.after);
    expect(again.lines.every(({ charge }) => charge === 'term')).toBe(true);
    expect(again.after).toMatchObject({
      seats: 31,
      termFrom: after,
      renewsAt: new Date('2027-04-05T09:00:00Z'),
    });
  });

  it('gives back in the same second exactly what was paid', () => {
    const change = quote(catalogs, item({ plan: 'premium' }), at(start), first.after);
    const back = change.lines.filter(({ charge, kind }) => charge === 'unused' && kind === 'seats');
    expect(net(back)).toBe(-net(first.lines.filter(({ kind }) => kind === 'seats')));
  });

  it('comes from the version being sold; a plan that is no longer sold goes on for those who have it', () => {
    const [core, contract] = catalogs.current.products;
    const dearer = { ...core!, plans: core!.plans.slice(1) };
    const both = new Catalogs([
      catalogs.current,
      { ...catalogs.current, version: 2, products: [dearer, contract!] },
    ]);
    expect(offerOf(both, 'core', undefined, first.after)).toMatchObject({ version: { version: 1 } });
    expect(offerOf(both, 'core', 'premium', first.after)).toMatchObject({ version: { version: 2 } });
    expect(offerOf(both, 'core', 'standard')).toBeUndefined();
    expect(offerOf(both, 'core', undefined)).toMatchObject({ plan: { plan: 'premium' } });
  });
});

/** A rational number, for a calculation that has nothing in common with the one it checks. */
interface Ratio {
  n: bigint;
  d: bigint;
}
const ratio = (n: number, d: number): Ratio => ({ n: BigInt(n), d: BigInt(d) });
const times = (of: number, { n, d }: Ratio): Ratio => ({ n: BigInt(of) * n, d });
/** Half up, for what is not negative. */
const rounded = ({ n, d }: Ratio): number => Number((n + n + d - ((n + n + d) % (d + d))) / (d + d));

interface Bought {
  part: string;
  amount: number;
  from: number;
  to: number;
}
interface Model {
  plan: string;
  period: 'month' | 'year';
  seats: number;
  options: string[];
  from: number;
  to: number;
  bought: Bought[];
}

/** What an order costs, reckoned seat by seat; moments in seconds. */
function reckon(
  catalog: CatalogVersion,
  has: Model | undefined,
  want: { plan: string; period: 'month' | 'year'; seats: number; options: string[] },
  now: number,
  end: number,
): { net: number; model: Model } {
  const product = catalog.products[0]!;
  const plan = product.plans.find((one) => one.plan === want.plan)!;
  const price = plan.prices.find(({ period }) => period === want.period)!;
  const seatPrice = (n: number) =>
    n <= plan.includedSeats ? 0 : price.tiers.find(({ upTo }) => upTo === null || n <= upTo)!.perSeatMinor;
  const goesOn = has && has.to > now && has.period === want.period ? has : undefined;
  const from = goesOn?.from ?? now;
  const to = goesOn?.to ?? end;
  const before = has?.seats ?? 0;
  const seats = before + want.seats;
  const options = [...new Set([...(has?.options ?? []), ...want.options])];
  const samePlan = goesOn?.plan === want.plan;

  const full = new Map<string, number>();
  let ofSeats = 0;
  for (let n = samePlan ? before + 1 : 1; n <= seats; n += 1) ofSeats += seatPrice(n);
  full.set('seats', ofSeats);
  if (!samePlan) full.set('plan', price.baseMinor);
  for (const option of options) {
    const sold = [
      ...product.modules.map((one) => ({ ...one, key: one.module })),
      ...product.addons.map((one) => ({ ...one, key: one.addon })),
    ].find(({ key }) => key === option)!;
    const one = sold.prices.find(({ period }) => period === want.period)!.amountMinor;
    const had = goesOn?.options.includes(option) ?? false;
    full.set(option, one * (sold.charged === 'seat' ? seats - (had ? before : 0) : had ? 0 : 1));
  }
  const share = ratio(to - now, to - from);
  const added = [...full].map(([part, amount]) => ({
    part,
    amount: rounded(times(amount, share)),
    from: now,
    to,
  }));

  const open = has && has.to > now ? has.bought : [];
  const over = ({ part }: Bought) => !goesOn || (!samePlan && (part === 'seats' || part === 'plan'));
  const credit = open
    .filter(over)
    .map((one) => rounded(times(one.amount, ratio(one.to - now, one.to - one.from))));
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    net: sum(added.map(({ amount }) => amount)) - sum(credit),
    model: {
      plan: want.plan,
      period: want.period,
      seats,
      options,
      from,
      to,
      bought: [...open.filter((one) => !over(one)), ...added],
    },
  };
}

it('random orders, one after the other, cost to the cent what a calculation in rational numbers says', () => {
  let orders = 0;
  const story = fc.array(anyStep, { minLength: 4, maxLength: 6 });
  fc.assert(
    fc.property(anyCatalog, story, (catalog, steps) => {
      const catalogs = new Catalogs([catalog]);
      let now = start.getTime() / 1_000;
      let has: Subscription | undefined;
      let model: Model | undefined;
      for (const { afterSeconds, period, plan, seats, modules, addons } of steps) {
        now += afterSeconds;
        const moment = new Date(now * 1_000);
        const quoted = quote(catalogs, item({ plan, seats, modules, addons }), at(moment, period), has);
        const end = quoted.after.renewsAt.getTime() / 1_000;
        const options = [...modules, ...addons];
        const expected = reckon(catalog, model, { plan, period, seats, options }, now, end);

        expect(net(quoted.lines)).toBe(expected.net);
        for (const { amountMinor, charge } of quoted.lines)
          expect(charge === 'unused' ? amountMinor <= 0 : amountMinor >= 0).toBe(true);
        const credit = net(quoted.lines.filter(({ charge }) => charge === 'unused'));
        expect(0 - credit).toBeLessThanOrEqual(
          sumOf((has?.paid ?? []).map(({ amountMinor }) => amountMinor)),
        );
        orders += 1;
        has = quoted.after;
        ({ model } = expected);
      }
    }),
    { numRuns: 2_500 },
  );
  expect(orders).toBeGreaterThanOrEqual(10_000);
});
