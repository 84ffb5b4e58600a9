import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { personQuery } from '../people/people-queries.js';
import type { Person } from '../people/person-acts.js';
import { handingOf, type Plan, planOf, refuseHanding, searchOf } from './hand-over-plan.js';
import { ownedQuery } from './leaving-queries.js';
import { Consequences, Owned } from './owned.js';
import { Preview } from './preview.js';
import { Receivers } from './receivers.js';

const route = getRouteApi('/app/leaving');

/** Two steps: who receives, and what would come of it. Everything that is chosen is in the address. */
export function Offboarding({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: owned } = useQuery({ ...ownedQuery(person.id), enabled: may('records.read') });
  const chosen = handingOf(search);
  // Where nothing is owned, and where nothing may be moved, there is nobody to choose.
  const handing =
    owned?.total === 0 || !may('records.reassign') ? { ...chosen, way: 'none' as const } : chosen;
  const missing = refuseHanding(handing, person.id);
  const needs = whyNot('users.deactivate');
  if (search.step === 'check' && missing === null)
    return <Check person={person} plan={planOf(handing)} refusal={needs} />;
  return (
    <div className="stack">
      <Owned person={person} />
      {owned?.total !== 0 && (
        <section className="card stack" aria-labelledby="receivers">
          <h2 id="receivers">{say('leaving.receivers')}</h2>
          <Receivers
            from={person.id}
            handing={handing}
            onChange={(next) =>
              void navigate({
                search: ({ way: _way, to: _to, types: _types, ...rest }) => ({ ...rest, ...searchOf(next) }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        </section>
      )}
      <div className="row">
        <Button
          look="main"
          refusal={needs ?? (missing && say(`leaving.missing.${missing}`))}
          onPress={() => void navigate({ search: (before) => ({ ...before, step: 'check' }) })}
        >
          {say('leaving.check')}
        </Button>
      </div>
    </div>
  );
}

function Check({
  person,
  plan,
  refusal,
}: {
  readonly person: Person;
  readonly plan: Plan | null;
  readonly refusal: string | null;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [reason, setReason] = useState('');
  const go = useMutation({
    mutationFn: () =>
      api.post('/v1/users/{id}/deactivate', {
        params: { path: { id: person.id } },
        body: { ...(plan && { reassign: { plan } }), ...(reason.trim() !== '' && { reason: reason.trim() }) },
      }),
    onSuccess: ({ user, seatsFreed, reassignmentId }) => {
      queries.setQueryData(personQuery(user.id).queryKey, user);
      void navigate({
        search: {
          person: person.id,
          how: 'offboard',
          done: true,
          seats: seatsFreed,
          ...(reassignmentId !== undefined && { run: reassignmentId }),
        },
        replace: true,
      });
    },
    onSettled: () => {
      for (const key of ['people', 'licenses', 'records', 'runs'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <div className="stack">
      <section className="card stack" aria-labelledby="consequences">
        <h2 id="consequences">{say('leaving.consequences')}</h2>
        <Consequences person={person} how="offboard" />
      </section>
      <Preview from={person.id} plan={plan} />
      <section className="card stack">
        <TextField
          label={say('people.deactivate.reason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
      </section>
      {go.error && <ProblemNote error={go.error} />}
      <div className="row">
        <Button
          onPress={() => void navigate({ search: ({ step: _step, ...rest }) => rest })}
          refusal={go.isPending ? say('leaving.going') : null}
        >
          {say('shell.back')}
        </Button>
        <Button look="danger" isPending={go.isPending} refusal={refusal} onPress={() => go.mutate()}>
          {say(plan ? 'leaving.offboard.go' : 'leaving.offboard.only')}
        </Button>
      </div>
    </div>
  );
}
