import { useQuery } from '@tanstack/react-query';
import { acting } from '../../api/acting.js';
import { useMemo, useState } from 'react';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useRefusals } from '../people/act-refusals.js';
import { ActDialog } from '../people/act-dialog.js';
import { type Act, ACTS, actsFor, type Person, refuseAct, RULES } from '../people/person-acts.js';
import { PersonDetails } from '../people/person-details.js';
import { PersonForm } from '../people/person-form.js';
import { profileParts } from '../people/profile-fields.js';
import { MoreDetails } from './more-details.js';
import { customFieldsQuery } from '../people/people-queries.js';

/** Who somebody is and how they are reached, to be changed; and what can be done to them. */
export function ProfilePart({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const [isEdited, setEdited] = useState(false);
  return (
    <div className="person-columns">
      <section className="card" aria-labelledby="profile">
        <div className="card-head">
          <h2 id="profile">{say('person.part.profile')}</h2>
          {!isEdited && (
            <Button onPress={() => setEdited(true)} refusal={whyNot('users.update')}>
              {say('people.edit')}
            </Button>
          )}
        </div>
        {isEdited ? (
          <Edited person={person} onClose={() => setEdited(false)} />
        ) : (
          <div className="stack">
            <PersonDetails person={person} />
            <MoreDetails person={person} />
          </div>
        )}
      </section>
      <Acts person={person} />
    </div>
  );
}

function Edited({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { data, error, refetch } = useQuery(customFieldsQuery);
  const parts = useMemo(() => profileParts(data?.items ?? []), [data]);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  return data ? <PersonForm {...{ person, parts, onClose }} /> : <Skeleton lines={8} />;
}

/** Everything that can be done to the person, and why not where it cannot. */
function Acts({ person }: { readonly person: Person }) {
  const say = useSay();
  const { user, permissions } = useMe();
  const refusals = useRefusals();
  const [act, setAct] = useState<Act | null>(null);
  const me = { id: user.id, permissions };
  // What can be done comes first.
  const acts = actsFor(ACTS, acting.read() !== null)
    .map((one) => ({ one, refusal: refuseAct(one, person, me) }))
    .sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null));
  return (
    <section className="card" aria-labelledby="acts">
      <h2 id="acts">{say('people.acts')}</h2>
      <ul className="act-list">
        {acts.map(({ one, refusal }) => {
          return (
            <li key={one}>
              <Button
                look={RULES[one].isGrave && refusal === null ? 'danger' : 'plain'}
                refusal={refusal && refusals(refusal)}
                onPress={() => setAct(one)}
              >
                {say(`people.act.${one}`)}
              </Button>
              {refusal && <span className="small soft">{refusals(refusal)}</span>}
            </li>
          );
        })}
      </ul>
      {act && <ActDialog act={act} person={person} onClose={() => setAct(null)} />}
    </section>
  );
}
