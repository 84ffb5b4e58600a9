import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { acting } from '../../api/acting.js';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { whyQuery } from '../seats/why.js';
import { BookedWarning } from './booked-warning.js';
import type { Licence, Reduction } from './licence-queries.js';

/** Seats that are booked to go; each can be taken back until its day has come. */
export function Reductions({ licence: { product } }: { readonly licence: Licence }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(whyQuery(product, 'invite', 1));
  return (
    <section className="card stack" aria-labelledby="booked">
      <h2 id="booked">{say('licences.booked')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data?.scheduled.length === 0 && <p className="soft">{say('licences.booked.none')}</p>}
      {data?.scheduled.map((reduction) => (
        <Booked key={reduction.id} reduction={reduction} />
      ))}
    </section>
  );
}

function Booked({ reduction }: { readonly reduction: Reduction }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const tell = useToastProblem();
  const { id, product, seats, effectiveAt, when, warning } = reduction;
  const cancel = useMutation({
    mutationFn: () =>
      api.delete('/v1/licenses/{product}/reductions/{id}', { params: { path: { product, id } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('licences.booked.cancelled', { seats }) }),
    onError: tell,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['licenses'] }),
  });
  return (
    <div className="stack-small">
      <div className="row">
        <span className="spread">
          <strong>{say('licences.booked.seats', { seats })}</strong>{' '}
          {say(when === 'renewal' ? 'licences.booked.renewal' : 'licences.booked.date')}{' '}
          <Moment at={effectiveAt} />
        </span>
        {acting.read() === null && (
          <Button
            isPending={cancel.isPending}
            refusal={whyNot('seats.purchase')}
            onPress={() => cancel.mutate()}
          >
            {say('licences.booked.cancel')}
          </Button>
        )}
      </div>
      {warning && <BookedWarning warning={warning} />}
    </div>
  );
}
