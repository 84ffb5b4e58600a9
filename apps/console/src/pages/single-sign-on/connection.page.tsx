import './single-sign-on.css';
import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Note, Skeleton } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { ConnectionActs } from './connection-acts.js';
import { stateOf } from './connection-drafts.js';
import { type Connection, connectionQuery } from './connection-queries.js';
import { ConnectionBadge } from './connection-state.js';
import { DomainsCard } from './domains-card.js';
import { EnforcementCard } from './enforcement-card.js';
import { NewcomersCard } from './newcomers-card.js';
import { ProviderCard } from './provider-card.js';
import { TestCard } from './test-card.js';
import { useWhyNotChange } from './why-not-change.js';

const route = getRouteApi('/app/settings/single-sign-on/$id');

/** One connection, in the order in which it is set up: the provider, the domains, a test, who is new, and passwords. */
export function ConnectionPage() {
  const say = useSay();
  const { id } = route.useParams();
  const isOpen = useMay()('account.sign-on');
  const { data, error, refetch } = useQuery({ ...connectionQuery(id), enabled: isOpen });
  const isGone = error instanceof Problem && error.code === 'not-found';
  if (data && !isGone) return <OneConnection key={id} connection={data} />;
  return (
    <>
      <h1 className="only-read">{say('sso.title')}</h1>
      <MissingPermission permission="account.sign-on" />
      {isGone && (
        <Empty
          icon="shield"
          title={say('sso.gone')}
          act={<Link to="/settings/single-sign-on">{say('sso.back')}</Link>}
        />
      )}
      {error && !isGone && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isOpen && !error && <Skeleton lines={8} />}
    </>
  );
}

function OneConnection({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const whyNotChange = useWhyNotChange();
  const state = stateOf(connection);
  return (
    <div className="single-sign-on stack">
      <div>
        <p className="small">
          <Link to="/settings/single-sign-on">{say('sso.back')}</Link>
        </p>
        <PageHead
          title={
            <span className="row">
              <span className="connection-name">{connection.name}</span>
              <ConnectionBadge connection={connection} />
            </span>
          }
          acts={<ConnectionActs connection={connection} />}
        >
          <span className="connection-name">{connection.issuer}</span>
        </PageHead>
      </div>
      {whyNotChange !== null && (
        <Note tone="info">
          <p>{whyNotChange}</p>
        </Note>
      )}
      <Note tone={state === 'ready' || state === 'enforced' ? 'good' : 'warn'}>
        <p>{say(`sso.state.${state}.means`)}</p>
      </Note>
      <ProviderCard connection={connection} />
      <DomainsCard connection={connection} />
      <TestCard connection={connection} />
      <NewcomersCard connection={connection} />
      <EnforcementCard connection={connection} />
    </div>
  );
}
