import type { Answer } from '@seatkeeper/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export type Connections = Answer<'/v1/sso-connections', 'get'>;
export type Connection = Answer<'/v1/sso-connections/{id}', 'get'>;
export type Domain = Connection['domains'][number];

/** As many as an account may have. */
export const MOST_CONNECTIONS = 5;
/** Of one connection. */
export const MOST_DOMAINS = 20;
/** As many as may be exempt, and so more than are offered. */
const ADMINS = 100;

export const connectionsQuery = queryOptions({
  queryKey: ['sso', 'list'],
  queryFn: ({ signal }) => api.get('/v1/sso-connections', { signal }),
});

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['sso', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/sso-connections/{id}', { params: { path: { id } }, signal }),
  });

/** Global admins who could come in while the provider is away. `role` is the group of that role. */
export const activeAdminsQuery = (role: string) =>
  queryOptions({
    queryKey: ['people', 'of-group', role, 'active'],
    queryFn: async ({ signal }) => {
      const query = { group: role, status: 'active', limit: ADMINS };
      return (await api.get('/v1/users', { params: { query }, signal })).items;
    },
  });
