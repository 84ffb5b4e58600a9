import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import type { Permission } from '../../api/me.js';
import { AS_SHOWN } from '../../api/queries.js';
import { byCursor, pageAt } from '../../api/pages.js';

export type Group = Answer<'/v1/groups/{id}', 'get'>;
export type Preview = Answer<'/v1/groups/{id}/preview', 'post'>;
export type Effect = Preview['members']['items'][number];

const PAGE = 100;
/** Most people of whom a preview tells one by one. */
export const MOST_TOLD = 200;

export const groupsQuery = infiniteQueryOptions({
  queryKey: ['groups', 'list'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/groups', {
      params: { query: pageAt(pageParam, PAGE) },
      signal,
    }),
  ...byCursor,
});

export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['groups', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/groups/{id}', { params: { path: { id } }, signal }),
  });

/** Whoever is in it, as far as who asks sees them: the same as the list of people finds. */
export const groupPeopleQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['people', 'of-group', id],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/users', {
        params: { query: { group: id, ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
  });

export const groupCountQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'of-group', id, 'count'],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/users', { params: { query: { group: id, limit: 1 } }, signal })).total ?? null,
    staleTime: 60_000,
  });

type Look =
  | { readonly permissions: readonly Permission[] }
  | { readonly add: readonly string[] }
  | { readonly remove: readonly string[] };

/** What a change would bring, for whom; anew with each version of the group. */
export const previewQuery = (group: Pick<Group, 'id' | 'version'>, look: Look) =>
  queryOptions({
    queryKey: ['groups', 'preview', group.id, group.version, look],
    queryFn: ({ signal }) => {
      const body =
        'permissions' in look
          ? { permissions: [...look.permissions] }
          : {
              members: {
                add: 'add' in look ? [...look.add] : [],
                remove: 'remove' in look ? [...look.remove] : [],
              },
            };
      return api.post('/v1/groups/{id}/preview', {
        params: { path: { id: group.id }, query: { limit: MOST_TOLD } },
        body,
        signal,
      });
    },
    meta: AS_SHOWN.meta,
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
