import { Fault, type FieldError, type OrderItem } from '@seatkeeper/contracts';
import type { SoldProduct } from '../catalog/catalog-file.js';
import type { Subscription } from '../subscriptions/subscription.js';
import { optionsOf, type Tariff } from './parts.js';
import type { Offer } from './quote.js';

/** Everything that is wrong with one item of an order, by the place in what was asked; nothing if it can be quoted. */
export function mistakesIn(
  item: OrderItem,
  at: number,
  { sold, plan }: Offer,
  tariff: Tariff,
  has?: Subscription,
): FieldError[] {
  const path = (field: string) => `items[${at}].${field}`;
  const seats = (has?.seats ?? 0) + item.seats;
  const mistakes: FieldError[] = [];
  const asked = [
    ...item.modules.map((name, i) => ({ kind: 'module' as const, name, path: `${path('modules')}[${i}]` })),
    ...item.addons.map((name, i) => ({ kind: 'addon' as const, name, path: `${path('addons')}[${i}]` })),
  ];
  for (const { kind, name, path } of asked) {
    const message = refuseOption(kind, name, sold, plan.plan);
    if (message) mistakes.push({ path, message });
  }
  const kept = [
    ...(has?.modules ?? []).map((name) => ['module', name] as const),
    ...(has?.addons ?? []).map((name) => ['addon', name] as const),
  ];
  for (const [kind, name] of kept) {
    const message = refuseOption(kind, name, sold, plan.plan);
    if (message) mistakes.push({ path: path('plan'), message: `${message}, and the account has it` });
  }
  if (seats < Math.max(1, plan.includedSeats))
    mistakes.push({ path: path('seats'), message: tooFew(plan.includedSeats, seats) });
  if (plan.maximumSeats !== null && seats > plan.maximumSeats)
    mistakes.push({
      path: path('seats'),
      message: `${plan.name} goes up to ${plan.maximumSeats} seats, and these would be ${seats}`,
    });
  if (has && has.currency !== tariff.currency)
    mistakes.push({ path: 'currency', message: `${item.product} is paid in ${has.currency}` });
  return mistakes;
}

const tooFew = (included: number, seats: number): string =>
  included > 0
    ? `The plan comes with ${included} seats: order at least ${included - seats} more`
    : 'Order at least one seat';

function refuseOption(
  kind: 'module' | 'addon',
  name: string,
  sold: SoldProduct,
  plan: string,
): string | null {
  const option = optionsOf(sold).find((one) => one.kind === kind && one.name === name);
  const word = kind === 'module' ? 'module' : 'add-on';
  if (!option) return `${sold.name} has no ${word} ${name}`;
  if (option.sold.plans.includes(plan)) return null;
  return `The ${word} ${name} can be had with ${option.sold.plans.join(' or ')}, not with ${plan}`;
}

/** Whether an item asks for anything that is not there already. */
export function changesAnything(
  item: OrderItem,
  { plan }: Offer,
  { period }: Tariff,
  now: Date,
  has?: Subscription,
): boolean {
  if (!has || has.renewsAt <= now) return true;
  const isNew = (names: readonly string[], known: readonly string[]) =>
    names.some((name) => !known.includes(name));
  return (
    item.seats > 0 ||
    plan.plan !== has.plan ||
    period !== has.period ||
    isNew(item.modules, has.modules) ||
    isNew(item.addons, has.addons)
  );
}

/** Says no to an order that would pay money back: a smaller plan or a shorter period waits for the renewal. */
export function refusePayingBack(netMinor: number, currency: string): Fault | null {
  if (netMinor >= 0) return null;
  return new Fault('order-pays-back', {
    detail:
      'What was paid and not used is more than what this order costs. Money is not paid back within a term: ' +
      'order it on the day of the renewal.',
    members: { netMinor, currency },
  });
}
