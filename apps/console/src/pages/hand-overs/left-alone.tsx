import './run.css';
import { useQuery } from '@tanstack/react-query';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';
import { nameIn, usePeopleById } from '../people/people-names.js';
import { leftAloneQuery } from './run-queries.js';
import { useKindOf } from './use-kind-of.js';

/** What an undo left where it was, and who had changed its owner in between. */
export function LeftAlone({ id }: { readonly id: string }) {
  const say = useSay();
  const kindOf = useKindOf();
  const { data, error } = useQuery(leftAloneQuery(id));
  const items = data?.items ?? [];
  const people = usePeopleById(
    items.flatMap(({ change }) => (change.actor.type === 'user' ? [change.actor.id] : [])),
  );
  if (error && !data) return <ProblemNote error={error} />;
  if (items.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>{say('hand-overs.left', { count: data?.total ?? items.length })}</h3>
      <ul className="left-alone small">
        {items.map(({ record, change }) => (
          <li key={`${record.type}/${record.externalId}/${change.field}`}>
            <span>{record.title}</span>{' '}
            {change.field !== undefined && <span className="soft">{kindOf({ ...record, ...change })}</span>}{' '}
            <span className="soft">
              {say('hand-overs.left.by', { name: nameIn(people, change.actor.id) })} <Moment at={change.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
