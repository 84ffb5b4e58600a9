import {
  bookReduction,
  bookReductionEndpoint,
  cancelReduction,
  cancelReductionEndpoint,
  catalogEndpoint,
  countArrivals,
  countDepartures,
  countFirstClaims,
  countWaiting,
  entitlementsEndpoint,
  countSeatKeepers,
  explainSeats,
  forecastEndpoint,
  getAccount,
  getEntitlements,
  listCatalog,
  listLedger,
  listLedgerEndpoint,
  listLicenses,
  listLicensesEndpoint,
  listReductions,
  listReductionsEndpoint,
  listSeatHolders,
  listSeats,
  listSeatsEndpoint,
  listWaiting,
  listWaitingEndpoint,
  moveWaiting,
  moveWaitingEndpoint,
  pageFrom,
  reconciliationEndpoint,
  chooseRenewal,
  chooseRenewalEndpoint,
  tellForecast,
  tellSeatDifferences,
  tellSeatRepairs,
  tellUsage,
  usageEndpoint,
  whyEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { toReconciliation } from './agreements.js';
import { byCaller, inAccount, seenBy } from './by.js';
import { withWaiting } from './waiting.js';

export const LicensesController = controllerOf('LicensesController', [
  asks(catalogEndpoint, listCatalog, () => ({})),

  answers(listLicensesEndpoint, async (bus, call) => {
    const [licenses, queue] = await Promise.all([
      bus.request(listLicenses, inAccount(call)),
      bus.request(countWaiting, inAccount(call)),
    ]);
    return { items: withWaiting(licenses.items, queue) };
  }),

  answers(reconciliationEndpoint, async (bus, call) =>
    toReconciliation(
      ...(await Promise.all([
        bus.request(tellSeatRepairs, inAccount(call)),
        bus.request(tellSeatDifferences, inAccount(call)),
      ])),
    ),
  ),
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
  answers(forecastEndpoint, async (bus, call) => {
    const about = { ...inAccount(call), product: call.params.product };
    const timeZone = call.query.timeZone ?? (await bus.request(getAccount, inAccount(call))).timeZone;
    // Who is about to leave is for who decides on it, and so is what follows from it.
    const before = latestEndOf(call.query.at);
    const [{ items: departures }, { items: arrivals }] = await Promise.all([
      call.caller.permissions.includes('users.deactivate')
        ? bus.request(countDepartures, { ...about, before })
        : { items: [] },
      bus.request(countArrivals, { ...about, before }),
    ]);
    const { at } = call.query;
    const forecast = await bus.request(tellForecast, { ...about, timeZone, at, departures, arrivals });
    return {
      ...forecast,
      staying: await bus.request(countSeatKeepers, { ...about, before: forecast.endsAt }),
    };
  }),
  /** Licensing decides and knows ids alone, whose seats might be spared is identity's: neither waits for the other. */
  answers(whyEndpoint, async (bus, call) => {
    const { permissions } = call.caller;
    const about = { ...inAccount(call), product: call.params.product };
    const { for: act, seats = 1, limit = 10 } = call.query;
    const explain = async () => {
      const { waiting: first } = await bus.request(countFirstClaims, about);
      return bus.request(explainSeats, { ...about, for: act, seats, waiting: first });
    };
    const [explained, holders, queue] = await Promise.all([
      explain(),
      permissions.includes('users.read')
        ? bus.request(listSeatHolders, { ...about, ...seenBy(call), limit })
        : null,
      bus.request(countWaiting, inAccount(call)),
    ]);
    const waiting = queue.items.find(({ product }) => product === about.product)?.waiting ?? 0;
    const ways = explained.ways.map((way) => ({
      ...way,
      allowed: way.permission !== null && permissions.includes(way.permission),
    }));
    return { ...explained, waiting, holders, ways };
  }),
  asks(listWaitingEndpoint, listWaiting, (call) => ({
    ...seenBy(call),
    product: call.params.product,
    page: pageFrom(call.query),
  })),
  asks(moveWaitingEndpoint, moveWaiting, (call) => ({
    ...byCaller(call),
    userId: call.params.id,
    product: call.params.product,
    target: call.body,
    commandId: call.newId('cmd'),
  })),
  asks(bookReductionEndpoint, bookReduction, (call) => ({
    ...byCaller(call),
    product: call.params.product,
    reductionId: call.newId('red'),
    reduction: call.body,
  })),
  asks(chooseRenewalEndpoint, chooseRenewal, (call) => ({
    ...byCaller(call),
    product: call.params.product,
    commandId: call.newId('cmd'),
    renewal: call.body,
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

/** When a day is over everywhere; licensing, which knows the zone, leaves out what is later. */
const latestEndOf = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000).toISOString();
