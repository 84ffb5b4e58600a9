import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, Item } from '@seatkeeper/client';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';

const PAGE = 50;

export type Licence = Answer<'/v1/licenses', 'get'>['items'][number];
export type Reduction = Answer<'/v1/licenses/{product}/reductions', 'get'>['items'][number];

/** Everything here begins with this key, so that whatever moves a seat makes all of it be asked for anew. */
const KEY = 'licenses';

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => api.get('/v1/catalog', { signal }),
  staleTime: 300_000,
});

export const usageQuery = (product: string, from: string, to: string) =>
  queryOptions({
    queryKey: [KEY, product, 'usage', from, to],
    queryFn: ({ signal }) =>
      api.get('/v1/licenses/{product}/usage', { params: { path: { product }, query: { from, to } }, signal }),
    placeholderData: keepPreviousData,
  });

export const forecastQuery = (product: string, at: string) =>
  queryOptions({
    queryKey: [KEY, product, 'forecast', at],
    queryFn: ({ signal }) =>
      api.get('/v1/licenses/{product}/forecast', { params: { path: { product }, query: { at } }, signal }),
    placeholderData: keepPreviousData,
  });

/** Who holds the seats; now, or at another moment. */
export const seatsQuery = (product: string, at: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [KEY, product, 'seats', at ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/licenses/{product}/seats', {
        params: { path: { product }, query: { ...pageAt(pageParam, PAGE), ...(at !== undefined && { at }) } },
        signal,
      }),
    ...byCursor,
  });

export const ledgerQuery = (product: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, product, 'ledger'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/licenses/{product}/ledger', {
        params: { path: { product }, query: pageAt(pageParam, PAGE) },
        signal,
      }),
    ...byCursor,
  });

export const waitingQuery = (product: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, product, 'waiting'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/licenses/{product}/waiting', {
        params: { path: { product }, query: pageAt(pageParam, PAGE) },
        signal,
      }),
    ...byCursor,
  });

/** Which card pays at renewal. */
export const cardQuery = queryOptions({
  queryKey: [KEY, 'card'],
  queryFn: ({ signal }) => api.get('/v1/payment-method', { signal }),
});

export type ListedOrder = Item<'/v1/orders'>;

export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders', 'list'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/orders', { params: { query: pageAt(pageParam, PAGE) }, signal }),
  ...byCursor,
});

export type ListedInvoice = Item<'/v1/invoices'>;

export const invoicesQuery = infiniteQueryOptions({
  queryKey: ['orders', 'invoices'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/invoices', { params: { query: pageAt(pageParam, PAGE) }, signal }),
  ...byCursor,
});

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/orders/{id}', { params: { path: { id } }, signal }),
  });
