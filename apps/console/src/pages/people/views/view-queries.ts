import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client.js';
import type { Shown, View } from './saved-views.js';

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => api.get('/v1/views', { signal }),
  staleTime: 60_000,
});

/** What shows views is asked for anew after one has changed. */
export const CHANGED_BY_VIEWS: readonly (readonly string[])[] = [['views']];

export const createView = (name: string, shown: Shown, shared: boolean): Promise<View> =>
  api.post('/v1/views', { body: { name: name.trim(), shared, ...shown } });

/** Only as long as nobody else has changed it. */
export const changeView = ({ id, version }: View, shown: Shown): Promise<View> =>
  api.patch('/v1/views/{id}', {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body: shown,
  });

export const renameView = (id: string, name: string): Promise<View> =>
  api.patch('/v1/views/{id}', { params: { path: { id } }, body: { name } });

export const moveView = (id: string, after: string | null): Promise<View> =>
  api.patch('/v1/views/{id}', { params: { path: { id } }, body: { after } });

export const deleteView = (id: string): Promise<unknown> =>
  api.delete('/v1/views/{id}', { params: { path: { id } } });
