import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, OrderId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Product, Timestamp } from '../people.js';
import { Currency, OptionName, Period, PlanName } from './catalog.js';
import { totals } from './totals.js';

const names = z
  .array(OptionName)
  .max(20)
  .default([])
  .transform((list) => [...new Set(list)]);

/** What is wanted of one product, on top of what the account has. */
export const OrderItem = z.strictObject({
  product: Product,
  plan: PlanName.optional().describe('Left out: the plan the account has, else the first one of the product'),
  seats: z.int().min(0).max(100_000).default(0).describe('How many more seats'),
  modules: names.describe('Modules to switch on'),
  addons: names.describe('Add-ons to switch on'),
});
export type OrderItem = z.output<typeof OrderItem>;

export const NewOrder = z.strictObject({
  items: z
    .array(OrderItem)
    .min(1, 'Order something')
    .max(20)
    .refine(
      (items) => new Set(items.map(({ product }) => product)).size === items.length,
      'Name each product once',
    ),
  period: Period.optional().describe('Left out: that of the subscription, else a month'),
  currency: Currency.optional().describe(
    'Left out: that of the subscription, else the first one of the catalogue',
  ),
});

export const OrderLine = z.object({
  product: Product,
  kind: z.enum(['plan', 'seats', 'module', 'addon']),
  name: z.string().optional().describe('Of the plan, the module or the add-on'),
  charge: z
    .enum(['term', 'remaining', 'unused'])
    .describe(
      'For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used',
    ),
  quantity: z.int().optional(),
  unitMinor: z.int().optional().describe('Price of one for a whole period'),
  amountMinor: z.int().describe('Net, in minor units; negative for a credit'),
  from: Timestamp,
  to: Timestamp,
});
export type OrderLine = z.infer<typeof OrderLine>;

export const OrderStatus = z.enum([
  'quoted',
  'expired',
  'awaiting-approval',
  'awaiting-payment',
  'payment-failed',
  'approved',
  'completed',
  'outdated',
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const PaymentProvider = z
  .enum(['invoice', 'stripe'])
  .describe(
    '`invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes',
  );
export type PaymentProvider = z.infer<typeof PaymentProvider>;

export const DisputeState = z.enum(['open', 'won', 'lost']);
export type DisputeState = z.infer<typeof DisputeState>;

/** Why an order was not paid. */
export const PaymentFailure = z.enum(['declined', 'expired']);
export type PaymentFailure = z.infer<typeof PaymentFailure>;

/** What became of the money of an order that is paid at once. */
export const OrderPayment = z.object({
  state: z
    .enum(['open', 'paid', 'failed', 'refund-due', 'refunded'])
    .describe('`refund-due`: paid for an order that could no longer take effect; it is being paid back'),
  paidAt: Timestamp.optional(),
  refundedMinor: z.int().describe('What was paid back of it, in minor units'),
  dispute: DisputeState.optional().describe('Whether whoever paid disputes it at their bank'),
  failure: PaymentFailure.optional(),
  nextTryAt: Timestamp.optional().describe(
    'Of a renewal whose card was declined, and is tried again: when. Not there once no try is left',
  ),
});
export type OrderPayment = z.infer<typeof OrderPayment>;

export const Order = z.object({
  id: OrderId,
  accountId: AccountId,
  kind: z
    .enum(['order', 'renewal'])
    .describe('`renewal`: ordered by itself when the terms of its products were over'),
  status: OrderStatus,
  period: Period,
  catalogVersion: z.int(),
  items: z.array(
    z.object({
      product: Product,
      plan: PlanName,
      seats: z.int().describe('How many more'),
      modules: z.array(z.string()),
      addons: z.array(z.string()),
      renewsAt: Timestamp.describe('When the subscription renews once the order took effect'),
    }),
  ),
  lines: z.array(OrderLine),
  ...totals,
  quotedAt: Timestamp.describe('The moment that the lines are reckoned to'),
  expiresAt: Timestamp.describe('Until when it can be checked out'),
  payableBy: z
    .array(PaymentProvider)
    .describe('How it can be checked out; empty once it was, or can no longer be'),
  provider: PaymentProvider.optional(),
  payment: OrderPayment.optional().describe(
    'Of an order that is paid at once, or a renewal that is charged to the saved card',
  ),
  checkoutUrl: z
    .url()
    .optional()
    .describe('The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else'),
  completedAt: Timestamp.optional(),
});
export type Order = z.infer<typeof Order>;

const ofAccount = { accountId: AccountId, orderId: OrderId };

export const placeOrder = defineRequest({
  name: 'licensing.order.place.v1',
  summary: 'Quotes an order. Asking again with the same id answers with the quote that was made first.',
  input: z.object({ ...ofAccount, by: Actor, order: NewOrder }),
  output: Order,
  faults: [
    'not-found',
    'unknown-product',
    'unknown-account',
    'validation-failed',
    'order-pays-back',
    'billed-elsewhere',
  ],
});

export const listOrders = defineRequest({
  name: 'licensing.order.list.v1',
  summary: 'The orders of an account, newest first.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Order),
  faults: ['validation-failed'],
});

export const getOrder = defineRequest({
  name: 'licensing.order.get.v1',
  summary: 'One order.',
  input: z.object(ofAccount),
  output: Order,
  faults: ['not-found'],
});

export const checkOutOrder = defineRequest({
  name: 'licensing.order.check-out.v1',
  summary:
    'Orders what was quoted: on invoice, which an operator approves, or for a payment at once, whose page it answers. ' +
    'Asking twice changes nothing more.',
  input: z.object({
    ...ofAccount,
    by: Actor,
    provider: PaymentProvider,
    saveCard: z
      .boolean()
      .default(false)
      .describe('Whether renewals may be charged to the card it is paid by'),
  }),
  output: Order,
  faults: ['not-found', 'order-expired', 'order-outdated', 'billed-elsewhere', 'validation-failed'],
  timeoutMs: 15_000,
});

/** What a payment provider says of money, as far as it is needed to look there. What it says is not taken for true. */
export const PaymentReport = z.object({
  provider: z.literal('stripe'),
  reportId: z.string().max(255),
  type: z.string().max(255).describe('As the provider calls it'),
  orderId: z.string().max(255).optional().describe('As it was given to the provider'),
  intent: z.string().max(255).optional().describe('The payment it is about, as the provider calls it'),
});
export type PaymentReport = z.infer<typeof PaymentReport>;

export const reportPayment = defineRequest({
  name: 'licensing.payment.report.v1',
  summary:
    'Looks at the provider what became of the payment of an order, and does what follows from it. ' +
    'In any order, and any number of times.',
  input: PaymentReport,
  output: z.object({ known: z.boolean().describe('Whether it is about an order of Seatkeeper') }),
  timeoutMs: 15_000,
});

export const getOrderMail = defineRequest({
  name: 'licensing.order.get-mail.v1',
  askedBy: ['notifications'],
  summary: 'What a mail says of the payment of an order, at this moment.',
  input: z.object(ofAccount),
  output: z.object({
    status: OrderStatus,
    grossMinor: z.int(),
    currency: Currency,
    refundedMinor: z.int(),
    nextTryAt: Timestamp.optional().describe('When the saved card is tried again, if it is'),
  }),
  faults: ['not-found'],
});

/** Who of the vendor acts, and from which account: the act is told there, too. */
const operator = { by: Actor, operatorAccountId: AccountId };

export const listAwaitingOrders = defineRequest({
  name: 'licensing.order.list-awaiting.v1',
  summary: 'The orders of all accounts, or of one, that wait for an operator, oldest first.',
  input: z.object({ accountId: AccountId.optional(), limit: z.int().min(1).max(200) }),
  output: z.object({ items: z.array(Order) }),
});

export const approveOrder = defineRequest({
  name: 'licensing.order.approve.v1',
  summary:
    'Lets an order take effect: its seats are there when this answers. Asking again goes on with what the first began.',
  input: z.object({ ...operator, orderId: OrderId }),
  output: Order,
  faults: ['not-found', 'wrong-order-status', 'order-outdated'],
  timeoutMs: 15_000,
});

const orderData = { accountId: AccountId, actor: Actor, orderId: OrderId };

export const orderCheckedOut = defineEvent({
  name: 'licensing.order.checked-out.v1',
  summary: 'An account ordered: on invoice, which an operator has to approve, or for a payment at once.',
  data: z.object({
    ...orderData,
    grossMinor: z.int(),
    currency: Currency,
    provider: PaymentProvider.optional(),
  }),
});
export const orderApproved = defineEvent({
  name: 'licensing.order.approved.v1',
  summary: 'An operator approved an order, which takes effect now.',
  data: z.object({ ...orderData, grossMinor: z.int(), currency: Currency }),
});
export const orderPaid = defineEvent({
  name: 'licensing.order.paid.v1',
  summary:
    'An order was paid at once, and takes effect now; or its invoice was, or was charged to the saved card.',
  data: z.object({ ...orderData, grossMinor: z.int(), currency: Currency }),
});
export const orderPaymentFailed = defineEvent({
  name: 'licensing.order.payment-failed.v1',
  summary: 'The payment of an order was declined, or nobody paid in time. The order is over.',
  data: z.object({
    ...orderData,
    grossMinor: z.int(),
    currency: Currency,
    failure: PaymentFailure,
  }),
});
export const orderRefunded = defineEvent({
  name: 'licensing.order.refunded.v1',
  summary:
    'Money of an order was paid back, all of it or a part. Seats stay: an operator corrects the purchase where they should not.',
  data: z.object({
    ...orderData,
    amountMinor: z.int().describe('What was paid back this time'),
    refundedMinor: z.int().describe('What was paid back of it in all'),
    grossMinor: z.int(),
    currency: Currency,
    outdated: z.boolean().describe('Paid back because the order could no longer take effect'),
  }),
});
export const orderDisputed = defineEvent({
  name: 'licensing.order.disputed.v1',
  summary: 'Whoever paid disputes it at their bank, or the dispute ended. Seats stay meanwhile.',
  data: z.object({ ...orderData, grossMinor: z.int(), currency: Currency, dispute: DisputeState }),
});
export const orderCompleted = defineEvent({
  name: 'licensing.order.completed.v1',
  summary: 'Everything of an order is there, its invoice included.',
  data: z.object(orderData),
});
export const operatorApprovedOrder = defineEvent({
  name: 'licensing.operator.order-approved.v1',
  summary: 'What an operator did for another account, for the audit of the operators’ own account.',
  data: z.object({ ...orderData, customerAccountId: AccountId }),
});

export const subscriptionsChanged = defineEvent({
  name: 'licensing.subscriptions.changed.v1',
  summary: 'An order changed what an account has subscribed to.',
  data: z.object({
    ...orderData,
    subscriptions: z.array(
      z.object({
        product: Product,
        plan: PlanName,
        seats: z.int(),
        modules: z.array(z.string()),
        addons: z.array(z.string()),
        renewsAt: Timestamp,
      }),
    ),
  }),
});
