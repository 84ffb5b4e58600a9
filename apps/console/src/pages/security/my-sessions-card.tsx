import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { SessionList } from '../person/session-list.js';
import { mySessionsQuery } from './security-queries.js';

/** Where one is signed in: each is ended, or all but this one. */
export function MySessionsCard() {
  const say = useSay();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const [isEndingOthers, setEndingOthers] = useState(false);
  const { data, error, refetch } = useQuery(mySessionsQuery);
  const refresh = () => void queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
  const end = useMutation({
    mutationFn: (sessionId: string) =>
      api.delete('/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('person.session.ended') }),
    onError: complain,
    onSettled: refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => api.delete('/v1/me/sessions'),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('security.sessions.othersEnded') });
      setEndingOthers(false);
    },
    onSettled: refresh,
  });
  const hasOthers = data === undefined || data.items.some(({ current }) => !current);
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="card-head">
        <h2 id="sessions">{say('person.sessions')}</h2>
        <Button
          refusal={hasOthers ? null : say('security.sessions.noOthers')}
          onPress={() => setEndingOthers(true)}
        >
          {say('security.sessions.endOthers')}
        </Button>
      </div>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      <SessionList
        sessions={data?.items ?? []}
        ending={end.isPending ? end.variables : undefined}
        refusal={({ current }) => (current ? say('security.sessions.this') : null)}
        onEnd={(id) => end.mutate(id)}
      />
      {isEndingOthers && (
        <ConfirmDialog
          title={say('security.sessions.endOthers')}
          go={say('security.sessions.endOthers')}
          isGrave
          call={endOthers}
          onGo={() => endOthers.mutate()}
          onClose={() => setEndingOthers(false)}
        >
          <p>{say('security.sessions.endOthers.means')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
