import '../../design/line-table.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMoney } from '../../design/amount.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { Badge, Empty, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { type ListedOrder, ordersQuery } from './licence-queries.js';
import { useProductName } from './product-names.js';

const TONES: Readonly<Record<ListedOrder['status'], Tone>> = {
  quoted: 'neutral',
  expired: 'neutral',
  'awaiting-approval': 'info',
  'awaiting-payment': 'warn',
  'payment-failed': 'warn',
  approved: 'info',
  completed: 'good',
  outdated: 'warn',
};

/** What was quoted and ordered for the account, of any product; each opens where it is. */
export function Orders() {
  const say = useSay();
  const money = useMoney();
  const nameOf = useProductName();
  const list = useInfiniteQuery(ordersQuery);
  const orders = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const itemsOf = (order: ListedOrder) =>
    order.items
      .map(({ product, seats }) => say('licences.orders.item', { product: nameOf(product), seats }))
      .join(' · ');
  return (
    <section className="card stack" aria-label={say('licences.view.orders')}>
      <PagedList list={list} lines={5}>
        {list.data && orders.length === 0 && (
          <Empty icon="licences" title={say('licences.orders.none')}>
            {say('licences.orders.none.text')}
          </Empty>
        )}
        {orders.length > 0 && (
          <table className="line-table">
            <thead>
              <tr>
                <th scope="col">{say('licences.orders.what')}</th>
                <th scope="col">{say('licences.orders.status')}</th>
                <th scope="col" className="number">
                  {say('licences.quote.total')}
                </th>
                <th scope="col">{say('licences.orders.when')}</th>
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <tr key={order.id}>
                  <th scope="row">
                    <Link to="/licences" search={(before) => ({ ...before, do: 'buy', order: order.id })}>
                      {itemsOf(order)}
                    </Link>
                    {order.kind === 'renewal' && (
                      <span className="soft"> · {say('licences.orders.renewal')}</span>
                    )}
                    {order.payment?.nextTryAt !== undefined && (
                      <p className="small soft">
                        {say('licences.orders.again')} <Moment at={order.payment.nextTryAt} withTime />
                      </p>
                    )}
                    {order.status === 'completed' && order.payment?.state === 'failed' && (
                      <p className="small soft">{say('licences.orders.cardDeclined')}</p>
                    )}
                  </th>
                  <td>
                    <Badge tone={TONES[order.status]}>{say(`licences.orders.${order.status}`)}</Badge>
                  </td>
                  <td className="number">{money(order.grossMinor, order.currency)}</td>
                  <td className="when soft">
                    <Moment at={order.quotedAt} withTime />
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
