import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { byCursor, pageAt } from '../../api/pages.js';

const PAGE = 50;

/** Said with each look of who sees less by themselves. */
export type Beyond = string | null;
const PRIVACY_HEADER = 'x-privacy-reason';

/** Headers hold the letters of western Europe alone: other ones are written as RFC 8187 has it. */
export const withReason = (reason: Beyond) =>
  reason === null ? {} : { headers: { [PRIVACY_HEADER]: `UTF-8''${encodeURIComponent(reason)}` } };

/** Each look for a reason is written down: none is taken but by who looks. */
const lookedAt = (reason: Beyond) => (reason === null ? {} : AS_SHOWN);

const of = (id: string) => ({ path: { id } });

// All below `people`, and this person: whatever is done to somebody changes what is told of them.
export const lookedAtQuery = (id: string, reason: Beyond) =>
  queryOptions({
    queryKey: ['people', 'one', id, ...(reason === null ? [] : ['beyond', reason])],
    queryFn: ({ signal }) => api.get('/v1/users/{id}', { params: of(id), signal, ...withReason(reason) }),
    ...lookedAt(reason),
  });

export const permissionsQuery = (id: string, reason: Beyond) =>
  queryOptions({
    queryKey: ['people', 'permissions', id, reason],
    queryFn: ({ signal }) =>
      api.get('/v1/users/{id}/permissions', { params: of(id), signal, ...withReason(reason) }),
    ...lookedAt(reason),
  });

export const historyQuery = (id: string, reason: Beyond) =>
  infiniteQueryOptions({
    queryKey: ['people', 'history', id, reason],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/users/{id}/history', {
        params: { ...of(id), query: pageAt(pageParam, PAGE) },
        signal,
        ...withReason(reason),
      }),
    ...byCursor,
    ...lookedAt(reason),
  });

export const sessionsQuery = (id: string, reason: Beyond) =>
  queryOptions({
    queryKey: ['people', 'sessions', id, reason],
    queryFn: ({ signal }) =>
      api.get('/v1/users/{id}/sessions', { params: of(id), signal, ...withReason(reason) }),
    ...lookedAt(reason),
  });

/** The leaving that is planned for somebody, null where none is. */
export const departureQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'departure', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/users/{id}/departure', { params: of(id), signal })).departure,
  });

/** The joining that is planned for somebody, null where none is. */
export const arrivalQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'arrival', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/users/{id}/arrival', { params: of(id), signal })).arrival,
  });

export const keysQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'keys', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}/api-keys', { params: of(id), signal }),
  });

export const factorsQuery = (id: string, reason: Beyond) =>
  queryOptions({
    queryKey: ['people', 'factors', id, reason],
    queryFn: ({ signal }) =>
      api.get('/v1/users/{id}/factors', { params: of(id), signal, ...withReason(reason) }),
    ...lookedAt(reason),
  });

export const mailSettingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'mail-settings', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}/mail-settings', { params: of(id), signal }),
  });

export const mailsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['people', 'mails', id],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/deliveries', {
        params: { query: { user: id, ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
  });

export const recordsQuery = (owner: string) =>
  infiniteQueryOptions({
    queryKey: ['records', 'of', owner],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/records', {
        params: { query: { owner, ...pageAt(pageParam, PAGE) } },
        signal,
      }),
    ...byCursor,
  });
