import '../../design/line-table.css';
import './webhooks.css';
import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { SideSheet } from '../../design/side-sheet.js';
import { Empty, Skeleton } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { DeliveryDetails } from './delivery-details.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActs } from './endpoint-acts.js';
import { EndpointBadge, EndpointNote } from './endpoint-state.js';
import { useEventName } from './event-names.js';
import { type Endpoint, endpointQuery } from './webhook-queries.js';

const route = getRouteApi('/app/webhooks/$id');

/** One endpoint: whether it gets what it should, and everything that was sent to it. */
export function WebhookPage() {
  const say = useSay();
  const may = useMay();
  const { id } = route.useParams();
  const isOpen = may('webhooks.manage');
  const { data, error, refetch } = useQuery({ ...endpointQuery(id), enabled: isOpen });
  if (data) return <OneEndpoint key={id} endpoint={data} />;
  return (
    <>
      <h1 className="only-read">{say('webhooks.title')}</h1>
      <MissingPermission permission="webhooks.manage" />
      {error instanceof Problem && error.code === 'not-found' ? (
        <Empty
          icon="webhook"
          title={say('webhooks.gone')}
          act={<Link to="/webhooks">{say('webhooks.back')}</Link>}
        />
      ) : (
        error && <ProblemNote error={error} onRetry={() => void refetch()} />
      )}
      {isOpen && !error && <Skeleton lines={8} />}
    </>
  );
}

function OneEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const { delivery } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="webhooks stack">
      <div>
        <p className="small">
          <Link to="/webhooks">{say('webhooks.back')}</Link>
        </p>
        <PageHead
          title={
            <span className="row">
              <span className="webhook-name">{endpoint.description ?? endpoint.url}</span>
              <EndpointBadge endpoint={endpoint} />
            </span>
          }
          acts={<EndpointActs endpoint={endpoint} />}
        >
          {endpoint.description !== null && <span className="webhook-name">{endpoint.url}</span>}
        </PageHead>
      </div>
      <EndpointNote endpoint={endpoint} />
      <Facts endpoint={endpoint} />
      <div className="split">
        <DeliveryLog endpoint={endpoint} />
        {delivery !== undefined && (
          <SideSheet
            key={delivery}
            title={say('webhooks.delivery')}
            onClose={() =>
              void navigate({ search: ({ delivery: _shown, ...rest }) => rest, resetScroll: false })
            }
          >
            <DeliveryDetails endpoint={endpoint} id={delivery} />
          </SideSheet>
        )}
      </div>
    </div>
  );
}

/** Which events it gets, and which secrets sign them. */
function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useSay();
  const eventName = useEventName();
  const { events, secrets } = endpoint;
  const [newest] = secrets;
  const older = secrets.find(({ expiresAt }) => expiresAt !== null);
  return (
    <dl className="card webhook-facts">
      <div>
        <dt>{say('webhooks.events')}</dt>
        <dd>{events === null ? say('webhooks.events.choice.all') : events.map(eventName).join(', ')}</dd>
      </div>
      <div>
        <dt>{say('webhooks.secret')}</dt>
        <dd>
          {newest && (
            <>
              {say('webhooks.secret.since')} <Moment at={newest.createdAt} withTime />
            </>
          )}
          {older?.expiresAt && (
            <>
              . {say('webhooks.secret.older')} <Moment at={older.expiresAt} withTime />
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}
