import { useQuery } from '@tanstack/react-query';
import { Note } from '../../../design/states.js';
import { useSay } from '../../../words/words.js';
import type { PeopleSearch } from '../people-search.js';
import { countMissing, type Missing, viewAt } from './saved-views.js';
import { viewsQuery } from './view-queries.js';

/** Tells beneath the filters that the view names what was deleted. */
export function MissingNote({ search }: { readonly search: PeopleSearch }) {
  const say = useSay();
  const what = useMissingWords();
  const { data } = useQuery(viewsQuery);
  const missing = viewAt(data?.items ?? [], search)?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Note tone="info">
      <p>{say('views.missing.text', { what: what(missing) })}</p>
    </Note>
  );
}

/** What is missing, in words. */
export function useMissingWords(): (missing: readonly Missing[]) => string {
  const say = useSay();
  return (missing) =>
    countMissing(missing)
      .map(([filter, count]) => say(`views.missing.${filter}`, { count }))
      .join(', ');
}
