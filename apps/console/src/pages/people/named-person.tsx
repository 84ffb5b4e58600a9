import './who.css';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../../design/avatar.js';
import { fullName } from '../../design/full-name.js';

interface Named {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
}

/** Somebody, and the way to them; of whom is not seen, the id alone. */
export function NamedPerson({ id, person }: { readonly id: string; readonly person: Named | undefined }) {
  if (!person) return <span className="mono small">{id}</span>;
  return (
    <span className="who">
      <Avatar name={fullName(person)} />
      <span className="who-words">
        <Link to="/people/$id" params={{ id }} className="cut who-name">
          {fullName(person)}
        </Link>
        <span className="cut small soft">{person.username}</span>
      </span>
    </span>
  );
}
