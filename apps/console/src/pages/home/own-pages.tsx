import { Link } from '@tanstack/react-router';
import { Icon } from '../../design/icons.js';
import { usePages } from '../../shell/navigation.js';
import { useSay } from '../../words/words.js';

/** The ways to what is theirs, for somebody who administers nothing. */
export function OwnPages() {
  const say = useSay();
  const pages = usePages().filter(({ to }) => to !== '/');
  return (
    <section className="card" aria-labelledby="own-pages">
      <h2 id="own-pages">{say('home.own')}</h2>
      <ul className="home-tasks">
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
