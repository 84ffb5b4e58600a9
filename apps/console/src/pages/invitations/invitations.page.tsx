import './invitations.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ShowMore } from '../../design/paged-list.js';
import { ProblemNote } from '../../design/problems.js';
import { Empty, Note, Skeleton } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { InvitationBulk } from './invitation-bulk.js';
import { InvitationFilters } from './invitation-filters.js';
import { invitationCountQuery, invitationsQuery } from './invitation-queries.js';
import type { InvitationSearch } from './invitation-search.js';
import { InvitationTable } from './invitation-table.js';

const route = getRouteApi('/app/invitations');
const NOBODY: ReadonlySet<string> = new Set();

/** Who was invited, what became of the mail, and until when the link works. */
export function InvitationsPage() {
  const say = useSay();
  const may = useMay();
  const search = route.useSearch();
  const list = useInfiniteQuery(invitationsQuery(search));
  const [chosen, setChosen] = useState(NOBODY);
  const filter = JSON.stringify(search);
  const [chosenIn, setChosenIn] = useState(filter);
  // Who is not shown any more is not meant any more.
  if (chosenIn !== filter) {
    setChosenIn(filter);
    setChosen(NOBODY);
  }
  const invitations = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  return (
    <>
      <PageHead
        title={say('invitations.title')}
        acts={
          may('users.invite') && (
            <Link to="/invite" className="button button-main">
              {say('shell.page.invite')}
            </Link>
          )
        }
      >
        {total === undefined ? ' ' : say('invitations.count', { count: total })}
      </PageHead>
      <Attention search={search} />
      <InvitationFilters search={search} />
      {list.error && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div className="card">
          <Skeleton lines={8} />
        </div>
      )}
      {list.data && invitations.length === 0 && <Nothing isFiltered={filter !== '{}'} />}
      {invitations.length > 0 && (
        <InvitationTable {...{ invitations, chosen }} isStale={list.isPlaceholderData} onChoose={setChosen} />
      )}
      <ShowMore list={list} />
      <InvitationBulk chosen={chosen} onDone={() => setChosen(NOBODY)} />
    </>
  );
}

/** What somebody has to see to, with the way to exactly those. */
function Attention({ search }: { readonly search: InvitationSearch }) {
  const say = useSay();
  const { data: expired = 0 } = useQuery(invitationCountQuery({ state: 'expired' }));
  const { data: failed = 0 } = useQuery(invitationCountQuery({ state: 'open,expired', mail: 'failed' }));
  const show = (there: InvitationSearch) => (
    <Link to="/invitations" search={there} className="button">
      {say('invitations.expired.show')}
    </Link>
  );
  return (
    <div className="stack invitations-notes">
      {expired > 0 && search.state !== 'expired' && (
        <Note tone="warn" act={show({ state: 'expired' })}>
          <p>{say('invitations.expired.hold', { count: expired })}</p>
        </Note>
      )}
      {failed > 0 && search.mail !== 'failed' && (
        <Note tone="warn" act={show({ state: 'open,expired', mail: 'failed' })}>
          <p>{say('invitations.failed.note', { count: failed })}</p>
        </Note>
      )}
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay();
  const may = useMay();
  return (
    <Empty
      icon="mail"
      title={say(isFiltered ? 'invitations.none' : 'invitations.empty')}
      act={
        isFiltered ? (
          <Link to="/invitations">{say('invitations.filter.clear')}</Link>
        ) : (
          may('users.invite') && <Link to="/invite">{say('shell.page.invite')}</Link>
        )
      }
    >
      {say(isFiltered ? 'invitations.none.text' : 'invitations.empty.text')}
    </Empty>
  );
}
