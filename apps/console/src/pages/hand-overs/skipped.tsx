import './run.css';
import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';
import { skippedQuery } from './run-queries.js';
import { useKindOf } from './use-kind-of.js';

/** What a run left with its owner, because it came or changed after it was shown. */
export function Skipped({ id, count }: { readonly id: string; readonly count: number }) {
  const say = useSay();
  const kindOf = useKindOf();
  const { data, error } = useQuery(skippedQuery(id));
  if (error && !data) return <ProblemNote error={error} />;
  return (
    <section className="stack-small">
      <h3>{say('hand-overs.skipped', { count })}</h3>
      <ul className="left-alone small">
        {(data?.items ?? []).map((record) => (
          <li key={`${record.type}/${record.externalId}`}>
            <span>{record.title}</span> <span className="soft">{kindOf(record)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
