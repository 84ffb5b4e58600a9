import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { NamedPerson } from '../people/named-person.js';
import { arrivalsQuery, departuresQuery } from './home-queries.js';
import { inOrder } from './planned.js';

/** Whose joining or leaving is planned next. */
export function ComingAndGoing() {
  const say = useSay();
  const may = useMay();
  const arrivals = useQuery({ ...arrivalsQuery, enabled: may('users.invite') });
  const departures = useQuery({ ...departuresQuery, enabled: may('users.deactivate') });
  if (!may('users.invite') && !may('users.deactivate')) return null;
  const failed = [arrivals, departures].find(({ error }) => error !== null);
  const isLoading = arrivals.isLoading || departures.isLoading;
  const planned = inOrder(arrivals.data ?? [], departures.data ?? []);
  return (
    <section className="card" aria-labelledby="planned">
      <h2 id="planned">{say('home.planned')}</h2>
      {failed?.error && <ProblemNote error={failed.error} onRetry={() => void failed.refetch()} />}
      {isLoading && <Skeleton lines={2} />}
      {!isLoading && !failed && planned.length === 0 && <p className="soft">{say('home.planned.none')}</p>}
      {!isLoading && planned.length > 0 && (
        <ul className="home-planned">
          {planned.map(({ does, person, at, isRefused }) => (
            <li key={`${does}/${person.id}`} className="row">
              <span className="spread">
                <NamedPerson id={person.id} person={person} />
              </span>
              {isRefused && <Badge tone="bad">{say('home.planned.refused')}</Badge>}
              <span className="soft small">
                {say(`home.planned.${does}`)} <Moment at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
