import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { Catalog, listCatalog } from '../licensing/catalog.js';
import { Entitlements, getEntitlements } from '../licensing/entitlement.js';
import { LedgerLine, License, listLedger, listLicenses, listSeats, Seat } from '../licensing/license.js';
import { pageOf } from '../pages.js';
import { Moment, Product } from '../people.js';
import { countWaiting } from '../identity/user.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

const byProduct = z.strictObject({ product: Product });

export const catalogEndpoint = defineEndpoint({
  id: 'catalog',
  method: 'GET',
  path: '/v1/catalog',
  tag: 'Licences',
  summary: 'Products, plans, modules and add-ons, with their prices and what they switch on',
  access: 'signed-in',
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

export const entitlementsEndpoint = defineEndpoint({
  id: 'entitlements',
  method: 'GET',
  path: '/v1/entitlements',
  tag: 'Licences',
  summary: 'What the products, plans, modules and add-ons of the account switch on',
  access: 'signed-in',
  answers: { 200: { description: 'The entitlements', body: Entitlements } },
  faults: faultsOf(getEntitlements),
});
