import './person.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { KindChoices } from '../deliveries/kind-choices.js';
import { mailSettingsQuery } from './person-queries.js';

/** Which mails somebody gets, and the kinds they can do without. */
export function MailChoices({ id }: { readonly id: string }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const { user } = useMe();
  const queries = useQueryClient();
  const query = mailSettingsQuery(id);
  return (
    <section className="card stack" aria-labelledby="mail-choices">
      <h2 id="mail-choices">{say('person.choices')}</h2>
      <KindChoices
        of="user"
        settings={useQuery(query)}
        save={({ kind, sent }) =>
          api.patch('/v1/users/{id}/mail-settings', {
            params: { path: { id } },
            body: { choices: { [kind]: sent } },
          })
        }
        onSaved={(after) => queries.setQueryData(query.queryKey, after)}
        onSettled={() => void queries.invalidateQueries({ queryKey: ['people', 'history', id] })}
        refusal={id === user.id ? null : whyNot('users.update')}
      />
    </section>
  );
}
