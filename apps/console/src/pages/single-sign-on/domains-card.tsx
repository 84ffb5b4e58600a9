import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { useSay } from '../../words/words.js';
import { AddDomain } from './add-domain.js';
import { type Connection, MOST_DOMAINS } from './connection-queries.js';
import { DomainRow } from './domain-row.js';
import { useWhyNotChange } from './why-not-change.js';

/** Whose addresses count, and how each domain is proved. */
export function DomainsCard({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const refusal = useWhyNotChange();
  const [isAdding, setAdding] = useState(false);
  const { domains } = connection;
  return (
    <section className="card stack" aria-labelledby="domains">
      <div>
        <h2 id="domains">{say('sso.domains')}</h2>
        <p className="soft">{say('sso.domains.text')}</p>
      </div>
      {domains.length > 0 && (
        <ul className="domains">
          {domains.map((domain) => (
            <DomainRow key={domain.name} connection={connection} domain={domain} />
          ))}
        </ul>
      )}
      <div className="row">
        <Button
          look={domains.length === 0 ? 'main' : 'plain'}
          icon="plus"
          refusal={
            refusal ??
            (domains.length >= MOST_DOMAINS ? say('sso.domains.most', { most: MOST_DOMAINS }) : null)
          }
          onPress={() => setAdding(true)}
        >
          {say('sso.domain.add')}
        </Button>
      </div>
      {isAdding && <AddDomain connection={connection} onClose={() => setAdding(false)} />}
    </section>
  );
}
