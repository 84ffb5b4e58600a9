import { z } from 'zod';
import { Actor } from '../actor.js';
import type { EventContract, EventData } from '../contract.js';
import { Account, accountUpdated } from '../identity/account.js';
import { ApiKey, apiKeyCreated, apiKeyRevoked } from '../identity/api-key.js';
import { Group, groupCreated, groupDeleted, groupUpdated } from '../identity/group.js';
import { UserImport, userImportFinished } from '../identity/import.js';
import * as sharing from '../identity/shared-item.js';
import * as units from '../identity/unit.js';
import { User } from '../identity/user.js';
import * as users from '../identity/user-events.js';
import { AccountId, ApiKeyId, InvoiceId, OrderId, UserId } from '../ids.js';
import { seatClaimed, seatFreed, seatsPurchased, seatSwapped } from '../licensing/license.js';
import { claimsFrozen, claimsReleased } from '../licensing/freeze.js';
import { invoiceCheckedOut, invoiceIssued, invoiceOverdue, paymentNoted } from '../licensing/invoice.js';
import { overageSettled, overageTaken } from '../licensing/overage.js';
import { overAllocationEnded, seatsOverAllocated } from '../licensing/over-allocation.js';
import { seatsExhausted, seatsLow } from '../licensing/seat-warning.js';
import { purchaseCorrected } from '../licensing/purchase.js';
import {
  DisputeState,
  orderApproved,
  orderCheckedOut,
  orderCompleted,
  orderDisputed,
  orderPaid,
  orderPaymentFailed,
  orderRefunded,
  PaymentFailure,
  subscriptionsChanged,
} from '../licensing/order.js';
import { reductionBooked, reductionCancelled, reductionDue, seatsReduced } from '../licensing/reduction.js';
import {
  CardRefusal,
  renewalChosen,
  renewalComing,
  renewalDeclined,
  renewalOrdered,
  subscriptionEnded,
} from '../licensing/renewal.js';
import { Product, Timestamp } from '../people.js';
import * as runs from '../reassignment/run.js';
import { closest } from '../spelling.js';

/** An event that accounts can have sent to them, and what they get of it. */
export interface WebhookEvent {
  /** The name of the event without its version, as in the audit log: its shape here is a promise of its own. */
  readonly type: string;
  readonly summary: string;
  readonly contract: EventContract;
  /** What is not in it is not sent. */
  readonly data: z.ZodType<Record<string, unknown>>;
}

export const webhookTypeOf = ({ name }: { readonly name: string }): string => name.replace(/\.v\d+$/, '');

const who = { accountId: AccountId, actor: Actor };
/** Which fields changed. What they held before may be what somebody wanted out of the world. */
const changes = z.array(z.object({ field: z.string() }));

/** A user without what only the firm needs to know: telephones, address, fields of its own, why somebody is banned. */
const WebhookUser = User.pick({
  id: true,
  username: true,
  userCode: true,
  type: true,
  status: true,
  firstName: true,
  lastName: true,
  email: true,
  title: true,
  offices: true,
  officeIds: true,
  department: true,
  departmentId: true,
  seniority: true,
  seniorityId: true,
  reportsTo: true,
  products: true,
  groups: true,
  globalAdmin: true,
  locale: true,
  createdAt: true,
  updatedAt: true,
  seatSuspended: true,
  version: true,
}).extend({ ban: z.object({ since: Timestamp, until: Timestamp.nullable() }).nullable() });

const ofUser = z.object({ ...who, user: WebhookUser, changes });
const ofGroup = z.object({ ...who, group: Group, changes });
const ofUnit = z.object({ ...who, unit: units.Unit.omit({ users: true }), changes });
const ofSharedItem = z.object({ ...who, sharedItem: sharing.SharedItem, changes });
const ofKey = z.object({
  ...who,
  userId: UserId,
  keyId: ApiKeyId,
  key: ApiKey.pick({ name: true, scopes: true, expiresAt: true }),
});
const ofSeat = z.object({ ...who, seatId: z.string(), product: Product, userId: UserId });
const ofWarning = z.object({ ...who, product: Product, purchased: z.int(), used: z.int() });
const ofReduction = z.object({ ...who, reductionId: z.string(), product: Product, quantity: z.int() });
const ofOrder = z.object({ ...who, orderId: OrderId });
const ofPricedOrder = ofOrder.extend({ grossMinor: z.int(), currency: orderApproved.data.shape.currency });
const ofInvoice = z.object({
  ...who,
  invoiceId: InvoiceId,
  number: z.string(),
  grossMinor: z.int(),
  currency: ofPricedOrder.shape.currency,
  dueAt: Timestamp,
});
const ofRun = z.object({
  ...who,
  reassignment: runs.Reassignment.pick({
    id: true,
    from: true,
    undoes: true,
    state: true,
    startedAt: true,
    finishedAt: true,
  }).extend({ progress: z.object({ total: z.int(), done: z.int() }) }),
});

const open = <C extends EventContract, D extends z.ZodType<Record<string, unknown>>>(
  contract: C,
  data: D & (EventData<C> extends z.input<D> ? unknown : never),
): WebhookEvent => ({ type: webhookTypeOf(contract), summary: contract.summary, contract, data });

export const webhookEvents: readonly WebhookEvent[] = [
  open(
    accountUpdated,
    z.object({
      ...who,
      account: Account.pick({
        id: true,
        name: true,
        slug: true,
        locale: true,
        timeZone: true,
        version: true,
      }),
      changes,
    }),
  ),
  open(users.userInvited, ofUser),
  open(users.userWaitListed, ofUser),
  open(users.userActivated, ofUser),
  open(users.userUpdated, ofUser),
  open(users.userBanned, ofUser),
  open(users.userUnbanned, ofUser),
  open(users.userDeactivated, ofUser),
  open(users.userReactivated, ofUser),
  open(users.userSeatSuspended, ofUser),
  open(users.userSeatResumed, ofUser),
  open(users.userReplaced, ofUser),
  open(users.invitationRevoked, ofUser),
  open(users.invitationExpired, ofUser),
  open(
    userImportFinished,
    z.object({
      ...who,
      import: UserImport.pick({ id: true, state: true, progress: true, createdAt: true, finishedAt: true }),
    }),
  ),
  open(groupCreated, ofGroup),
  open(groupUpdated, ofGroup),
  open(groupDeleted, ofGroup),
  open(units.officeCreated, ofUnit),
  open(units.officeUpdated, ofUnit),
  open(units.officeDeleted, ofUnit),
  open(units.departmentCreated, ofUnit),
  open(units.departmentUpdated, ofUnit),
  open(units.departmentDeleted, ofUnit),
  open(units.seniorityCreated, ofUnit),
  open(units.seniorityUpdated, ofUnit),
  open(units.seniorityDeleted, ofUnit),
  open(sharing.sharedItemRegistered, ofSharedItem),
  open(sharing.sharedItemUpdated, ofSharedItem),
  open(sharing.sharedItemRemoved, ofSharedItem),
  open(
    sharing.sharingDecided,
    z.object({ ...who, userId: UserId, items: sharing.sharingDecided.data.shape.items }),
  ),
  open(apiKeyCreated, ofKey),
  open(apiKeyRevoked, ofKey),
  open(seatsPurchased, z.object({ ...who, purchaseId: z.string(), product: Product, quantity: z.int() })),
  open(
    purchaseCorrected,
    z.object({ ...who, purchaseId: z.string(), product: Product, quantity: z.int(), seats: z.int() }),
  ),
  open(seatClaimed, ofSeat),
  open(seatFreed, ofSeat),
  open(seatSwapped, ofSeat.extend({ previousUserId: UserId })),
  open(seatsLow, ofWarning),
  open(seatsExhausted, ofWarning),
  open(
    seatsOverAllocated,
    ofWarning.extend({
      stage: seatsOverAllocated.data.shape.stage,
      since: Timestamp,
      graceEndsAt: Timestamp,
    }),
  ),
  open(overageTaken, ofSeat.extend({ number: z.int() })),
  open(overageSettled, ofSeat.omit({ userId: true }).extend({ number: z.int() })),
  open(overAllocationEnded, ofWarning.extend({ since: Timestamp })),
  open(seatsReduced, ofReduction),
  open(reductionBooked, ofReduction.extend({ effectiveAt: Timestamp })),
  open(reductionCancelled, ofReduction),
  open(reductionDue, ofReduction),
  open(renewalChosen, z.object({ ...who, product: Product, renews: z.boolean(), at: Timestamp })),
  open(
    renewalComing,
    z.object({ ...who, product: Product, renews: z.boolean(), at: Timestamp, seats: z.int() }),
  ),
  open(renewalOrdered, ofPricedOrder.extend({ products: z.array(Product) })),
  open(invoiceCheckedOut, ofPricedOrder.extend({ invoiceId: InvoiceId })),
  open(
    renewalDeclined,
    ofPricedOrder.extend({ invoiceId: InvoiceId, reason: CardRefusal, nextTryAt: Timestamp.optional() }),
  ),
  open(subscriptionEnded, ofReduction),
  open(claimsFrozen, z.object(who)),
  open(claimsReleased, z.object(who)),
  open(invoiceIssued, ofInvoice.extend({ orderId: OrderId })),
  open(invoiceOverdue, ofInvoice.extend({ reminder: z.int() })),
  open(
    paymentNoted,
    z.object({
      ...who,
      invoiceId: InvoiceId,
      number: z.string(),
      paid: z.boolean(),
      grossMinor: z.int(),
      currency: ofPricedOrder.shape.currency,
    }),
  ),
  open(orderCheckedOut, ofPricedOrder),
  open(orderApproved, ofPricedOrder),
  open(orderPaid, ofPricedOrder),
  open(orderPaymentFailed, ofPricedOrder.extend({ failure: PaymentFailure })),
  open(
    orderRefunded,
    ofPricedOrder.extend({ amountMinor: z.int(), refundedMinor: z.int(), outdated: z.boolean() }),
  ),
  open(orderDisputed, ofPricedOrder.extend({ dispute: DisputeState })),
  open(orderCompleted, ofOrder),
  open(
    subscriptionsChanged,
    z.object({ ...who, orderId: OrderId, subscriptions: subscriptionsChanged.data.shape.subscriptions }),
  ),
  open(runs.reassignmentStarted, ofRun),
  open(runs.reassignmentPaused, ofRun),
  open(runs.reassignmentResumed, ofRun),
  open(runs.reassignmentFinished, ofRun),
  open(runs.reassignmentFailed, ofRun),
  open(runs.reassignmentCancelled, ofRun),
];

const types = webhookEvents.map(({ type }) => type);

/** Something like `identity.user.banned`; a name nobody knows is told which one may be meant. */
export const WebhookEventType = z
  .string()
  .superRefine((type, context) => {
    if (types.includes(type)) return;
    const given = type.replace(/\.v\d+$/, '');
    const meant = types.find((known) => known.endsWith(`.${given}`)) ?? closest(given, types);
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    context.addIssue({ code: 'custom', message: `No event of this name can be subscribed to${hint}` });
  })
  .meta({ enum: types });
