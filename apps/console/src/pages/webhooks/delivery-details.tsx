import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FormattedNumber } from 'react-intl';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { Attempts } from '../deliveries/attempts.js';
import { DELIVERY_TONES } from '../deliveries/delivery-states.js';
import { useEventName } from './event-names.js';
import { deliveryQuery, type Endpoint } from './webhook-queries.js';

/** What was sent, word for word, and each answer. */
export function DeliveryDetails({ endpoint, id }: { readonly endpoint: Endpoint; readonly id: string }) {
  const say = useSay();
  const eventName = useEventName();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(deliveryQuery(endpoint.id, id));
  const replay = useMutation({
    mutationFn: () =>
      api.post('/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay', {
        params: { path: { id: endpoint.id, deliveryId: id } },
      }),
    onSuccess: () => toast.say({ tone: 'good', text: say('webhooks.replayed') }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />;
  const refusal =
    endpoint.state === 'disabled'
      ? say('problems.endpoint-disabled')
      : data.state === 'sending'
        ? say('problems.delivery-under-way')
        : null;
  return (
    <div className="stack">
      <div className="row">
        <strong className="spread">{eventName(data.type)}</strong>
        <Badge tone={DELIVERY_TONES[data.state]}>{say(`webhooks.delivery.${data.state}`)}</Badge>
      </div>
      <p className="small soft">
        <Moment at={data.createdAt} withTime /> · <code>{data.type}</code> · <code>{data.messageId}</code>
      </p>
      {data.nextAttemptAt !== null && data.attempts > 0 && (
        <p className="small">
          {say('webhooks.next')} <Moment at={data.nextAttemptAt} withTime />
        </p>
      )}
      <div className="row">
        <Button isPending={replay.isPending} refusal={refusal} onPress={() => replay.mutate()}>
          {say('webhooks.replay')}
        </Button>
      </div>
      {replay.error && <ProblemNote error={replay.error} />}
      <section className="stack-small">
        <h3>{say('webhooks.attempts')}</h3>
        {data.answers.length === 0 && <p className="soft">{say('webhooks.attempts.none')}</p>}
        <Attempts
          attempts={data.answers.map(({ at, outcome, status, ms, answer }) => ({
            at,
            isGood: outcome === 'sent',
            outcome: status === null ? say(`webhooks.outcome.${outcome}`) : `HTTP ${status}`,
            more: (
              <>
                {' · '}
                <FormattedNumber value={ms} /> ms
              </>
            ),
            answer,
          }))}
        />
      </section>
      <section className="stack-small">
        <h3>{say('webhooks.payload')}</h3>
        <pre className="payload">{JSON.stringify(data.payload, null, 2)}</pre>
      </section>
    </div>
  );
}
