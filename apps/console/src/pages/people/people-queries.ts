import type { Answer } from '@seatkeeper/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { askedOf, type PeopleSearch } from './people-search.js';

/** Asked for at once: some screens. More would be noticed while one scrolls, when it is put behind what is there. */
const PAGE = 50;
/** Offices and their like, and groups: more in a menu would help nobody. */
const CHOICES = 200;

/** Somebody in the list; with affiliates it says of which account. */
export type ListedPerson = Answer<'/v1/users', 'get'>['items'][number];

export const peopleQuery = (search: PeopleSearch) => {
  const query = {
    ...askedOf(search),
    ...(search.sort && { sort: search.sort }),
    ...(search.affiliates && { affiliates: true }),
  };
  return infiniteQueryOptions({
    queryKey: ['people', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/users', {
        params: { query: { ...query, ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
};

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}', { params: { path: { id } }, signal }),
  });

/** What people can be filtered by: id and name of each. */
export const choicesQuery = (of: 'group' | 'office' | 'department' | 'seniority') =>
  queryOptions({
    queryKey: ['choices', of],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: CHOICES } };
      if (of === 'group') return (await api.get('/v1/groups', { params, signal })).items.map(choice);
      if (of === 'office') return (await api.get('/v1/offices', { params, signal })).items.map(choice);
      if (of === 'department')
        return (await api.get('/v1/departments', { params, signal })).items.map(choice);
      return (await api.get('/v1/seniorities', { params, signal })).items.map(choice);
    },
    staleTime: 60_000,
  });

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** Of a group that every account has: which one it is. */
  readonly builtIn?: string | null;
}

const choice = ({ id, name, builtIn }: Choice): Choice => ({ id, name, ...(builtIn != null && { builtIn }) });

/** Whether any account is below the own one. */
export const anyAffiliateQuery = queryOptions({
  queryKey: ['affiliates', 'any'],
  queryFn: async ({ signal }) => {
    const { items } = await api.get('/v1/account/affiliates', { params: { query: { limit: 1 } }, signal });
    return items.length > 0;
  },
  staleTime: 300_000,
});

export const licensesQuery = queryOptions({
  queryKey: ['licenses', 'list'],
  queryFn: ({ signal }) => api.get('/v1/licenses', { signal }),
});

export const customFieldsQuery = queryOptions({
  queryKey: ['choices', 'custom-fields'],
  queryFn: ({ signal }) => api.get('/v1/custom-fields', { signal }),
  staleTime: 60_000,
});
