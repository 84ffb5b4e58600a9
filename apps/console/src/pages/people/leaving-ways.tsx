import { Link } from '@tanstack/react-router';
import { acting } from '../../api/acting.js';
import { useMay } from '../../api/me.js';
import { useSay } from '../../words/words.js';
import type { Person } from './person-acts.js';

/** To the guided acts of who leaves. */
export function LeavingWays({ person }: { readonly person: Person }) {
  const say = useSay();
  const may = useMay();
  // The guided acts are for people of the account itself.
  if (acting.read() !== null) return null;
  const isHere = person.status !== 'deactivated' && person.status !== 'pending';
  const ways = [
    { how: 'offboard', isOpen: isHere && may('users.deactivate') },
    { how: 'replace', isOpen: isHere && may('users.replace') && person.type === 'standard' },
  ] as const;
  return ways
    .filter(({ isOpen }) => isOpen)
    .map(({ how }) => (
      <Link key={how} to="/leaving" search={{ person: person.id, how }} className="button">
        {say(`people.leaving.${how}`)}
      </Link>
    ));
}
