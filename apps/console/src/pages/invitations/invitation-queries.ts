import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { type InvitationSearch, queryOf } from './invitation-search.js';

/** Asked for at once: some screens. */
const PAGE = 100;

// All below `people`: whatever changes a person changes invitations, too.
export const invitationsQuery = (search: InvitationSearch) => {
  const query = queryOf(search, Date.now());
  return infiniteQueryOptions({
    queryKey: ['people', 'invitations', query],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/invitations', {
        params: { query: { ...query, ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
};

/** How many there are of a kind. */
export const invitationCountQuery = (search: InvitationSearch) => {
  const query = queryOf(search, Date.now());
  return queryOptions({
    queryKey: ['people', 'invitations', 'count', query],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/invitations', { params: { query: { ...query, limit: 1 } }, signal })).total,
  });
};
