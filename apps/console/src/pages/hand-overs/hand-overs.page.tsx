import '../../design/line-table.css';
import './hand-overs.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { FormattedNumber } from 'react-intl';
import { Moment } from '../../design/moments.js';
import { PageHead } from '../../design/page-head.js';
import { PagedList } from '../../design/paged-list.js';
import { SideSheet } from '../../design/side-sheet.js';
import { Empty } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from '../people/people-names.js';
import { RunDetails } from './run-details.js';
import { peopleOf } from './run-words.js';
import { useRunTitle } from './run-title.js';
import { RunBadge } from './run-badge.js';
import { runsQuery } from './run-queries.js';
import { isOver } from './runs.js';

const route = getRouteApi('/app/hand-overs');
/** How far runs are is told of the one that is opened alone: of those that go on it is looked at now and then, in ms. */
const LOOK_AGAIN_MS = 15_000;

/** Runs that move what people own to others: how far each is, and what can be done about it. */
export function HandOversPage() {
  const say = useSay();
  const { run: shown } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery({
    ...runsQuery,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some((run) => !isOver(run.state)) ? LOOK_AGAIN_MS : false,
  });
  const runs = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const people = usePeopleById(runs.flatMap(peopleOf));
  const titleOf = useRunTitle(people);
  const close = () => void navigate({ search: {} });
  return (
    <div className="hand-overs">
      <PageHead title={say('hand-overs.title')}>{say('hand-overs.text')}</PageHead>
      <div className="split">
        <section className="card stack" aria-label={say('hand-overs.title')}>
          <PagedList list={list} lines={8}>
            {list.data && runs.length === 0 && (
              <Empty
                icon="handOver"
                title={say('hand-overs.none')}
                act={<Link to="/people">{say('hand-overs.none.act')}</Link>}
              >
                {say('hand-overs.none.text')}
              </Empty>
            )}
            {runs.length > 0 && (
              <table className="line-table">
                <thead>
                  <tr>
                    <th scope="col">{say('hand-overs.what')}</th>
                    <th scope="col">{say('hand-overs.state')}</th>
                    <th scope="col" className="number">
                      {say('hand-overs.moved')}
                    </th>
                    <th scope="col">{say('hand-overs.begun')}</th>
                  </tr>
                </thead>
                <tbody>
                  {runs.map((run) => (
                    <tr key={run.id} className={run.id === shown ? 'line-shown' : ''}>
                      <th scope="row">
                        <Link to="/hand-overs" search={{ run: run.id }} resetScroll={false}>
                          {titleOf(run)}
                        </Link>
                      </th>
                      <td>
                        <RunBadge state={run.state} />
                      </td>
                      <td className="number">
                        <FormattedNumber value={run.progress.done} /> /{' '}
                        <FormattedNumber value={run.progress.total} />
                      </td>
                      <td className="when soft">
                        <Moment at={run.createdAt} withTime />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </PagedList>
        </section>
        {shown !== undefined && (
          <SideSheet key={shown} title={say('hand-overs.run')} onClose={close}>
            <RunDetails id={shown} />
          </SideSheet>
        )}
      </div>
    </div>
  );
}
