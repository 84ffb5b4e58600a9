import type { Answer } from '@seatkeeper/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export type Affiliate = Answer<'/v1/account/affiliates', 'get'>['items'][number];
export type MadeOffer = Answer<'/v1/account/affiliate-offers', 'get'>['items'][number];
export type ParentView = Answer<'/v1/account/parent', 'get'>;
export type ReceivedOffer = ParentView['offers'][number];

const PAGE = 200;

/** Everything below, each behind the account that it is below: a tree is shown as a whole. */
export const affiliatesQuery = queryOptions({
  queryKey: ['affiliates', 'tree'],
  queryFn: async ({ signal }) => {
    const found: Affiliate[] = [];
    const query = { tree: true, limit: PAGE };
    for await (const each of api.items('/v1/account/affiliates', { params: { query }, signal }))
      found.push(each);
    return found;
  },
});

export const madeOffersQuery = queryOptions({
  queryKey: ['affiliates', 'offers'],
  queryFn: ({ signal }) => api.get('/v1/account/affiliate-offers', { signal }),
});

export const parentQuery = queryOptions({
  queryKey: ['affiliates', 'parent'],
  queryFn: ({ signal }) => api.get('/v1/account/parent', { signal }),
});

/** All that is shown of the hierarchy is asked for anew after a change of it, and people with it. */
export const CHANGED = [['affiliates'], ['people']] as const;
