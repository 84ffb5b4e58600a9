import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AccountId, InvoiceId, OrderId } from '../ids.js';
import {
  BilledInvoice,
  checkOutInvoice,
  getInvoice,
  Invoice,
  listInvoices,
  listUnpaidInvoices,
  notePayment,
  Payment,
} from '../licensing/invoice.js';
import {
  approveOrder,
  checkOutOrder,
  getOrder,
  listAwaitingOrders,
  listOrders,
  NewOrder,
  Order,
  OrderStatus,
  PaymentProvider,
  placeOrder,
} from '../licensing/order.js';
import { getPaymentMethod, PaymentMethod, removePaymentMethod } from '../licensing/payment-method.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { PDF, printed, printedDescription, printedFaults } from './printed.js';
import { listQuery } from './query.js';

const byOrder = z.strictObject({ id: OrderId });

export const placeOrderEndpoint = defineEndpoint({
  id: 'placeOrder',
  method: 'POST',
  path: '/v1/orders',
  tag: 'Orders',
  summary: 'Ask for a quote: seats, plans, modules and add-ons of any products in one order',
  description:
    'The quote fixes its moment: what was paid and will not be used is credited up to it, and what remains until the ' +
    'renewal is charged from it. Nothing is bought before the checkout.',
  access: 'seats.purchase',
  body: NewOrder,
  answers: { 201: { description: 'The order, quoted', body: Order } },
  faults: faultsOf(placeOrder),
  example: {
    items: [{ product: 'core', plan: 'premium', seats: 10, modules: ['client-portal'], addons: ['outlook'] }],
    period: 'month',
  },
});

export const listOrdersEndpoint = defineEndpoint({
  id: 'listOrders',
  method: 'GET',
  path: '/v1/orders',
  tag: 'Orders',
  summary: 'The orders of the account, newest first',
  access: 'seats.purchase',
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of orders', body: pageOf(Order) } },
  faults: faultsOf(listOrders),
});

export const getOrderEndpoint = defineEndpoint({
  id: 'getOrder',
  method: 'GET',
  path: '/v1/orders/:id',
  tag: 'Orders',
  summary: 'One order',
  access: 'seats.purchase',
  params: byOrder,
  answers: { 200: { description: 'The order', body: Order } },
  faults: faultsOf(getOrder),
});

export const checkOutOrderEndpoint = defineEndpoint({
  id: 'checkOutOrder',
  method: 'POST',
  path: '/v1/orders/:id/checkout',
  tag: 'Orders',
  summary: 'Order what was quoted, on invoice or for a payment at once',
  description:
    'On invoice, the order waits for an operator of the vendor; once approved, its seats are there and it has an invoice. ' +
    'With `stripe`, `checkoutUrl` is the page where it is paid within a day; once paid, its seats are there and its invoice ' +
    'says so. How an order can be checked out is in its `payableBy`.',
  access: 'seats.purchase',
  params: byOrder,
  body: z.strictObject({
    provider: PaymentProvider,
    saveCard: z
      .boolean()
      .optional()
      .describe(
        'With `stripe`, and by who has agreed to it: the card it is paid by is saved, and renewals are charged to it',
      ),
  }),
  answers: {
    200: {
      description: 'What the order waits for',
      body: z.object({
        status: OrderStatus,
        checkoutUrl: z.url().optional().describe('Where it is paid'),
        order: Order,
      }),
    },
  },
  faults: faultsOf(checkOutOrder),
  example: { provider: 'invoice' },
});

export const getPaymentMethodEndpoint = defineEndpoint({
  id: 'getPaymentMethod',
  method: 'GET',
  path: '/v1/payment-method',
  tag: 'Orders',
  summary: 'The card that renewals are charged to',
  description:
    'Saved by `saveCard` of a checkout. Without one, or once it has expired, renewals are on invoice.',
  access: 'seats.purchase',
  answers: { 200: { description: 'The card, or null', body: PaymentMethod } },
  faults: faultsOf(getPaymentMethod),
});

export const removePaymentMethodEndpoint = defineEndpoint({
  id: 'removePaymentMethod',
  method: 'DELETE',
  path: '/v1/payment-method',
  tag: 'Orders',
  summary: 'Remove the card that renewals are charged to',
  description: 'It is forgotten at Stripe, too; renewals are on invoice from then on.',
  access: 'seats.purchase',
  answers: { 204: { description: 'No card is saved' } },
  faults: faultsOf(removePaymentMethod),
});

export const listInvoicesEndpoint = defineEndpoint({
  id: 'listInvoices',
  method: 'GET',
  path: '/v1/invoices',
  tag: 'Orders',
  summary: 'The invoices of the account, newest first',
  access: 'seats.purchase',
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of invoices', body: pageOf(Invoice) } },
  faults: faultsOf(listInvoices),
});

export const getInvoiceEndpoint = defineEndpoint({
  id: 'getInvoice',
  method: 'GET',
  path: '/v1/invoices/:id',
  tag: 'Orders',
  summary: 'One invoice, as JSON or as a PDF',
  description: printedDescription,
  access: 'seats.purchase',
  params: z.strictObject({ id: InvoiceId }),
  query: z.strictObject(printed),
  answers: { 200: { description: 'The invoice', body: Invoice, alsoAs: PDF } },
  faults: [...faultsOf(getInvoice), ...printedFaults],
});

export const checkOutInvoiceEndpoint = defineEndpoint({
  id: 'checkOutInvoice',
  method: 'POST',
  path: '/v1/invoices/:id/checkout',
  tag: 'Orders',
  summary: 'Pay an open invoice at once',
  description:
    '`checkoutUrl` is the page where it is paid within a day; asking again answers the same one. Tries to charge it to the saved card rest as long as there is ' +
    'a page, so that nothing is paid twice. `reason` of `invoice-not-payable` is `paid`, `not-taken` where no payments are taken at once, `under-way` while a ' +
    'bank decides over a payment, or `too-little`.',
  access: 'seats.purchase',
  params: z.strictObject({ id: InvoiceId }),
  body: z
    .strictObject({
      saveCard: z
        .boolean()
        .optional()
        .describe('By who has agreed to it: the card it is paid by is saved, and renewals are charged to it'),
    })
    .optional(),
  answers: {
    200: { description: 'Where it is paid', body: z.object({ checkoutUrl: z.url() }) },
  },
  faults: faultsOf(checkOutInvoice),
  example: { saveCard: true },
});

export const listAwaitingOrdersEndpoint = defineEndpoint({
  id: 'listAwaitingOrders',
  method: 'GET',
  path: '/v1/operator/orders',
  tag: 'Operators',
  summary: 'Orders of all accounts that wait to be approved, oldest first',
  access: 'operator.orders',
  query: z.strictObject({
    account: AccountId.optional().describe('Only those of this account'),
    limit: listQuery.limit,
  }),
  answers: { 200: { description: 'The orders', body: z.object({ items: z.array(Order) }) } },
  faults: faultsOf(listAwaitingOrders),
});

export const approveOrderEndpoint = defineEndpoint({
  id: 'approveOrder',
  method: 'POST',
  path: '/v1/operator/orders/:id/approve',
  tag: 'Operators',
  summary: 'Approve an order on invoice: its seats are there when this answers',
  access: 'operator.orders',
  params: byOrder,
  answers: { 200: { description: 'The order, completed', body: Order } },
  faults: faultsOf(approveOrder),
});

export const listUnpaidInvoicesEndpoint = defineEndpoint({
  id: 'listUnpaidInvoices',
  method: 'GET',
  path: '/v1/operator/invoices',
  tag: 'Operators',
  summary: 'Invoices of all accounts that are not paid, in the order in which they are due',
  access: 'operator.orders',
  query: z.strictObject({
    status: z.enum(['unpaid', 'overdue']).optional().describe('`unpaid`, if left out: overdue or not'),
    limit: listQuery.limit,
  }),
  answers: { 200: { description: 'The invoices', body: z.object({ items: z.array(BilledInvoice) }) } },
  faults: faultsOf(listUnpaidInvoices),
});

export const notePaymentEndpoint = defineEndpoint({
  id: 'notePayment',
  method: 'PUT',
  path: '/v1/operator/invoices/:id/payment',
  tag: 'Operators',
  summary: 'Note that an invoice was paid, or that it was not after all',
  access: 'operator.orders',
  params: z.strictObject({ id: InvoiceId }),
  body: Payment,
  answers: { 200: { description: 'The invoice', body: BilledInvoice } },
  faults: faultsOf(notePayment),
  example: { paid: true },
});
