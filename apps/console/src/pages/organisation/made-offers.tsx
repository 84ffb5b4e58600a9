import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { type MadeOffer, madeOffersQuery } from './affiliate-queries.js';

/** Accounts that were asked and have not answered yet; nothing where there are none. */
export function MadeOffers() {
  const say = useSay();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(madeOffersQuery);
  const withdraw = useMutation({
    mutationFn: ({ id }: MadeOffer) =>
      api.delete('/v1/account/affiliate-offers/{id}', { params: { path: { id } } }),
    onSuccess: (_gone, { account }) =>
      toast.say({ tone: 'good', text: say('organisation.affiliate.withdrawn', { slug: account }) }),
    onError: useToastProblem(),
    // Accepted meanwhile, it is an account below by now.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['affiliates'] }),
  });
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="made-offers">
      <h2 id="made-offers">{say('organisation.affiliate.offers')}</h2>
      <ul className="offer-lines">
        {data.items.map((offer) => (
          <li key={offer.id} className="branch">
            <span className="branch-words">
              <span className="branch-name">{offer.account}</span>{' '}
              <span className="soft small">
                {say('organisation.affiliate.until')} <Moment at={offer.expiresAt} />
              </span>
            </span>
            <Button
              isPending={withdraw.isPending && withdraw.variables.id === offer.id}
              aria-label={say('organisation.affiliate.act.of', {
                act: say('organisation.affiliate.withdraw'),
                name: offer.account,
              })}
              onPress={() => withdraw.mutate(offer)}
            >
              {say('organisation.affiliate.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
