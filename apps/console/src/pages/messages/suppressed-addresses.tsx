import type { Item } from '@seatkeeper/client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { useToastProblem } from '../../design/problems.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { suppressionsQuery } from './message-queries.js';

type Suppression = Item<'/v1/suppressions'>;

/** Addresses to which no mails go any more; nothing where there are none. */
export function SuppressedAddresses() {
  const say = useSay();
  const list = useInfiniteQuery(suppressionsQuery);
  const addresses = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (addresses.length === 0 && !list.error) return null;
  return (
    <section className="card stack" aria-label={say('messages.suppressed')}>
      <div>
        <h2>{say('messages.suppressed')}</h2>
        <p className="soft">{say('messages.suppressed.text')}</p>
      </div>
      <PagedList list={list} lines={2}>
        <ul className="suppressed-list stack">
          {addresses.map((suppression) => (
            <Address key={suppression.id} suppression={suppression} />
          ))}
        </ul>
      </PagedList>
    </section>
  );
}

function Address({
  suppression: { id, address, reason, words, since },
}: {
  readonly suppression: Suppression;
}) {
  const say = useSay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const lift = useMutation({
    mutationFn: () => api.delete('/v1/suppressions/{id}', { params: { path: { id } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('messages.suppressed.lifted', { address }) }),
    onError: complain,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['messages'] }),
  });
  return (
    <li className="row">
      <span className="spread stack-small">
        <strong>{address}</strong>
        <span className="soft small">
          {say(`messages.suppressed.${reason}`)} · <Moment at={since} />
        </span>
        {words !== '' && <span className="small mono">{words}</span>}
      </span>
      <Button isPending={lift.isPending} refusal={whyNot('account.update')} onPress={() => lift.mutate()}>
        {say('messages.suppressed.lift')}
      </Button>
    </li>
  );
}
