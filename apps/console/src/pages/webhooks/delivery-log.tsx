import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FilterMenu } from '../../design/filters.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { Badge, Empty } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { DELIVERY_STATES, DELIVERY_TONES } from '../deliveries/delivery-states.js';
import { useEventName } from './event-names.js';
import { deliveriesQuery, type Endpoint } from './webhook-queries.js';

const route = getRouteApi('/app/webhooks/$id');

/** Everything that was sent to an endpoint, newest first, and what became of it. */
export function DeliveryLog({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const eventName = useEventName();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(deliveriesQuery(endpoint.id, search.state));
  const deliveries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="card" aria-labelledby="log">
      <div className="card-head">
        <h2 id="log">{say('webhooks.log')}</h2>
        <FilterMenu
          title={say('webhooks.state')}
          values={search.state?.split(',') ?? []}
          choices={DELIVERY_STATES.map((id) => ({ id, name: say(`webhooks.delivery.${id}`) }))}
          onChoose={(values) =>
            void navigate({
              search: ({ state: _before, ...rest }) =>
                values.length > 0 ? { ...rest, state: values.join(',') } : rest,
            })
          }
        />
      </div>
      <PagedList list={list} lines={6}>
        {list.data && deliveries.length === 0 && (
          <Empty icon="send" title={say(search.state ? 'webhooks.log.noneSuch' : 'webhooks.log.none')}>
            {say(search.state ? 'webhooks.log.noneSuch.text' : 'webhooks.log.none.text')}
          </Empty>
        )}
        {deliveries.length > 0 && (
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{say('webhooks.event')}</th>
                <th scope="col">{say('webhooks.state')}</th>
                <th scope="col">{say('webhooks.answer')}</th>
                <th scope="col">{say('webhooks.when')}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <tr key={delivery.id} className={delivery.id === search.delivery ? 'line-shown' : ''}>
                  <th scope="row">
                    <Link
                      to="/webhooks/$id"
                      params={{ id: endpoint.id }}
                      search={{ ...search, delivery: delivery.id }}
                      resetScroll={false}
                    >
                      {eventName(delivery.type)}
                    </Link>
                  </th>
                  <td>
                    <Badge tone={DELIVERY_TONES[delivery.state]}>
                      {say(`webhooks.delivery.${delivery.state}`)}
                    </Badge>
                  </td>
                  <td className="soft">
                    {delivery.lastAttempt
                      ? (delivery.lastAttempt.status ??
                        say(`webhooks.outcome.${delivery.lastAttempt.outcome}`))
                      : '–'}
                  </td>
                  <td className="when soft">
                    <Moment at={delivery.createdAt} withTime />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
    </section>
  );
}
