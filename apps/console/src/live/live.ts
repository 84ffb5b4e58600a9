import { acting } from '../api/acting.js';
import { home } from '../api/client.js';
import { queries } from '../api/queries.js';
import { session } from '../api/session.js';
import { DueQueries, type Stale } from './due-queries.js';
import { type Locks, NO_LOCKS } from './leading.js';
import { LiveShare } from './live-share.js';
import type { Change } from './shown-changes.js';
import { standing } from './standing.js';

/** While nothing is told, what is on screen is looked at this often, ms. */
const LOOK_AGAIN_MS = 15_000;

/** What a change makes stale, for the user with this id. */
type StaleBy = (change: Change, userId: string) => Stale;

const locks = (navigator as { readonly locks?: Locks }).locks;
const isShown = () => document.visibilityState === 'visible';

/** Follows whatever account the pages are about, as long as somebody is signed in. Called once. */
export function followAccounts(staleBy: StaleBy): void {
  const due = new DueQueries(queries, isShown);
  let share: LiveShare | undefined;
  let followed: string | null = null;

  const turn = () => {
    const next = whatToFollow();
    if (next?.name === followed) return;
    share?.end();
    due.clear();
    standing.set('opening');
    followed = next?.name ?? null;
    share = next && shareOf(next);
  };
  const shareOf = ({ name, userId, client }: Followed) =>
    new LiveShare(
      {
        name,
        open: (after, signal) =>
          client.events('/v1/events', {
            signal,
            headers: after === undefined ? {} : { 'last-event-id': after },
          }),
        onChange: (change) => due.add(change, staleBy(change, userId)),
        onReset: () => due.everything(),
        onStanding: (next) => standing.set(next),
      },
      locks ?? NO_LOCKS,
    );

  session.subscribe(turn);
  acting.subscribe(turn);
  document.addEventListener('visibilitychange', () => {
    turn();
    if (!isShown()) return;
    share?.ask();
    due.look();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) due.everything();
  });
  setInterval(() => {
    if (standing.read() === 'lost') due.everything();
  }, LOOK_AGAIN_MS);
  turn();
}

const ALONE = String(Math.random());

interface Followed {
  readonly name: string;
  readonly userId: string;
  readonly client: Pick<typeof home, 'events'>;
}

/** Nothing of who is not signed in, or has to do something else first. */
function whatToFollow(): Followed | undefined {
  const state = session.read();
  const owner = session.owner();
  if (state.is !== 'in' || state.must !== null || owner === undefined) return undefined;
  const at = acting.read();
  if (at?.ended) return undefined;
  // Without locks each tab has its own stream, while it is seen: a browser has few connections.
  if (!locks && !isShown()) return undefined;
  return {
    name: ['seatkeeper live', location.origin, owner, at?.account.id ?? '', locks ? '' : ALONE].join(' '),
    userId: owner.split(' ')[1] ?? '',
    client: at?.client ?? home,
  };
}
