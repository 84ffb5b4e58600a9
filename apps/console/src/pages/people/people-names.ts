import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import type { Person } from './person-acts.js';

/** Asked for by one call. */
const AT_ONCE = 100;

/**
 * People by their ids, as far as who is signed in sees them: others are left out. What is shown already stays shown while more are
 * asked for.
 */
export function usePeopleById(ids: readonly string[]): ReadonlyMap<string, Person> {
  const may = useMay();
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery({
    queryKey: ['people', 'by-id', wanted],
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(wanted.length / AT_ONCE) }, (_, n) =>
        wanted.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
      );
      const pages = await Promise.all(
        parts.map((part) =>
          api.get('/v1/users', { params: { query: { id: part.join(','), limit: AT_ONCE } }, signal }),
        ),
      );
      return new Map(pages.flatMap(({ items }) => items).map((person) => [person.id, person]));
    },
    enabled: wanted.length > 0 && may('users.read'),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return data ?? NOBODY;
}

const NOBODY: ReadonlyMap<string, Person> = new Map();

/** Whoever is called by a name. */
export type Named = Pick<Person, 'firstName' | 'lastName'>;

/** What somebody is called; by id, who is not seen. */
export function nameIn(people: ReadonlyMap<string, Named>, id: string): string {
  const person = people.get(id);
  return person ? fullName(person) : id;
}
