import {
  approveOrder,
  approveOrderEndpoint,
  checkOutInvoice,
  checkOutInvoiceEndpoint,
  checkOutOrder,
  checkOutOrderEndpoint,
  getOrder,
  getPaymentMethod,
  getPaymentMethodEndpoint,
  getOrderEndpoint,
  listAwaitingOrders,
  listAwaitingOrdersEndpoint,
  listInvoices,
  listInvoicesEndpoint,
  listOrders,
  listOrdersEndpoint,
  listUnpaidInvoices,
  listUnpaidInvoicesEndpoint,
  notePayment,
  notePaymentEndpoint,
  pageFrom,
  PAGE_LIMIT_DEFAULT,
  placeOrder,
  placeOrderEndpoint,
  removePaymentMethod,
  removePaymentMethodEndpoint,
} from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { actorOf, byCaller, inAccount } from './by.js';

export const OrdersController = controllerOf('OrdersController', [
  asks(placeOrderEndpoint, placeOrder, (call) => ({
    ...byCaller(call),
    orderId: call.newId('ord'),
    order: call.body,
  })),
  asks(listOrdersEndpoint, listOrders, (call) => ({ ...inAccount(call), page: pageFrom(call.query) })),
  asks(getOrderEndpoint, getOrder, (call) => ({ ...inAccount(call), orderId: call.params.id })),
  asks(
    checkOutOrderEndpoint,
    checkOutOrder,
    (call) => ({ ...byCaller(call), orderId: call.params.id, ...call.body }),
    (order) => ({
      status: order.status,
      ...(order.checkoutUrl !== undefined && { checkoutUrl: order.checkoutUrl }),
      order,
    }),
  ),
  asks(getPaymentMethodEndpoint, getPaymentMethod, (call) => inAccount(call)),
  asks(removePaymentMethodEndpoint, removePaymentMethod, (call) => byCaller(call)),
  asks(listInvoicesEndpoint, listInvoices, (call) => ({ ...inAccount(call), page: pageFrom(call.query) })),
  asks(checkOutInvoiceEndpoint, checkOutInvoice, (call) => ({
    ...byCaller(call),
    invoiceId: call.params.id,
    ...call.body,
  })),

  /** Operators serve all accounts; theirs is named so that the act is audited there, too. */
  asks(listAwaitingOrdersEndpoint, listAwaitingOrders, ({ query }) => ({
    accountId: query.account,
    limit: query.limit ?? PAGE_LIMIT_DEFAULT,
  })),
  asks(listUnpaidInvoicesEndpoint, listUnpaidInvoices, ({ query }) => ({
    overdueOnly: query.status === 'overdue',
    limit: query.limit ?? PAGE_LIMIT_DEFAULT,
  })),
  asks(notePaymentEndpoint, notePayment, ({ caller, params, body, newId }) => ({
    invoiceId: params.id,
    by: actorOf(caller),
    operatorAccountId: caller.accountId,
    commandId: newId('cmd'),
    payment: body,
  })),
  asks(approveOrderEndpoint, approveOrder, ({ caller, params }) => ({
    orderId: params.id,
    by: actorOf(caller),
    operatorAccountId: caller.accountId,
  })),
]);
