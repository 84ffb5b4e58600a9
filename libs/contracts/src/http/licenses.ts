import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { Catalog, listCatalog } from '../licensing/catalog.js';
import { Entitlements, getEntitlements } from '../licensing/entitlement.js';
import { explainSeats, SeatAct, SeatExplanation, WayOut } from '../licensing/explanation.js';
import { Forecast, FORECAST_DAYS, tellForecast } from '../licensing/forecast.js';
import {
  bookReduction,
  cancelReduction,
  listReductions,
  NewReduction,
  Reduction,
} from '../licensing/reduction.js';
import { LedgerLine, License, listLedger, listLicenses, listSeats, Seat } from '../licensing/license.js';
import { NewRenewal, Renewal, chooseRenewal } from '../licensing/renewal.js';
import { tellUsage, Usage, USAGE_DAYS } from '../licensing/usage.js';
import { pageOf } from '../pages.js';
import { Day, Moment, Product, TimeZone } from '../people.js';
import { getAccount } from '../identity/account.js';
import { countDepartures } from '../identity/departure.js';
import {
  countSeatKeepers,
  listSeatHolders,
  SEAT_HOLDERS_MAX,
  SeatHolders,
  SeatKeepers,
} from '../identity/seat-holders.js';
import { countWaiting } from '../identity/user-lists.js';
import { countFirstClaims, listWaiting, moveWaiting, Waiting, WaitingTarget } from '../identity/wait-list.js';
import { ReductionId, UserId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery, wholeNumber } from './query.js';

const byProduct = z.strictObject({ product: Product });

export const catalogEndpoint = defineEndpoint({
  id: 'catalog',
  method: 'GET',
  path: '/v1/catalog',
  tag: 'Licences',
  summary: 'Products, plans, modules and add-ons, with their prices and what they switch on',
  access: 'signed-in',
  openToParents: true,
  answers: { 200: { description: 'The catalogue', body: Catalog } },
  faults: faultsOf(listCatalog),
});

export const listLicensesEndpoint = defineEndpoint({
  id: 'listLicenses',
  method: 'GET',
  path: '/v1/licenses',
  tag: 'Licences',
  summary: 'Seats purchased, used, free and waited for, by product',
  access: 'licenses.read',
  openToParents: true,
  answers: {
    200: {
      description: 'One item for each product the account has',
      body: z.object({ items: z.array(License.extend({ waiting: z.int() })) }),
    },
  },
  faults: faultsOf(listLicenses, countWaiting),
});

export const listSeatsEndpoint = defineEndpoint({
  id: 'listSeats',
  method: 'GET',
  path: '/v1/licenses/:product/seats',
  tag: 'Licences',
  summary: 'Who holds each seat and since when, now or at another moment',
  access: 'licenses.read',
  openToParents: true,
  params: byProduct,
  query: z.strictObject({ ...listQuery, at: Moment.optional() }),
  answers: { 200: { description: 'A page of held seats', body: pageOf(Seat) } },
  faults: faultsOf(listSeats),
});

export const listLedgerEndpoint = defineEndpoint({
  id: 'listLedger',
  method: 'GET',
  path: '/v1/licenses/:product/ledger',
  tag: 'Licences',
  summary: 'Every change of purchased and used seats with its cause, newest first',
  access: 'licenses.read',
  params: byProduct,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of the ledger', body: pageOf(LedgerLine) } },
  faults: faultsOf(listLedger),
});

export const usageEndpoint = defineEndpoint({
  id: 'usage',
  method: 'GET',
  path: '/v1/licenses/:product/usage',
  tag: 'Licences',
  summary: 'Purchased and used seats of each day, with the most that were used at once',
  access: 'licenses.read',
  openToParents: true,
  params: byProduct,
  query: z.strictObject({
    from: Day.optional().describe('A day; the thirtieth up to the last one, if left out'),
    to: Day.optional().describe(`Today, if left out; at most ${USAGE_DAYS} days are told at once`),
    timeZone: TimeZone.optional().describe('Where days begin and end; that of the account, if left out'),
  }),
  answers: { 200: { description: 'The days, the first one first', body: Usage } },
  faults: faultsOf(tellUsage, getAccount),
});

export const entitlementsEndpoint = defineEndpoint({
  id: 'entitlements',
  method: 'GET',
  path: '/v1/entitlements',
  tag: 'Licences',
  summary: 'What the products, plans, modules and add-ons of the account switch on',
  access: 'signed-in',
  openToParents: true,
  answers: { 200: { description: 'The entitlements', body: Entitlements } },
  faults: faultsOf(getEntitlements),
});

export const forecastEndpoint = defineEndpoint({
  id: 'forecast',
  method: 'GET',
  path: '/v1/licenses/:product/forecast',
  tag: 'Licences',
  summary: 'Purchased and used seats at the end of a day to come, with what changes until then',
  description:
    'Reductions that are booked are taken by the rules that take them on their day; who holds a seat is reckoned to go on holding ' +
    'it, unless a leaving is planned: those count for callers who may deactivate users, and are left out for others, who need not know ' +
    'of them. `staying` counts what runs out by then and frees no seat. People who will join cannot be planned, and are not counted.',
  access: 'licenses.read',
  openToParents: true,
  params: byProduct,
  query: z.strictObject({
    at: Day.describe(`Today, or up to ${FORECAST_DAYS} days later`),
    timeZone: TimeZone.optional().describe('Where the day ends; that of the account, if left out'),
  }),
  answers: {
    200: { description: 'What will be', body: Forecast.extend({ staying: SeatKeepers }) },
  },
  faults: faultsOf(tellForecast, countSeatKeepers, getAccount, countDepartures),
});

export const whyEndpoint = defineEndpoint({
  id: 'why',
  method: 'GET',
  path: '/v1/licenses/:product/why',
  tag: 'Licences',
  summary: 'Whether an act would be refused now for want of seats, and what can be done about it',
  description:
    'Asks the rules that refuse a claim or a reduction, and changes nothing. `holders` are those who seem to need their seats ' +
    'least: null for who may not see people (`users.read`), without names for who does not see everybody. An invitation that expired keeps its seat until it is withdrawn, ' +
    'a ban keeps it too.',
  access: 'licenses.read',
  openToParents: true,
  params: byProduct,
  query: z.strictObject({
    for: SeatAct.default('invite').describe(
      'What is to be done. `accept`, `resend` and `replace` never need a free seat',
    ),
    seats: wholeNumber(1, 100_000)
      .optional()
      .describe('How many seats it takes, or gives back; 1 if left out'),
    limit: wholeNumber(0, SEAT_HOLDERS_MAX)
      .optional()
      .describe('How many of each kind are named; 10 if left out'),
  }),
  answers: {
    200: {
      description: 'What would become of it, by whose seats',
      body: SeatExplanation.extend({
        waiting: z.int().describe('How many wait for a seat of the product'),
        holders: SeatHolders.nullable(),
        ways: z.array(WayOut.extend({ allowed: z.boolean().describe('Whether the caller may go it') })),
      }),
    },
  },
  faults: faultsOf(explainSeats, listSeatHolders, countFirstClaims, countWaiting),
});

export const listWaitingEndpoint = defineEndpoint({
  id: 'listWaiting',
  method: 'GET',
  path: '/v1/licenses/:product/waiting',
  tag: 'Licences',
  summary: 'Who waits for a seat, in the order in which they are served',
  description: 'Of whom the caller sees; `position` is that among all.',
  access: 'users.read',
  openToParents: true,
  params: byProduct,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of the wait list', body: pageOf(Waiting) } },
  faults: faultsOf(listWaiting),
});

export const moveWaitingEndpoint = defineEndpoint({
  id: 'moveWaiting',
  method: 'PUT',
  path: '/v1/licenses/:product/waiting/:id/position',
  tag: 'Licences',
  summary: 'Serve somebody who waits earlier, or later',
  description:
    'First, last, or right before somebody else who waits. There is one list for all products of the account, so `before` may ' +
    'be somebody who waits for another one. Nobody else is moved, and the time since when somebody waits stays as it is.',
  access: 'users.invite',
  openToParents: true,
  params: byProduct.extend({ id: UserId }),
  body: WaitingTarget,
  answers: { 200: { description: 'Where the user stands now', body: Waiting } },
  faults: faultsOf(moveWaiting),
  example: { to: 'first' },
});

export const bookReductionEndpoint = defineEndpoint({
  id: 'bookReduction',
  method: 'POST',
  path: '/v1/licenses/:product/reductions',
  tag: 'Licences',
  summary: 'Book fewer seats, from the renewal or a later day on',
  description:
    'Booked below what is used now, it is accepted with a warning: until then seats can be given back. On the day free seats ' +
    'go first. As long as more are held than are left, the account is over-allocated: nobody loses a seat, and nobody gets one.',
  access: 'seats.purchase',
  params: byProduct,
  body: NewReduction,
  answers: { 201: { description: 'What is booked', body: Reduction } },
  faults: faultsOf(bookReduction),
  example: { seats: 2, when: 'renewal' },
});

export const listReductionsEndpoint = defineEndpoint({
  id: 'listReductions',
  method: 'GET',
  path: '/v1/licenses/:product/reductions',
  tag: 'Licences',
  summary: 'The reductions that are booked, the next one first',
  access: 'licenses.read',
  params: byProduct,
  answers: {
    200: { description: 'What is booked', body: z.object({ items: z.array(Reduction) }) },
  },
  faults: faultsOf(listReductions),
});

export const cancelReductionEndpoint = defineEndpoint({
  id: 'cancelReduction',
  method: 'DELETE',
  path: '/v1/licenses/:product/reductions/:id',
  tag: 'Licences',
  summary: 'Take a booked reduction back, until it takes effect',
  access: 'seats.purchase',
  params: byProduct.extend({ id: ReductionId }),
  answers: { 204: { description: 'It is no longer booked' } },
  faults: faultsOf(cancelReduction),
});

export const chooseRenewalEndpoint = defineEndpoint({
  id: 'chooseRenewal',
  method: 'PUT',
  path: '/v1/licenses/:product/renewal',
  tag: 'Licences',
  summary: 'Say whether a subscription renews when its term is over',
  description:
    'A subscription renews by itself: its seats, modules and add-ons are ordered for another term, on invoice or charged to the saved card, after the ' +
    'reductions that are booked for the day. One that is not to renew ends then: its seats go as those of a reduction do, so nobody ' +
    'loses a seat at once and nobody gets one. Until the day has come this can be taken back.',
  access: 'seats.purchase',
  params: byProduct,
  body: NewRenewal,
  answers: { 200: { description: 'What becomes of it', body: Renewal } },
  faults: faultsOf(chooseRenewal),
  example: { renews: false },
});
