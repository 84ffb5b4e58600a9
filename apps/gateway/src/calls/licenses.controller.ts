import {
  bookReduction,
  bookReductionEndpoint,
  cancelReduction,
  cancelReductionEndpoint,
  catalogEndpoint,
  countWaiting,
  entitlementsEndpoint,
  getAccount,
  getEntitlements,
  listCatalog,
  listLedger,
  listLedgerEndpoint,
  listLicenses,
  listLicensesEndpoint,
  listReductions,
  listReductionsEndpoint,
  listSeats,
  listSeatsEndpoint,
  pageFrom,
  tellUsage,
  usageEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controller.js';
import { byCaller, inAccount } from './by.js';

export const LicensesController = controllerOf('LicensesController', [
  asks(catalogEndpoint, listCatalog, () => ({})),

  /** Seats are licensing's, who waits for one is identity's: an account sees both in one line. */
  answers(listLicensesEndpoint, async (bus, call) => {
    const [licenses, queue] = await Promise.all([
      bus.request(listLicenses, inAccount(call)),
      bus.request(countWaiting, inAccount(call)),
    ]);
    const waiting = new Map(queue.items.map((item) => [item.product, item.waiting]));
    return { items: licenses.items.map((item) => ({ ...item, waiting: waiting.get(item.product) ?? 0 })) };
  }),

  asks(entitlementsEndpoint, getEntitlements, inAccount),
  asks(listSeatsEndpoint, listSeats, (call) => ({
    ...inAccount(call),
    product: call.params.product,
    at: call.query.at,
    page: pageFrom(call.query),
  })),
  asks(listLedgerEndpoint, listLedger, (call) => ({
    ...inAccount(call),
    product: call.params.product,
    page: pageFrom(call.query),
  })),
  answers(usageEndpoint, async (bus, call) => {
    const { from, to } = call.query;
    const timeZone = call.query.timeZone ?? (await bus.request(getAccount, inAccount(call))).timeZone;
    return bus.request(tellUsage, { ...inAccount(call), product: call.params.product, timeZone, from, to });
  }),
  asks(bookReductionEndpoint, bookReduction, (call) => ({
    ...byCaller(call),
    product: call.params.product,
    reductionId: call.newId('red'),
    reduction: call.body,
  })),
  asks(listReductionsEndpoint, listReductions, (call) => ({
    ...inAccount(call),
    product: call.params.product,
  })),
  asks(
    cancelReductionEndpoint,
    cancelReduction,
    (call) => ({ ...byCaller(call), product: call.params.product, reductionId: call.params.id }),
    () => undefined,
  ),
]);
