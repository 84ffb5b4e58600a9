import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.get('/v1/me/sessions', { signal }),
});

export const myFactorsQuery = queryOptions({
  queryKey: ['me', 'factors'],
  queryFn: ({ signal }) => api.get('/v1/me/factors', { signal }),
});
