import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { mailFilterOf, type MessagesSearch } from './messages-search.js';

const PAGE = 50;

/** Mails of the account, newest first. */
export const messagesQuery = (search: MessagesSearch) => {
  const filter = mailFilterOf(search);
  return infiniteQueryOptions({
    queryKey: ['messages', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/deliveries', { params: { query: { ...filter, ...pageAt(pageParam, PAGE) } }, signal }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
};

/** Addresses to which no mails go, the newest first. */
export const suppressionsQuery = infiniteQueryOptions({
  queryKey: ['messages', 'suppressions'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/suppressions', { params: { query: pageAt(pageParam, PAGE) }, signal }),
  ...byCursor,
});

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/deliveries/{id}', { params: { path: { id } }, signal }),
  });
