import type { OrderItem, OrderLine } from '@seatkeeper/contracts';
import type { CatalogVersion, SoldPlan, SoldProduct } from '../catalog/catalog-file.js';
import type { Catalogs } from '../catalog/catalogs.js';
import { nextRenewal } from '../money/calendar.js';
import { prorate, split, sumOf } from '../money/money.js';
import type { Paid, Subscription } from '../subscriptions/subscription.js';
import { baseOf, optionPart, optionsOf, seatsOf, type Option, type Part, type Tariff } from './parts.js';

/** Under which conditions something is quoted. */
export interface Conditions extends Tariff {
  timeZone: string;
  /** The moment that all lines are reckoned to, in whole seconds. */
  now: Date;
}

export interface Quoted {
  lines: OrderLine[];
  /** What the subscription is once the order took effect. */
  after: Subscription;
}

/** What is sold to whom: the product and plan in the version that counts. */
export interface Offer {
  version: CatalogVersion;
  sold: SoldProduct;
  plan: SoldPlan;
}

/**
 * The version being sold counts, so that what is bought later costs what it costs by then. A plan that is no longer
 * sold goes on for those who have it, as they bought it. Undefined when there is no such plan.
 */
export function offerOf(
  catalogs: Catalogs,
  product: string,
  plan: string | undefined,
  has?: Subscription,
): Offer | undefined {
  const versions = [catalogs.current, ...(has ? [catalogs.version(has.catalogVersion)] : [])];
  for (const version of versions) {
    const sold = version.products.find((one) => one.product === product);
    const wanted = plan ?? has?.plan ?? sold?.plans[0]?.plan;
    const found = sold?.plans.find((one) => one.plan === wanted);
    const allowed = version === catalogs.current || wanted === has?.plan;
    if (sold && found && allowed) return { version, sold, plan: found };
  }
  return undefined;
}

/**
 * The lines of one item and what they make of the subscription. More of the same is charged for the time that remains
 * until the renewal; another plan credits what was paid for the old one and not used; another period, or a term that is
 * over, begins a new term now. What is asked for has been checked with `refuseItem`.
 */
export function quoteItem(item: OrderItem, offer: Offer, at: Conditions, has?: Subscription): Quoted {
  const running = has && has.renewsAt > at.now ? has : undefined;
  // A term goes on as long as its period does; otherwise all of it is bought anew.
  const kept = running?.period === at.period ? running : undefined;
  const follows = has?.period === at.period && has.renewsAt >= at.now ? has : undefined;
  const samePlan = kept?.plan === offer.plan.plan;
  const seats = (has?.seats ?? 0) + item.seats;
  const modules = union(has?.modules, item.modules);
  const addons = union(has?.addons, item.addons);

  const chosen = optionsOf(offer.sold).filter(({ kind, name }) =>
    (kind === 'module' ? modules : addons).includes(name),
  );
  const parts = [
    ...(samePlan ? [] : baseOf(offer.plan, at)),
    ...seatsOf(offer.plan, at, samePlan ? kept.seats : 0, seats),
    ...chosen.flatMap((option) =>
      optionPart(option, at, seats, kept && hasOption(kept, option) ? kept.seats : null),
    ),
  ];

  const termFrom = kept?.termFrom ?? at.now;
  const startedAt = follows ? (follows.startedAt ?? follows.termFrom) : at.now;
  const renewsAt = kept?.renewsAt ?? nextRenewal(startedAt, at.period, at.now, at.timeZone);
  const charged = charges(item.product, parts, at.now, { from: termFrom, to: renewsAt });
  const given = (what: string) => kept === undefined || (!samePlan && (what === 'plan' || what === 'seats'));
  const open = (running?.paid ?? []).filter(({ to }) => to > at.now);
  return {
    lines: [
      ...credits(
        item.product,
        open.filter(({ what }) => given(what)),
        at.now,
      ),
      ...charged,
    ],
    after: {
      product: item.product,
      plan: offer.plan.plan,
      period: at.period,
      currency: at.currency,
      catalogVersion: offer.version.version,
      seats,
      modules,
      addons,
      termFrom,
      renewsAt,
      startedAt,
      ...renewalOf(kept),
      paid: [...open.filter(({ what }) => !given(what)), ...paidBy(parts, charged, at.now, renewsAt)],
    },
  };
}

/** A term that begins renews by itself; one that goes on ends or renews as it would have. */
const renewalOf = (kept?: Subscription): Pick<Subscription, 'renews' | 'endedBy'> => ({
  ...(kept?.renews !== undefined || !kept ? { renews: kept?.renews ?? true } : {}),
  ...(kept?.endedBy && { endedBy: kept.endedBy }),
});

/** What was really paid for time that will not be used: never more than that, whatever it costs now. */
function credits(product: string, paid: readonly Paid[], now: Date): OrderLine[] {
  return [...new Set(paid.map(({ what }) => what))].map((what) => {
    const of = paid.filter((one) => one.what === what);
    const unused = of.map(({ amountMinor, from, to }) =>
      prorate(amountMinor, seconds(now, to), seconds(from, to)),
    );
    const to = new Date(Math.max(...of.map((one) => one.to.getTime())));
    const [kind, name] = what.split(':') as [OrderLine['kind'], string | undefined];
    return {
      product,
      kind,
      ...(name !== undefined && { name }),
      charge: 'unused' as const,
      amountMinor: 0 - sumOf(unused),
      from: now.toISOString(),
      to: to.toISOString(),
    };
  });
}

/** Each part for the time from now to the end of the term, rounded once; the tiers of the seats share their sum. */
function charges(
  product: string,
  parts: readonly Part[],
  now: Date,
  term: { from: Date; to: Date },
): OrderLine[] {
  const whole = seconds(term.from, term.to);
  const left = seconds(now, term.to);
  return [...new Set(parts.map(({ what }) => what))].flatMap((what) => {
    const of = parts.filter((part) => part.what === what);
    const full = of.map(({ quantity, unitMinor }) => sumOf([quantity * unitMinor]));
    const total = prorate(sumOf(full), left, whole);
    const amounts = sumOf(full) === 0 ? full : split(total, full);
    return of.map(({ kind, name, quantity, unitMinor }, i) => ({
      product,
      kind,
      name,
      charge: left === whole ? ('term' as const) : ('remaining' as const),
      quantity,
      unitMinor,
      amountMinor: amounts[i] ?? 0,
      from: now.toISOString(),
      to: term.to.toISOString(),
    }));
  });
}

function paidBy(parts: readonly Part[], lines: readonly OrderLine[], from: Date, to: Date): Paid[] {
  return [...new Set(parts.map(({ what }) => what))].map((what) => {
    const amounts = parts.flatMap((part, i) => (part.what === what ? [lines[i]?.amountMinor ?? 0] : []));
    return { what, amountMinor: sumOf(amounts), from, to };
  });
}

const hasOption = (has: Subscription, { kind, name }: Option): boolean =>
  (kind === 'module' ? has.modules : has.addons).includes(name);

const union = (one: readonly string[] = [], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
];

const seconds = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 1_000);
