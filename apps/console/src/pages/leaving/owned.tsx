import { useQuery } from '@tanstack/react-query';
import { FormattedNumber } from 'react-intl';
import { useMay } from '../../api/me.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useKindOf } from '../hand-overs/use-kind-of.js';
import type { Person } from '../people/person-acts.js';
import { ownedQuery } from './leaving-queries.js';

/** What somebody owns, by type, and where other fields of records name them. */
export function Owned({ person }: { readonly person: Person }) {
  const say = useSay();
  const kindOf = useKindOf();
  const may = useMay();
  const { data, error, refetch } = useQuery({ ...ownedQuery(person.id), enabled: may('records.read') });
  return (
    <section className="card stack" aria-labelledby="owned">
      <h2 id="owned">{say('leaving.owned')}</h2>
      <MissingPermission permission="records.read" />
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && may('records.read') && <Skeleton lines={3} />}
      {data?.total === 0 && <p className="soft">{say('leaving.owned.none')}</p>}
      {data && data.total > 0 && (
        <table className="plain-table numbers">
          <thead>
            <tr>
              <th scope="col">{say('hand-overs.type')}</th>
              <th scope="col">{say('leaving.owned.open')}</th>
              <th scope="col">{say('leaving.owned.closed')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ type, field, open, closed }) => (
              <tr key={`${type}/${field}`}>
                <th scope="row">{kindOf({ type, field })}</th>
                <td>
                  <FormattedNumber value={open} />
                </td>
                <td>
                  <FormattedNumber value={closed} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
