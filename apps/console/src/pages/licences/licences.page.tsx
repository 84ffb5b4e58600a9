import './licences.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Skeleton } from '../../design/states.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';
import { licensesQuery } from '../people/people-queries.js';
import { BuyDialog } from './buy-dialog.js';
import { Holders } from './holders.js';
import { Ledger } from './ledger.js';
import { LicenceActs } from './licence-acts.js';
import type { Licence } from './licence-queries.js';
import { VIEWS } from './licence-search.js';
import { Invoices } from './invoices.js';
import { Orders } from './orders.js';
import { Overview } from './overview.js';
import { useProductName } from './product-names.js';
import { ReduceDialog } from './reduce-dialog.js';
import { WaitList } from './wait-list.js';

const route = getRouteApi('/app/licences');

/** One page for each product: its sum, its people, its history, what is bought and what goes. */
export function LicencesPage() {
  const say = useSay();
  const { product } = route.useSearch();
  const licences = useQuery(licensesQuery);
  const items = licences.data?.items ?? [];
  const shown = items.find((item) => item.product === product) ?? items[0];
  return (
    <div className="licences">
      {licences.error && <ProblemNote error={licences.error} onRetry={() => void licences.refetch()} />}
      {!licences.data && !licences.error && (
        <>
          <PageHead title={say('licences.title')} />
          <Skeleton lines={8} />
        </>
      )}
      {licences.data && !shown && (
        <>
          <PageHead title={say('licences.title')} />
          <Empty icon="licences" title={say('licences.none')}>
            {say('licences.none.text')}
          </Empty>
        </>
      )}
      {shown && <LicencePage key={shown.product} licence={shown} all={items} />}
    </div>
  );
}

function LicencePage({ licence, all }: { readonly licence: Licence; readonly all: readonly Licence[] }) {
  const say = useSay();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nameOf = useProductName();
  const { product } = licence;
  const view = search.view ?? 'overview';
  const open = {
    overview: true,
    holders: true,
    ledger: true,
    waiting: may('users.read'),
    orders: may('seats.purchase'),
  };
  const stop = () => void navigate({ search: ({ do: _do, seats: _seats, order: _order, ...rest }) => rest });
  return (
    <>
      <PageHead title={say('licences.title')} acts={<LicenceActs licence={licence} />} />
      {all.length > 1 && (
        <Tabs label={say('licences.products')} look="choice" current={product}>
          {all.map((one) => (
            <Link
              key={one.product}
              to="/licences"
              search={{ product: one.product, ...(search.view && { view: search.view }) }}
              {...tabProps(one.product === product)}
            >
              {nameOf(one.product)}
            </Link>
          ))}
        </Tabs>
      )}
      <Tabs label={say('licences.views')} current={view}>
        {VIEWS.filter((one) => open[one]).map((one) => (
          <Link
            key={one}
            to="/licences"
            search={{ product, ...(one !== 'overview' && { view: one }) }}
            {...tabProps(one === view)}
          >
            {say(`licences.view.${one}`)}
            {one === 'waiting' && licence.waiting > 0 && <span className="tab-count">{licence.waiting}</span>}
          </Link>
        ))}
      </Tabs>
      {view === 'overview' && <Overview licence={licence} />}
      {view === 'holders' && <Holders licence={licence} />}
      {view === 'ledger' && <Ledger product={product} />}
      {view === 'waiting' && open.waiting && <WaitList product={product} />}
      {view === 'orders' && open.orders && (
        <>
          <Orders />
          <Invoices />
        </>
      )}
      {search.do === 'buy' && <BuyDialog licence={licence} onClose={stop} />}
      {search.do === 'reduce' && <ReduceDialog licence={licence} onClose={stop} />}
    </>
  );
}
