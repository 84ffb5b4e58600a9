import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { type Beyond, factorsQuery } from './person-queries.js';

/** Whether somebody has a second factor; of who has lost it, it is removed. */
export function FactorCard({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const { user } = useMe();
  const [isRemoving, setRemoving] = useState(false);
  const isOpen = may('users.credentials');
  const { data, error, refetch } = useQuery({ ...factorsQuery(person.id, reason), enabled: isOpen });
  const factor = data?.items[0];
  const refusal =
    whyNot('users.credentials') ??
    (person.id === user.id ? say('people.whyNot.self') : factor ? null : say('person.factor.none'));
  return (
    <section className="card" aria-labelledby="factor">
      <div className="card-head">
        <h2 id="factor">{say('person.factor')}</h2>
        <Button
          look={refusal === null ? 'danger' : 'plain'}
          refusal={refusal}
          onPress={() => setRemoving(true)}
        >
          {say('person.factor.remove')}
        </Button>
      </div>
      <MissingPermission permission="users.credentials" />
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && isOpen && <Skeleton lines={1} />}
      {data && (
        <p className="row">
          <Badge tone={factor ? 'good' : data.required ? 'warn' : 'neutral'}>
            {say(factor ? 'person.factor.there' : 'person.factor.none')}
          </Badge>
          <span className="soft">
            {factor ? (
              <>
                {say('person.factor.since')} <Moment at={factor.addedAt} /> ·{' '}
                {say('person.factor.codes', { count: factor.recoveryCodesLeft })}
              </>
            ) : (
              say(data.required ? 'person.factor.required' : 'person.factor.free')
            )}
          </span>
        </p>
      )}
      {isRemoving && <RemoveFactor person={person} onClose={() => setRemoving(false)} />}
    </section>
  );
}

function RemoveFactor({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const name = fullName(person);
  const remove = useMutation({
    mutationFn: () => api.delete('/v1/users/{id}/factors', { params: { path: { id: person.id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('person.factor.removed', { name }) });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <ConfirmDialog
      title={say('people.act.title', { act: say('person.factor.remove'), name })}
      go={say('person.factor.remove')}
      isGrave
      call={remove}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{say('person.factor.remove.means')}</p>
    </ConfirmDialog>
  );
}
