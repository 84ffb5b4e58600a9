import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { ActDialog } from '../people/act-dialog.js';
import { useRefusals } from '../people/act-refusals.js';
import { type Person, refuseAct } from '../people/person-acts.js';
import { type Beyond, sessionsQuery } from './person-queries.js';
import { SessionList } from './session-list.js';

/** Where somebody is signed in, each to be ended. */
export function SessionsCard({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  const say = useSay();
  const may = useMay();
  const { user, permissions } = useMe();
  const refusals = useRefusals();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const [isEnding, setEnding] = useState(false);
  const { data, error, refetch } = useQuery({
    ...sessionsQuery(person.id, reason),
    enabled: may('users.credentials'),
  });
  const end = useMutation({
    mutationFn: (sessionId: string) =>
      api.delete('/v1/users/{id}/sessions/{sessionId}', { params: { path: { id: person.id, sessionId } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('person.session.ended') }),
    onError: complain,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const refusal = refuseAct('end-sessions', person, { id: user.id, permissions });
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="card-head">
        <h2 id="sessions">{say('person.sessions')}</h2>
        <Button
          refusal={
            refusal ? refusals(refusal) : data?.items.length === 0 ? say('person.sessions.none') : null
          }
          onPress={() => setEnding(true)}
        >
          {say('people.act.end-sessions')}
        </Button>
      </div>
      <MissingPermission permission="users.credentials" />
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && may('users.credentials') && <Skeleton lines={3} />}
      {data?.items.length === 0 && <p className="soft">{say('person.sessions.none')}</p>}
      <SessionList
        sessions={data?.items ?? []}
        ending={end.isPending ? end.variables : undefined}
        onEnd={(id) => end.mutate(id)}
      />
      {isEnding && <ActDialog act="end-sessions" person={person} onClose={() => setEnding(false)} />}
    </section>
  );
}
