import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { recordsQuery } from './person-queries.js';
import { RecordList } from './record-list.js';

/** What somebody owns in connected systems. */
export function RecordsPart({ person }: { readonly person: Person }) {
  const say = useSay();
  const list = useInfiniteQuery(recordsQuery(person.id));
  return <RecordList list={list} none={say('person.records.none.text')} />;
}
