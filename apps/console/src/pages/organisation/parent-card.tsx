import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { CHANGED, type ParentView, parentQuery, type ReceivedOffer } from './affiliate-queries.js';

type Parent = NonNullable<ParentView['parent']>;
type Asked =
  | { readonly act: 'accept' | 'decline'; readonly offer: ReceivedOffer }
  | { readonly act: 'leave'; readonly parent: Parent };

/** The account above, and those that would be; nothing for who stands alone and was asked by nobody. */
export function ParentCard() {
  const say = useSay();
  const { user } = useMe();
  const { data, error, refetch } = useQuery(parentQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || (!data.parent && data.offers.length === 0)) return null;
  const { parent, since, offers } = data;
  const adminOnly = user.globalAdmin ? null : say('organisation.parent.adminOnly');
  return (
    <section className="card stack" aria-labelledby="parent">
      <h2 id="parent">{say('organisation.parent')}</h2>
      {parent && (
        <div className="branch">
          <span className="branch-words">
            <span className="branch-name">{parent.name}</span>{' '}
            <span className="soft small">
              {parent.slug}
              {since !== null && (
                <>
                  {' · '}
                  {say('organisation.parent.since')} <Moment at={since} />
                </>
              )}
            </span>
          </span>
          <Button refusal={adminOnly} onPress={() => setAsked({ act: 'leave', parent })}>
            {say('organisation.parent.leave')}
          </Button>
        </div>
      )}
      {offers.length > 0 && (
        <ul className="offer-lines">
          {offers.map((offer) => {
            const { name } = offer.parent;
            return (
              <li key={offer.id} className="branch">
                <span className="branch-words">
                  {say('organisation.parent.offer', { name })}{' '}
                  <span className="soft small">
                    {say('organisation.affiliate.until')} <Moment at={offer.expiresAt} />
                  </span>
                </span>
                <span className="row">
                  <Button
                    aria-label={say('organisation.affiliate.act.of', {
                      act: say('organisation.parent.decline'),
                      name,
                    })}
                    onPress={() => setAsked({ act: 'decline', offer })}
                  >
                    {say('organisation.parent.decline')}
                  </Button>
                  <Button
                    look="main"
                    refusal={adminOnly ?? (parent ? say('organisation.parent.hasOne') : null)}
                    aria-label={say('organisation.affiliate.act.of', {
                      act: say('organisation.parent.accept'),
                      name,
                    })}
                    onPress={() => setAsked({ act: 'accept', offer })}
                  >
                    {say('organisation.parent.accept')}
                  </Button>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {asked && <Answer asked={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

const answer = async (asked: Asked): Promise<void> => {
  if (asked.act === 'leave') {
    await api.delete('/v1/account/parent');
    return;
  }
  const params = { path: { id: asked.offer.id } };
  if (asked.act === 'accept') await api.post('/v1/account/parent-offers/{id}/accept', { params });
  else await api.delete('/v1/account/parent-offers/{id}', { params });
};

/** What it means is read before it is done: who is above may act here. */
function Answer({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { act } = asked;
  const { name } = asked.act === 'leave' ? asked.parent : asked.offer.parent;
  const call = useMutation({
    mutationFn: () => answer(asked),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say(`organisation.parent.${act}.done`, { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={say(`organisation.parent.${act}.of`, { name })}
      go={say(`organisation.parent.${act}`)}
      isGrave={act === 'leave'}
      call={call}
      onGo={() => call.mutate()}
      onClose={onClose}
    >
      <p>{say(`organisation.parent.${act}.means`, { name })}</p>
    </ConfirmDialog>
  );
}
