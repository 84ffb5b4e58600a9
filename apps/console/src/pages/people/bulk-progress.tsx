import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote, useRefusalWords } from '../../design/problems.js';
import { Progress } from '../../design/progress.js';
import { Badge, Skeleton, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { bulkJobQuery, isOver, refreshAfterBulk } from './bulk-jobs.js';

const TONES: Readonly<Record<string, Tone>> = { done: 'good', refused: 'bad' };

/** A job as it advances, with what became of each; those who were refused can be tried once more. */
export function BulkProgress({ job: id }: { readonly job: string }) {
  const say = useSay();
  const refusalWords = useRefusalWords();
  const queries = useQueryClient();
  const job = useInfiniteQuery(bulkJobQuery(id));
  const again = () => void queries.invalidateQueries({ queryKey: bulkJobQuery(id).queryKey });
  const params = { path: { id } };
  const retry = useMutation({
    mutationFn: () => api.post('/v1/jobs/{id}/retry', { params }),
    onSuccess: again,
  });
  const cancel = useMutation({
    mutationFn: () => api.post('/v1/jobs/{id}/cancel', { params }),
    onSuccess: again,
  });
  const error = job.error ?? retry.error ?? cancel.error;
  const now = job.data?.pages[0];
  // After another try it is over again, with other numbers.
  const over = now && isOver(now.state) ? JSON.stringify(now.progress) : null;
  useEffect(() => {
    if (over === null) return;
    refreshAfterBulk(queries);
  }, [over, queries]);
  if (!now) return error ? <ProblemNote error={error} onRetry={again} /> : <Skeleton />;
  const { total, waiting, done, unchanged, refused } = now.progress;
  const results = job.data?.pages.flatMap((page) => page.results.items) ?? [];
  return (
    <>
      <Progress words={say(`people.job.${now.state}`)} done={total - waiting} total={total} />
      <p className="soft numbers">{say('people.job.sum', { done, unchanged, refused })}</p>
      {error && <ProblemNote error={error} />}
      <ul className="results">
        {results.map(({ userId, username, outcome, refusal }) => (
          <li key={userId} className="result">
            <span className="cut spread">{username ?? userId}</span>
            {refusal && <span className="small soft">{refusalWords(refusal.code)}</span>}
            <Badge tone={TONES[outcome] ?? 'neutral'}>{say(`people.outcome.${outcome}`)}</Badge>
          </li>
        ))}
      </ul>
      <div className="row">
        {job.hasNextPage && <Button onPress={() => void job.fetchNextPage()}>{say('shell.more')}</Button>}
        {!isOver(now.state) && <Button onPress={() => cancel.mutate()}>{say('people.job.stop')}</Button>}
        {isOver(now.state) && refused > 0 && (
          <Button isPending={retry.isPending} onPress={() => retry.mutate()}>
            {say('people.job.retry', { count: refused })}
          </Button>
        )}
      </div>
    </>
  );
}
