import '../../design/line-table.css';
import './single-sign-on.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Note, Skeleton } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { SettingsTabs } from '../settings/settings-tabs.js';
import { provedOf } from './connection-drafts.js';
import { type Connections, connectionsQuery, MOST_CONNECTIONS } from './connection-queries.js';
import { ConnectionBadge } from './connection-state.js';
import { NewConnection } from './new-connection.js';
import { useWhyNotChange } from './why-not-change.js';

/** The identity providers at which people of the account sign in. */
export function ConnectionsPage() {
  const say = useSay();
  const isOpen = useMay()('account.sign-on');
  const whyNotChange = useWhyNotChange();
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch } = useQuery({ ...connectionsQuery, enabled: isOpen });
  const items = data?.items ?? [];
  const add = (
    <Button
      look="main"
      refusal={
        whyNotChange ??
        (items.length >= MOST_CONNECTIONS ? say('sso.most', { most: MOST_CONNECTIONS }) : null)
      }
      onPress={() => setMaking(true)}
    >
      {say('sso.new')}
    </Button>
  );
  return (
    <div className="single-sign-on">
      <PageHead title={say('sso.title')} acts={items.length > 0 && add}>
        {say('sso.text')}
      </PageHead>
      <SettingsTabs current="single-sign-on" />
      <MissingPermission permission="account.sign-on" />
      <div className="stack">
        {isOpen && whyNotChange !== null && (
          <Note tone="info">
            <p>{whyNotChange}</p>
          </Note>
        )}
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {isOpen && !error && (
          <section className="card" aria-label={say('sso.connections')}>
            {!data && <Skeleton lines={4} />}
            {data && items.length === 0 && (
              <Empty icon="shield" title={say('sso.none')} act={add}>
                {say('sso.none.text')}
              </Empty>
            )}
            {items.length > 0 && <ConnectionTable items={items} />}
          </section>
        )}
        {isOpen && (
          <p className="small soft">
            {say('sso.scim')} <Link to="/settings">{say('sso.scim.way')}</Link>
          </p>
        )}
      </div>
      {isMaking && <NewConnection known={data} onClose={() => setMaking(false)} />}
    </div>
  );
}

function ConnectionTable({ items }: Pick<Connections, 'items'>) {
  const say = useSay();
  return (
    <table className="line-table">
      <thead>
        <tr>
          <th scope="col">{say('sso.connection')}</th>
          <th scope="col">{say('sso.domains')}</th>
          <th scope="col">{say('sso.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((connection) => (
          <tr key={connection.id}>
            <th scope="row">
              <span className="stack-small">
                <Link to="/settings/single-sign-on/$id" params={{ id: connection.id }}>
                  {connection.name}
                </Link>
                <span className="small soft">{connection.issuer}</span>
              </span>
            </th>
            <td>
              {say('sso.domains.count', {
                proved: provedOf(connection).length,
                all: connection.domains.length,
              })}
            </td>
            <td>
              <ConnectionBadge connection={connection} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
