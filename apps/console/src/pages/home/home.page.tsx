import './home.css';
import { Link } from '@tanstack/react-router';
import { acting } from '../../api/acting.js';
import { type Permission, useMay, useMe } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { useSay } from '../../words/words.js';
import { ComingAndGoing } from './coming-and-going.js';
import { FirstSteps } from './first-steps.js';
import { OwnPages } from './own-pages.js';
import { Seats } from './seats.js';
import { ToDo } from './to-do.js';
import { UnderWay } from './under-way.js';

/** Who can do something about what Home tells of; to everybody else it shows the ways to what is theirs. */
const ADMINISTERING: readonly Permission[] = [
  'licenses.read',
  'users.invite',
  'users.deactivate',
  'records.reassign',
];

/** How an account stands, what waits for somebody, and who comes and goes. */
export function HomePage() {
  const say = useSay();
  const { user } = useMe();
  const may = useMay();
  return (
    <div className="home stack">
      <PageHead
        title={say('home.welcome', { name: user.firstName })}
        acts={
          may('users.invite') && (
            <Link to="/invite" className="button button-main">
              {say('shell.page.invite')}
            </Link>
          )
        }
      />
      {acting.read() === null && <FirstSteps />}
      {may('licenses.read') && <Seats />}
      {ADMINISTERING.some(may) ? (
        <div className="card-pair">
          <ToDo />
          <div className="stack">
            <ComingAndGoing />
            {may('records.read') && <UnderWay />}
          </div>
        </div>
      ) : (
        <OwnPages />
      )}
    </div>
  );
}
