import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import type { Plan } from './hand-over-plan.js';

export const ownedQuery = (owner: string) =>
  queryOptions({
    queryKey: ['records', 'counts', owner],
    queryFn: ({ signal }) => api.get('/v1/records/counts', { params: { query: { user: owner } }, signal }),
  });

/** How many report to somebody. */
export const reportsQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'reports', id],
    queryFn: async ({ signal }) => {
      const { total } = await api.get('/v1/users', {
        params: { query: { reportsTo: id, limit: 1, count: 'exact' } },
        signal,
      });
      return total ?? 0;
    },
  });

/** Groups whose people somebody manages. */
export const managedQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'manages', id],
    queryFn: async ({ signal }) =>
      (await api.get('/v1/users/{id}/permissions', { params: { path: { id } }, signal })).manages,
  });

/** What ends with who leaves: sessions, and API keys. */
export const accessQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'access', id],
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      const [sessions, keys] = await Promise.all([
        api.get('/v1/users/{id}/sessions', { params, signal }),
        api.get('/v1/users/{id}/api-keys', { params, signal }),
      ]);
      return { sessions: sessions.items.length, keys: keys.items.length };
    },
  });

/** Exactly what would move, to whom. */
export const previewQuery = (from: string, plan: Plan) =>
  queryOptions({
    queryKey: ['records', 'preview', from, plan],
    queryFn: async ({ signal }) => {
      const preview = await api.post('/v1/reassignments', { body: { from, ...plan, preview: true }, signal });
      if (!('byType' in preview)) throw new Error('The API began a run where a preview was asked for');
      return preview;
    },
    gcTime: 0,
  });
