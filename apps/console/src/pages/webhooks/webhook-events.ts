import type { Body } from '@seatkeeper/client';

/** An event that can be sent. */
export type EventType = NonNullable<Body<'/v1/webhook-endpoints', 'post'>['events']>[number];

export const AREAS = ['people', 'organisation', 'licences', 'handOvers'] as const;
export type Area = (typeof AREAS)[number];

/** What each event is about, in the order in which they are offered; the compiler misses one that is new. */
const AREA_OF: Readonly<Record<EventType, Area>> = {
  'identity.user.invited': 'people',
  'identity.user.wait-listed': 'people',
  'identity.user.activated': 'people',
  'identity.user.updated': 'people',
  'identity.user.banned': 'people',
  'identity.user.unbanned': 'people',
  'identity.user.deactivated': 'people',
  'identity.user.reactivated': 'people',
  'identity.user.seat-suspended': 'people',
  'identity.user.seat-resumed': 'people',
  'identity.user.replaced': 'people',
  'identity.user.invitation-revoked': 'people',
  'identity.user.invitation-expired': 'people',
  'identity.import.finished': 'people',
  'identity.api-key.created': 'people',
  'identity.api-key.revoked': 'people',
  'identity.account.updated': 'organisation',
  'identity.group.created': 'organisation',
  'identity.group.updated': 'organisation',
  'identity.group.deleted': 'organisation',
  'identity.office.created': 'organisation',
  'identity.office.updated': 'organisation',
  'identity.office.deleted': 'organisation',
  'identity.department.created': 'organisation',
  'identity.department.updated': 'organisation',
  'identity.department.deleted': 'organisation',
  'identity.seniority.created': 'organisation',
  'identity.seniority.updated': 'organisation',
  'identity.seniority.deleted': 'organisation',
  'identity.shared-item.registered': 'organisation',
  'identity.shared-item.updated': 'organisation',
  'identity.shared-item.removed': 'organisation',
  'identity.sharing.decided': 'organisation',
  'licensing.seats.purchased': 'licences',
  'licensing.purchase.corrected': 'licences',
  'licensing.seat.claimed': 'licences',
  'licensing.seat.freed': 'licences',
  'licensing.seat.swapped': 'licences',
  'licensing.seats.low': 'licences',
  'licensing.seats.exhausted': 'licences',
  'licensing.seats.over-allocated': 'licences',
  'licensing.seats.over-allocation-ended': 'licences',
  'licensing.seats.overage-taken': 'licences',
  'licensing.seats.overage-settled': 'licences',
  'licensing.claims.frozen': 'licences',
  'licensing.claims.released': 'licences',
  'licensing.invoice.issued': 'licences',
  'licensing.invoice.overdue': 'licences',
  'licensing.seats.reduced': 'licences',
  'licensing.reduction.booked': 'licences',
  'licensing.reduction.cancelled': 'licences',
  'licensing.reduction.due': 'licences',
  'licensing.order.checked-out': 'licences',
  'licensing.order.approved': 'licences',
  'licensing.order.paid': 'licences',
  'licensing.order.payment-failed': 'licences',
  'licensing.order.refunded': 'licences',
  'licensing.order.disputed': 'licences',
  'licensing.order.completed': 'licences',
  'licensing.subscriptions.changed': 'licences',
  'licensing.renewal.chosen': 'licences',
  'licensing.renewal.coming': 'licences',
  'licensing.renewal.ordered': 'licences',
  'licensing.renewal.declined': 'licences',
  'licensing.subscription.ended': 'licences',
  'licensing.invoice.checked-out': 'licences',
  'licensing.invoice.payment-noted': 'licences',
  'reassignment.run.started': 'handOvers',
  'reassignment.run.paused': 'handOvers',
  'reassignment.run.resumed': 'handOvers',
  'reassignment.run.finished': 'handOvers',
  'reassignment.run.failed': 'handOvers',
  'reassignment.run.cancelled': 'handOvers',
};

const EVENTS = Object.keys(AREA_OF) as EventType[];

export const eventsOf = (area: Area): readonly EventType[] => EVENTS.filter((type) => AREA_OF[type] === area);

/** Events as a save says them: those that this console does not know stay chosen, in whatever order they were. */
export const asEvents = (types: readonly string[]): EventType[] => types as EventType[];
