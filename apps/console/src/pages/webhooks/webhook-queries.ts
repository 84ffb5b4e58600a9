import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { lookAgain } from '../deliveries/delivery-states.js';

export type Endpoint = Answer<'/v1/webhook-endpoints/{id}', 'get'>;
export type WebhookDelivery = Answer<'/v1/webhook-endpoints/{id}/deliveries', 'get'>['items'][number];

const PAGE = 50;
/** How often it is looked whether an endpoint gets what it should, in ms: what is sent there is not told. */
const WATCH_MS = 3_000;
/** As many as an account may have. */
export const MOST_ENDPOINTS = 10;

export const endpointsQuery = queryOptions({
  queryKey: ['webhooks', 'list'],
  queryFn: ({ signal }) => api.get('/v1/webhook-endpoints', { signal }),
});

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/webhook-endpoints/{id}', { params: { path: { id } }, signal }),
    // Whether it fails, or was disabled, is up to what arrives there.
    refetchInterval: WATCH_MS,
  });

/** What was sent to an endpoint, newest first; asked for anew while something of it is under way. */
export const deliveriesQuery = (id: string, state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', 'deliveries', id, state],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/webhook-endpoints/{id}/deliveries', {
        params: { path: { id }, query: { ...(state && { state }), ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => lookAgain(data?.pages[0]?.items ?? []),
  });

export const deliveryQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'deliveries', id, 'one', deliveryId],
    queryFn: ({ signal }) =>
      api.get('/v1/webhook-endpoints/{id}/deliveries/{deliveryId}', {
        params: { path: { id, deliveryId } },
        signal,
      }),
    refetchInterval: ({ state: { data } }) => lookAgain(data ? [data] : []),
  });
