import '../people/sheet.css';
import { useQuery } from '@tanstack/react-query';
import { CopiedField } from '../../design/copied-field.js';
import { useSay } from '../../words/words.js';
import { Detail } from '../people/person-details.js';
import { type Connection, connectionsQuery } from './connection-queries.js';

/** What the provider has to know of Seatkeeper, and what Seatkeeper knows of it. */
export function ProviderCard({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const { data } = useQuery(connectionsQuery);
  const { redirectUri, clientId, vouchesForAddresses } = connection;
  return (
    <section className="card stack" aria-labelledby="provider">
      <h2 id="provider">{say('sso.provider')}</h2>
      <CopiedField label={say('sso.redirectUri')} hint={say('sso.redirectUri.hint')} value={redirectUri} />
      {data?.scopes && <CopiedField label={say('sso.scopes')} value={data.scopes.join(' ')} />}
      <dl className="details">
        <Detail name={say('sso.clientId')}>
          <code>{clientId}</code>
        </Detail>
        <Detail name={say('sso.clientSecret')}>{say('sso.clientSecret.sealed')}</Detail>
        <Detail name={say('sso.addresses')}>
          {say(vouchesForAddresses ? 'sso.addresses.vouched' : 'sso.addresses.verified')}
        </Detail>
      </dl>
    </section>
  );
}
