import { Fault, refuse, renewalChosen, subscriptionEnded, type Actor } from '@seatkeeper/contracts';
import { event, isDone, remembered, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import { firstAnnouncement, RENEWALS } from './announcements.js';
import { contractOf, refuseNotice } from './contract-terms.js';
import type { Subscription } from './subscription.js';
import type { StoredSubscriptions, SubscriptionsChange } from './subscriptions.schema.js';

/** What is said of a subscription: a new term follows this one, or it ends. */
export interface WantedRenewal {
  product: string;
  renews: boolean;
  by: Actor;
  /** By which a choice that comes again is known, also after another one. */
  commandId: string;
}

/** When the first of the terms is over that renew or end by themselves. */
export function firstTermEnd(items: readonly Subscription[]): Date | undefined {
  const ends = items.flatMap(({ renews, renewsAt }) => (renews === undefined ? [] : [renewsAt.getTime()]));
  return ends.length > 0 ? new Date(Math.min(...ends)) : undefined;
}

/** When the first of the subscriptions ends that are to end. */
export const nextEnd = (items: readonly Subscription[]): Date | undefined =>
  firstTermEnd(items.filter(({ renews }) => renews === false));

/** How the subscriptions are written, with the moment at which they are looked at next. */
export function withItems(items: Subscription[]): SubscriptionsChange['update'] {
  const termsEndAt = firstTermEnd(items);
  const announceAt = firstAnnouncement(items);
  return {
    set: { items, ...(termsEndAt && { termsEndAt }), ...(announceAt && { announceAt }) },
    ...(!termsEndAt && { unset: ['termsEndAt', 'announceAt'] }),
  };
}

/**
 * Says whether a subscription renews; null when it is so, or when the command was carried out before. Throws `not-subscribed`, `term-over` once
 * the day has come, and `contract-forbids` for one that is to end without the notice that its contract asks for.
 */
export function chooseRenewal(
  known: StoredSubscriptions,
  { product, renews, by, commandId }: WantedRenewal,
  now: Date,
): SubscriptionsChange | null {
  if (isDone(known, commandId)) return null;
  const subscription = known.items.find((item) => item.product === product);
  if (!subscription) throw notSubscribed(product);
  if (subscription.renewsAt <= now) throw termOver(subscription);
  if (subscription.renews === renews) return null;
  if (!renews) refuse(refuseNotice(contractOf(known, product), subscription.renewsAt, now));
  const { endedBy: _, ...rest } = subscription;
  const after = { ...rest, renews, ...(!renews && { endedBy: by }) };
  const items = known.items.map((item) => (item === subscription ? after : item));
  const { accountId } = known;
  const data = { accountId, actor: by, product, renews, at: subscription.renewsAt.toISOString() };
  const changed = withItems(items);
  const commands = remembered(known, commandId, now);
  const update = { ...changed, set: { ...changed.set, commands } };
  return { update, events: [event(renewalChosen, accountId, data, now)] };
}

export const notSubscribed = (product: string): Fault =>
  new Fault('not-subscribed', `The account has no subscription of ${product}.`);

const termOver = ({ product, renewsAt }: Subscription): Fault =>
  new Fault(
    'term-over',
    `The term of ${product} was over at ${renewsAt.toISOString()}. Look again in a moment, or order it anew.`,
  );

/** Whether a subscription is over at a moment: nobody wants it on, or nothing of it is left. */
export const hasEnded = ({ renews, renewsAt, seats }: Subscription, now: Date): boolean =>
  renewsAt <= now && (renews === false || (renews === true && seats === 0));

/** What is said of a subscription that ended: all of its seats are to go. */
export function ended(known: StoredSubscriptions, subscription: Subscription, now: Date): NewEvent {
  const { accountId } = known;
  const { product, seats, renewsAt, endedBy } = subscription;
  const data = {
    accountId,
    actor: endedBy ?? RENEWALS,
    reductionId: derivedId('red', `${accountId}/${product}/${renewsAt.toISOString()}`),
    product,
    quantity: seats,
  };
  return event(subscriptionEnded, accountId, data, now);
}
