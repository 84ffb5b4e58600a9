import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Moment } from '../../design/moments.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { useProductName } from '../licences/product-names.js';

/** Why somebody is kept out who is neither banned nor gone, and what brings them back. */
export function SuspensionNote({ person }: { readonly person: Person }) {
  const say = useSay();
  const may = useMay();
  const nameOf = useProductName();
  const { seatSuspended } = person;
  if (!seatSuspended) return null;
  return (
    <Note tone="bad">
      <p>
        {say('person.suspended.since')} <Moment at={seatSuspended.since} />
      </p>
      {seatSuspended.products.map((product) => (
        <p key={product}>
          {say('person.suspended.text', { product: nameOf(product) })}{' '}
          {may('licenses.read') && (
            <Link to="/licences" search={{ product }}>
              {say('person.suspended.licences')}
            </Link>
          )}
        </p>
      ))}
    </Note>
  );
}
