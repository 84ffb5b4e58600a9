import './people.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Selection } from 'react-aria-components';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';
import { BulkBar } from './bulk-bar.js';
import { ColumnChoice } from './column-choice.js';
import { PeopleFilters } from './people-filters.js';
import { peopleQuery } from './people-queries.js';
import { filterOf } from './people-search.js';
import { PeopleTable } from './people-table.js';
import { PersonSheet } from './person-sheet.js';
import { MissingNote } from './views/missing-note.js';
import { ViewsMenu } from './views/views-menu.js';

const route = getRouteApi('/app/people');

export function PeoplePage() {
  const say = useSay();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(peopleQuery(search));
  const people = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total;
  const [selected, setSelected] = useState<Selection>(new Set());
  const filter = JSON.stringify(filterOf(search));
  const [chosenIn, setChosenIn] = useState(filter);
  // "All that match" means others once something else matches.
  if (chosenIn !== filter) {
    setChosenIn(filter);
    if (selected === 'all') setSelected(new Set());
  }
  const show = (person: string | undefined) =>
    void navigate({ search: ({ person: _before, ...rest }) => (person ? { ...rest, person } : rest) });
  return (
    <div className="people">
      <PageHead
        title={say('people.title')}
        acts={
          <>
            <ViewsMenu search={search} />
            <ColumnChoice search={search} />
            {may('users.invite') && (
              <Link to="/invite" className="button button-main">
                {say('shell.page.invite')}
              </Link>
            )}
          </>
        }
      >
        {total === undefined ? ' ' : say('people.count', { count: total })}
      </PageHead>
      <PeopleFilters search={search} />
      <MissingNote search={search} />
      {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      <div className="people-split">
        <PeopleTable
          {...{ people, search, selected }}
          isStale={list.isPlaceholderData}
          isFirstLoad={list.isPending}
          isLoadingMore={list.isFetchingNextPage}
          onMore={() => {
            if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
          }}
          onSelect={setSelected}
          onShow={show}
        />
        {search.person && (
          <PersonSheet key={search.person} id={search.person} onClose={() => show(undefined)} />
        )}
      </div>
      <BulkBar {...{ selected, search, total }} onDone={() => setSelected(new Set())} />
    </div>
  );
}
