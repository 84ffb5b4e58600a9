import '../deliveries/attempts.css';
import '../people/sheet.css';
import '../person/person.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { KindChoices } from '../deliveries/kind-choices.js';
import { SenderCard } from './sender-card.js';
import { accountMailsQuery } from './sending-queries.js';

/** How the account sends: through which server, and which kinds of mail at all. */
export function SendingPart() {
  const say = useSay();
  const may = useMay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  return (
    <div className="stack">
      {may('account.update') ? <SenderCard /> : <MissingPermission permission="account.update" />}
      <section className="card stack" aria-labelledby="account-mails">
        <div>
          <h2 id="account-mails">{say('sending.kinds')}</h2>
          <p className="soft">{say('sending.kinds.text')}</p>
        </div>
        <KindChoices
          of="account"
          settings={useQuery(accountMailsQuery)}
          save={({ kind, sent }) => api.patch('/v1/mail-settings', { body: { choices: { [kind]: sent } } })}
          onSaved={(after) => queries.setQueryData(accountMailsQuery.queryKey, after)}
          onSettled={() => void queries.invalidateQueries({ queryKey: ['people', 'mail-settings'] })}
          refusal={whyNot('account.update')}
        />
      </section>
    </div>
  );
}
