import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedNumber } from 'react-intl';
import { useSay } from '../../words/words.js';
import { RunBadge } from '../hand-overs/run-badge.js';
import { runsQuery } from '../hand-overs/run-queries.js';
import { useRunTitle } from '../hand-overs/run-title.js';
import { peopleOf } from '../hand-overs/run-words.js';
import { isOver } from '../hand-overs/runs.js';
import { usePeopleById } from '../people/people-names.js';

/** Hand-overs that go on or wait to be resumed; nothing where there are none. */
export function UnderWay() {
  const say = useSay();
  const { data } = useInfiniteQuery(runsQuery);
  const runs = (data?.pages[0]?.items ?? []).filter(({ state }) => !isOver(state));
  const titleOf = useRunTitle(usePeopleById(runs.flatMap(peopleOf)));
  if (runs.length === 0) return null;
  return (
    <section className="card" aria-labelledby="under-way">
      <h2 id="under-way">{say('home.underWay')}</h2>
      <ul className="home-planned">
        {runs.map((run) => (
          <li key={run.id} className="row">
            <Link to="/hand-overs" search={{ run: run.id }} className="spread">
              {titleOf(run)}
            </Link>
            <span className="numbers small soft">
              <FormattedNumber value={run.progress.done} /> / <FormattedNumber value={run.progress.total} />
            </span>
            <RunBadge state={run.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
