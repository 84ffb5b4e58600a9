import type { Answer } from '@seatkeeper/client';
import { InfiniteQueryObserver, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export type BulkJob = Answer<'/v1/jobs/{id}', 'get'>;

/** How far a job is is not told: while somebody looks at one, it is asked for so often, in ms. Its end is told. */
const LOOK_AGAIN_MS = 2_000;

/** A job with what became of each. */
export const bulkJobQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['bulk', 'job', id],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/jobs/{id}', {
        params: { path: { id }, query: { limit: 100, ...(pageParam && { cursor: pageParam }) } },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ results }) => results.nextCursor,
    refetchInterval: ({ state }) => (isOver(state.data?.pages[0]?.state) ? false : LOOK_AGAIN_MS),
  });

export const isOver = (state: string | undefined): boolean =>
  state === 'finished' || state === 'cancelled' || state === 'stopped';

/** Asks again for whatever a bulk act can have changed. */
export function refreshAfterBulk(queries: QueryClient): void {
  for (const queryKey of [['people'], ['licenses']]) void queries.invalidateQueries({ queryKey });
}

/**
 * Follows a job that nobody looks at any more to its end, whatever page is open by then; lists are refreshed and `tell` is called
 * then. Of one that is over already nothing is told, and one that cannot be asked for is followed no further.
 */
export function followBulkJob(queries: QueryClient, id: string, tell: (job: BulkJob) => void): void {
  const read = (): BulkJob | undefined => queries.getQueryData(bulkJobQuery(id).queryKey)?.pages[0];
  refreshAfterBulk(queries);
  if (isOver(read()?.state)) return;
  const untilTold = { ...bulkJobQuery(id), refetchInterval: false } as const;
  const stop = new InfiniteQueryObserver(queries, untilTold).subscribe(({ data, error }) => {
    const job = data?.pages[0];
    if (!error && !isOver(job?.state)) return;
    stop();
    refreshAfterBulk(queries);
    if (job && isOver(job.state)) tell(job);
  });
}
