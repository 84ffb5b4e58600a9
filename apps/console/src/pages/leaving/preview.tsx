import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { MovesTable } from '../hand-overs/moves-table.js';
import { usePeopleById } from '../people/people-names.js';
import type { Plan } from './hand-over-plan.js';
import { previewQuery } from './leaving-queries.js';

/** Exactly what would move, by type and receiver, before anything does. */
export function Preview({ from, plan }: { readonly from: string; readonly plan: Plan | null }) {
  const say = useSay();
  return (
    <section className="card stack" aria-labelledby="preview">
      <h2 id="preview">{say('leaving.preview')}</h2>
      {plan ? <Moves from={from} plan={plan} /> : <p className="soft">{say('leaving.preview.none')}</p>}
    </section>
  );
}

function Moves({ from, plan }: { readonly from: string; readonly plan: Plan }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(previewQuery(from, plan));
  const people = usePeopleById(data?.byType.map(({ to }) => to) ?? []);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  return (
    <>
      <p className="numbers">{say('leaving.preview.total', { count: data.total })}</p>
      <MovesTable moves={data.byType} people={people} caption={say('leaving.preview')} />
    </>
  );
}
