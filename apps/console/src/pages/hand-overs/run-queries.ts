import { infiniteQueryOptions, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { byCursor, pageAt } from '../../api/pages.js';
import { isOver } from './runs.js';

const PAGE = 25;
/** Where a run cannot be followed, because too many are already, it is looked at now and then, in ms. */
const LOOK_AGAIN_MS = 2_000;

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', 'one', id],
    queryFn: ({ signal }) => api.get('/v1/reassignments/{id}', { params: { path: { id } }, signal }),
  });

export const runsQuery = infiniteQueryOptions({
  queryKey: ['runs', 'list'],
  queryFn: ({ pageParam, signal }) =>
    api.get('/v1/reassignments', {
      params: { query: pageAt(pageParam, PAGE) },
      signal,
    }),
  ...byCursor,
});

export const leftAloneQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', 'left-alone', id],
    queryFn: ({ signal }) =>
      api.get('/v1/reassignments/{id}/left-alone', {
        params: { path: { id }, query: { limit: 100 } },
        signal,
      }),
  });

export const skippedQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', 'skipped', id],
    queryFn: ({ signal }) =>
      api.get('/v1/reassignments/{id}/skipped', {
        params: { path: { id }, query: { limit: 100 } },
        signal,
      }),
  });

/** Exactly what an undo would give back. */
export const undoPreviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', 'undo-preview', id],
    queryFn: async ({ signal }) => {
      const answer = await api.post('/v1/reassignments/{id}/undo', {
        params: { path: { id } },
        body: { preview: true },
        signal,
      });
      if (!('leftAlone' in answer)) throw new Error('The API began an undo where a preview was asked for');
      return answer;
    },
    ...AS_SHOWN,
    gcTime: 0,
  });

/** A run as it advances, followed until its end. */
export function useRun(id: string) {
  const queries = useQueryClient();
  const [isFollowed, setFollowed] = useState(true);
  const run = useQuery({
    ...runQuery(id),
    refetchInterval: ({ state }) =>
      !isFollowed && state.data && !isOver(state.data.state) ? LOOK_AGAIN_MS : false,
  });
  const isLive = run.data !== undefined && !isOver(run.data.state);
  useEffect(() => {
    if (!isLive) return;
    const leaving = new AbortController();
    const follow = async () => {
      const parts = { params: { path: { id } }, signal: leaving.signal };
      for await (const { data } of api.events('/v1/reassignments/{id}/progress', parts))
        queries.setQueryData(runQuery(id).queryKey, data);
      for (const queryKey of [['runs', 'list'], ['records']]) void queries.invalidateQueries({ queryKey });
    };
    follow().catch(() => {
      if (!leaving.signal.aborted) setFollowed(false);
    });
    return () => leaving.abort();
  }, [id, isLive, queries]);
  return run;
}
