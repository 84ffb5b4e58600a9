import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { useProductNames } from '../licences/product-names.js';
import type { Person } from '../people/person-acts.js';
import { personQuery } from '../people/people-queries.js';
import { against, CheckEnd, Moving } from './check-parts.js';
import { LeftBehind } from './left-behind.js';
import { replace, type Replacing, replacementPreviewQuery } from './replacement-queries.js';
import { TakenOver } from './taken-over.js';

const route = getRouteApi('/app/leaving');

/** Everything that would come of a replacement; and then exactly that. */
export function ReplacementCheck({
  person,
  replacing,
  refusal,
  onBack,
  onRefused,
}: {
  readonly person: Person;
  readonly replacing: Replacing;
  readonly refusal: string | null;
  readonly onBack: () => void;
  /** Is told what the API did not take. */
  readonly onRefused: (error: Error) => void;
}) {
  const say = useSay();
  const namesOf = useProductNames();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const shown = useQuery(replacementPreviewQuery(person.id, replacing));
  const preview = shown.data;
  const go = useMutation({
    mutationFn: () => replace(person.id, replacing, preview?.records?.manifest ?? null),
    onSuccess: ({ user }) => {
      queries.setQueryData(personQuery(user.id).queryKey, user);
      void navigate({ search: { person: person.id, how: 'replace', done: true }, replace: true });
    },
    onError: (error) => {
      onRefused(error);
      // What was refused because more has changed than may is shown anew.
      void shown.refetch();
    },
    onSettled: () => {
      for (const key of ['people', 'licenses', 'records', 'runs'])
        void queries.invalidateQueries({
          queryKey: [key],
          predicate: ({ queryKey }) => queryKey[1] !== 'replacement-preview',
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
              {say('leaving.replace.seats', {
                count: preview.seats.swapped,
                products: namesOf(
                  preview.seats.products.filter((product) => !preview.seats.freed.includes(product)),
                ),
              })}
            </li>
            {preview.seats.freed.length > 0 && (
              <li>{say('leaving.replace.freed', { products: namesOf(preview.seats.freed) })}</li>
            )}
            <li>
              {say('leaving.ends.counted', { sessions: preview.sessionsEnded, keys: preview.keysEnded })}
            </li>
            {preview.invitationsVoided > 0 && <li>{say('leaving.ends.invitation')}</li>}
            <li>{say('leaving.stays')}</li>
          </ul>
        )}
      </section>
      {preview && (
        <>
          <section className="card stack-small" aria-labelledby="taken-over">
            <h2 id="taken-over">{say('leaving.replace.given')}</h2>
            <TakenOver of={preview} />
          </section>
          <Moving
            records={replacing.reassign ? preview.records : null}
            people={new Map([[preview.successor.id, preview.successor]])}
          />
          <LeftBehind left={{ directReports: 0, ...preview.leftBehind }} />
        </>
      )}
      <CheckEnd
        code={against(preview?.refusals)}
        error={go.error}
        refusal={refusal ?? notYet}
        isPending={go.isPending}
        label={say('leaving.replace.go')}
        onBack={onBack}
        onGo={() => go.mutate()}
      />
    </div>
  );
}
