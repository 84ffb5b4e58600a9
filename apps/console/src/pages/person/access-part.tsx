import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';
import { byArea } from '../people/permission-areas.js';
import { usePermissionWords } from '../people/permission-words.js';
import type { Person } from '../people/person-acts.js';
import { GroupsCard } from './groups-card.js';
import { type Beyond, permissionsQuery } from './person-queries.js';
import { ProductsCard } from './products-card.js';
import { VisibilityCard } from './visibility-card.js';

/** What somebody may do and by what, whom they see, and the seats that they hold. */
export function AccessPart({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  return (
    <div className="person-columns">
      <Permissions person={person} reason={reason} />
      <div className="stack">
        <GroupsCard person={person} />
        <ProductsCard person={person} />
        <VisibilityCard person={person} />
      </div>
    </div>
  );
}

function Permissions({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  const say = useSay();
  const words = usePermissionWords();
  const sourceName = useSourceName();
  const { data, error, refetch } = useQuery(permissionsQuery(person.id, reason));
  return (
    <section className="card" aria-labelledby="permissions">
      <h2 id="permissions">{say('person.permissions')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && data.items.length === 0 && <p className="soft">{say('person.permissions.none')}</p>}
      {data &&
        byArea(data.items, ({ permission }) => permission).map(({ area, items }) => (
          <section key={area} className="permission-area">
            <h3>{say(`permissions.area.${area}`)}</h3>
            <ul>
              {items.map(({ permission, via }) => (
                <li key={permission} className="permission">
                  <span>
                    {words(permission)} <code className="small soft">{permission}</code>
                  </span>
                  <span className="row small">
                    {via.map((source) => (
                      <Badge key={source}>{sourceName(source)}</Badge>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      {data && data.manages.length > 0 && (
        <section className="permission-area">
          <h3>{say('person.manages')}</h3>
          <p className="row">
            {data.manages.map(({ id, name }) => (
              <Link key={id} to="/people" search={{ group: id }}>
                {name}
              </Link>
            ))}
          </p>
        </section>
      )}
    </section>
  );
}

/** The API names groups in English where every account has them. */
function useSourceName(): (source: string) => string {
  const say = useSay();
  const groupName = useGroupName();
  const { data: groups = [] } = useQuery(choicesQuery('group'));
  return (source) => {
    if (source === 'global-admin') return say('people.globalAdmin');
    const group = groups.find(({ name, builtIn }) => name === source && builtIn != null);
    return group ? groupName(group) : source;
  };
}
