import './people.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { Selection } from 'react-aria-components';
import { acting } from '../../api/acting.js';
import { useMay, useMe } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { useSay } from '../../words/words.js';
import { BulkBar } from './bulk-bar.js';
import { ColumnChoice } from './column-choice.js';
import { GoInDialog } from './go-in-dialog.js';
import { PeopleFilters } from './people-filters.js';
import { type ListedPerson, peopleQuery } from './people-queries.js';
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
  // Put into the table as there is time, so that scrolling goes on meanwhile.
  const people = useDeferredValue(
    useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]),
  );
  const total = list.data?.pages[0]?.total;
  const [selected, setSelected] = useState<Selection>(new Set());
  const filter = JSON.stringify(filterOf(search));
  const [chosenIn, setChosenIn] = useState(filter);
  // "All that match" means others once something else matches.
  if (chosenIn !== filter) {
    setChosenIn(filter);
    if (selected === 'all') setSelected(new Set());
  }
  const { account } = useMe();
  const [foreign, setForeign] = useState<ListedPerson | null>(null);
  const show = useCallback(
    (id: string | undefined) => {
      const person = people.find((one) => one.id === id);
      if (person && person.accountId !== account.id) setForeign(person);
      else void navigate({ search: ({ person: _before, ...rest }) => (id ? { ...rest, person: id } : rest) });
    },
    [people, account.id, navigate],
  );
  const { fetchNextPage } = list;
  // Once is enough while one is on its way, and none comes behind the last.
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  // Views are one's own, or of the account, and of one account.
  const hasViews = acting.read() === null && search.affiliates === undefined;
  return (
    <div className="people">
      <PageHead
        title={say('people.title')}
        acts={
          <>
            {hasViews && <ViewsMenu search={search} />}
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
      {hasViews && <MissingNote search={search} />}
      {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      <div className={`people-split${list.isPlaceholderData ? ' people-stale' : ''}`}>
        <PeopleTable
          {...{ people, search, selected }}
          isFirstLoad={list.isPending}
          hasMore={list.hasNextPage}
          onMore={more}
          onSelect={setSelected}
          onShow={show}
        />
        {search.person && (
          <PersonSheet key={search.person} id={search.person} onClose={() => show(undefined)} />
        )}
      </div>
      {search.affiliates === undefined && (
        <BulkBar {...{ selected, search, total }} onDone={() => setSelected(new Set())} />
      )}
      {foreign && <GoInDialog person={foreign} onClose={() => setForeign(null)} />}
    </div>
  );
}
