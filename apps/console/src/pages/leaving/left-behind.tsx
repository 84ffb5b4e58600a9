import { useSay } from '../../words/words.js';
import { useKindOf } from '../hand-overs/use-kind-of.js';

interface Left {
  readonly directReports: number;
  readonly records:
    readonly { readonly type: string; readonly field?: string; readonly count: number }[] | null;
}

/** What still names whoever leaves: people who report to them, and records that nobody gets. */
export function LeftBehind({ left }: { readonly left: Left }) {
  const say = useSay();
  const kindOf = useKindOf();
  const records = left.records ?? [];
  const isNothing = left.directReports === 0 && records.length === 0;
  return (
    <section className="card stack-small" aria-labelledby="left-behind">
      <h2 id="left-behind">{say('leaving.left')}</h2>
      {isNothing ? (
        <p className="soft">{say('leaving.left.nothing')}</p>
      ) : (
        <ul className="consequences">
          {left.directReports > 0 && (
            <li>{say('leaving.offboard.reports', { count: left.directReports })}</li>
          )}
          {records.map(({ type, field, count }) => (
            <li key={`${type}/${field}`}>
              {kindOf({ type, ...(field !== undefined && { field }) })}:{' '}
              <span className="numbers">{say('leaving.left.records', { count })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
