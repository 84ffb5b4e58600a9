import { useInfiniteQuery } from '@tanstack/react-query';
import { PagedList } from '../../design/paged-list.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { TrailEntries } from '../trail/trail-entries.js';
import { type Beyond, historyQuery } from './person-queries.js';

/** What happened to somebody, the newest first, with before and after. */
export function HistoryPart({ person, reason }: { readonly person: Person; readonly reason: Beyond }) {
  const say = useSay();
  const list = useInfiniteQuery(historyQuery(person.id, reason));
  const entries = list.data?.pages.flatMap(({ items }) => items);
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">{say('person.part.history')}</h2>
      <PagedList list={list} lines={6}>
        {entries && <TrailEntries entries={entries} about={person.id} />}
      </PagedList>
    </section>
  );
}
