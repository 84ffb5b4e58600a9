import type { Item } from '@seatkeeper/client';

type Arrival = Item<'/v1/arrivals'>;
type Departure = Item<'/v1/departures'>;

/** Somebody whose joining or leaving is planned. */
export interface Planned {
  readonly does: 'joins' | 'leaves';
  readonly person: Arrival['user'];
  /** The moment at which the day begins where the account is. */
  readonly at: string;
  /** Whether the day has come and it could not be done. */
  readonly isRefused: boolean;
}

/** Both in one list by their day; somebody who leaves makes room, and is named before who joins on the same day. */
export function inOrder(arrivals: readonly Arrival[], departures: readonly Departure[]): Planned[] {
  const planned =
    (does: Planned['does']) =>
    ({ user, dueAt, refusal }: Arrival | Departure): Planned => ({
      does,
      person: user,
      at: dueAt,
      isRefused: refusal !== null,
    });
  const all = [...departures.map(planned('leaves')), ...arrivals.map(planned('joins'))];
  return all.sort((a, b) => a.at.localeCompare(b.at));
}
