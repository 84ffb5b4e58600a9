import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { Icon } from '../../design/icons.js';
import { usePages } from '../../shell/navigation.js';
import { useSay } from '../../words/words.js';

/** The ways to what is theirs, for somebody who administers nothing. */
export function OwnPages() {
  const say = useSay();
  const { user, permissions } = useMe();
  const pages = usePages().filter(({ to }) => to !== '/');
  return (
    <section className="card" aria-labelledby="own-pages">
      <h2 id="own-pages">{say('home.own')}</h2>
      <ul className="home-tasks">
        {permissions.includes('users.read') && (
          <li>
            <Icon name="people" />
            <Link to="/people/$id" params={{ id: user.id }}>
              {say('home.own.profile')}
            </Link>
          </li>
        )}
        {pages.map(({ to, title, icon }) => (
          <li key={to}>
            <Icon name={icon} />
            <Link to={to}>{say(title)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
