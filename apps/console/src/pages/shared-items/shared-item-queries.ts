import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';

export type SharedItem = Answer<'/v1/shared-items/{id}', 'get'>;
/** A thing and why somebody has it, or has it no longer. */
export type SharedLine = Answer<'/v1/users/{id}/shared-items', 'get'>['items'][number];

const PAGE = 50;

/** Things of other systems, by name. */
export const sharedItemsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['shared-items', 'list', q],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/shared-items', {
        params: { query: { ...(q && { q }), ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });

export const readSharedItem = (id: string): Promise<SharedItem> =>
  api.get('/v1/shared-items/{id}', { params: { path: { id } } });

/** Who has a thing, and why. */
export const audienceQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['shared-items', 'audience', id],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/shared-items/{id}/audience', {
        params: { path: { id }, query: pageAt(pageParam, PAGE) },
        signal,
      }),
    ...byCursor,
  });

/** What somebody has, or what was taken away from them whatever their groups have. */
export const sharedWithQuery = (id: string, shared: boolean) =>
  infiniteQueryOptions({
    queryKey: ['people', 'shared', id, shared],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/users/{id}/shared-items', {
        params: { path: { id }, query: { ...(!shared && { shared }), ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
  });

/** What shows things, and who has them, is asked for anew after one has changed. */
export const CHANGED_BY_ITEMS: readonly (readonly string[])[] = [['shared-items'], ['people', 'shared']];
