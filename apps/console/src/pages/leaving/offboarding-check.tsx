import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../../design/fields.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import { usePeopleById } from '../people/people-names.js';
import type { Person } from '../people/person-acts.js';
import { personQuery } from '../people/people-queries.js';
import { against, CheckEnd, Moving } from './check-parts.js';
import type { Plan } from './hand-over-plan.js';
import { LeftBehind } from './left-behind.js';
import { offboard, offboardingPreviewQuery, reportQuery } from './offboarding-queries.js';

const route = getRouteApi('/app/leaving');

/** Everything that would come of it; and then exactly that. */
export function OffboardingCheck({
  person,
  plan,
  refusal,
}: {
  readonly person: Person;
  readonly plan: Plan | null;
  readonly refusal: string | null;
}) {
  const say = useSay();
  const namesOf = useProductNames();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [reason, setReason] = useState('');
  const shown = useQuery(offboardingPreviewQuery(person.id, plan));
  const preview = shown.data;
  const people = usePeopleById(preview?.records?.byType.map(({ to }) => to) ?? []);
  const go = useMutation({
    mutationFn: () =>
      offboard(person.id, plan, {
        reason: reason.trim(),
        manifest: preview?.records?.manifest ?? null,
      }),
    onSuccess: (offboarding) => {
      queries.setQueryData(reportQuery(person.id).queryKey, offboarding);
      queries.setQueryData(personQuery(person.id).queryKey, (before: Person | undefined) =>
        before ? { ...before, status: 'deactivated' as const } : before,
      );
      void navigate({ search: { person: person.id, how: 'offboard', done: true }, replace: true });
    },
    // What was refused because more has changed than may is shown anew.
    onError: () => void shown.refetch(),
    onSettled: () => {
      for (const key of ['people', 'licenses', 'records', 'runs'])
        void queries.invalidateQueries({
          queryKey: [key],
          predicate: ({ queryKey }) => queryKey[1] !== 'offboarding-preview',
        });
    },
  });
  const notYet = shown.error ? say('leaving.check.failed') : preview ? null : say('leaving.check.loading');
  return (
    <div className="stack">
      <section className="card stack" aria-labelledby="consequences">
        <h2 id="consequences">{say('leaving.consequences')}</h2>
        {shown.error && <ProblemNote error={shown.error} onRetry={() => void shown.refetch()} />}
        {!preview && !shown.error && <Skeleton lines={4} />}
        {preview && (
          <ul className="consequences">
            <li>
              {say('leaving.offboard.seats', {
                count: preview.seats.freed,
                products: namesOf(preview.seats.products),
              })}
            </li>
            <li>
              {say('leaving.ends.counted', { sessions: preview.sessionsEnded, keys: preview.keysEnded })}
            </li>
            {preview.invitationsVoided > 0 && <li>{say('leaving.ends.invitation')}</li>}
            {preview.groupsManaged > 0 && (
              <li>{say('leaving.offboard.managed', { count: preview.groupsManaged })}</li>
            )}
            <li>{say('leaving.stays')}</li>
          </ul>
        )}
      </section>
      {preview && <Moving records={plan && preview.records} people={people} />}
      {preview && <LeftBehind left={preview.leftBehind} />}
      <section className="card stack">
        <TextField
          label={say('people.deactivate.reason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
        />
      </section>
      <CheckEnd
        code={against(preview?.refusals)}
        error={go.error}
        refusal={refusal ?? notYet}
        isPending={go.isPending}
        label={say(plan ? 'leaving.offboard.go' : 'leaving.offboard.only')}
        onBack={() => void navigate({ search: ({ step: _step, ...rest }) => rest })}
        onGo={() => go.mutate()}
      />
    </div>
  );
}
