import '../../design/line-table.css';
import './webhooks.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Skeleton } from '../../design/states.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { EndpointBadge } from './endpoint-state.js';
import { NewEndpoint } from './new-endpoint.js';
import { endpointsQuery, MOST_ENDPOINTS } from './webhook-queries.js';

/** The addresses to which events of the account are sent. */
export function WebhooksPage() {
  const say = useSay();
  const may = useMay();
  const whyNot = useWhyNot();
  const [isMaking, setMaking] = useState(false);
  const isOpen = may('webhooks.manage');
  const { data, error, refetch } = useQuery({ ...endpointsQuery, enabled: isOpen });
  const endpoints = data?.items ?? [];
  const add = (
    <Button
      look="main"
      refusal={
        whyNot('webhooks.manage') ??
        (endpoints.length >= MOST_ENDPOINTS ? say('webhooks.most', { most: MOST_ENDPOINTS }) : null)
      }
      onPress={() => setMaking(true)}
    >
      {say('webhooks.new')}
    </Button>
  );
  return (
    <div className="webhooks">
      <PageHead title={say('webhooks.title')} acts={data?.items.length === 0 ? undefined : add}>
        {say('webhooks.text')}
      </PageHead>
      <MissingPermission permission="webhooks.manage" />
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isOpen && (
        <section className="card" aria-label={say('webhooks.title')}>
          {!data && !error && <Skeleton lines={4} />}
          {data?.items.length === 0 && (
            <Empty icon="webhook" title={say('webhooks.none')} act={add}>
              {say('webhooks.none.text')}
            </Empty>
          )}
          {endpoints.length > 0 && (
            <table className="line-table">
              <thead>
                <tr>
                  <th scope="col">{say('webhooks.url')}</th>
                  <th scope="col">{say('webhooks.events')}</th>
                  <th scope="col">{say('webhooks.state')}</th>
                </tr>
              </thead>
              <tbody>
                {endpoints.map((endpoint) => (
                  <tr key={endpoint.id}>
                    <th scope="row">
                      <span className="stack-small">
                        <Link to="/webhooks/$id" params={{ id: endpoint.id }}>
                          {endpoint.description ?? endpoint.url}
                        </Link>
                        {endpoint.description !== null && <span className="small soft">{endpoint.url}</span>}
                      </span>
                    </th>
                    <td>
                      {endpoint.events === null
                        ? say('webhooks.events.all')
                        : say('webhooks.events.count', { count: endpoint.events.length })}
                    </td>
                    <td>
                      <EndpointBadge endpoint={endpoint} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      )}
      {isMaking && <NewEndpoint onClose={() => setMaking(false)} />}
    </div>
  );
}
