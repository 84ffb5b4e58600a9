import { type Actor, Fault } from '@seatkeeper/contracts';
import type { StoredSeat } from './seats.schema.js';

/** What is done about the seats of one user, who says so, and which of the commands about this user it is. */
export interface SeatCommand {
  accountId: string;
  userId: string;
  by: Actor;
  fence?: number | undefined;
}

/**
 * A process may freeze in the middle of a command and wake after others have gone on. What stands for a user and a
 * product is one document, a seat or a denial, and carries the fence of the newest command: an older one finds the place
 * taken, and changes nothing. So a command leaves one of the two behind for each of its products before it is answered.
 */
type Place = Pick<StoredSeat, 'state' | 'fence'>;

/** A copy that was frozen for longer than this is not expected to wake, and the sockets it would write to are gone. */
const DENIED_MS = 24 * 3_600_000;

/** Whether a newer command has been carried out. Who gives no fence is never overtaken, and what has none is the oldest. */
export const isOvertaken = ({ fence: newest = 0 }: Pick<Place, 'fence'>, fence = Infinity): boolean =>
  newest > fence;

/** Throws `overtaken` if one of the places belongs to a newer command. */
export function refuseOvertaken(places: readonly Place[], fence: number | undefined): void {
  if (places.some((place) => isOvertaken(place, fence)))
    throw new Fault('overtaken', 'A newer command about the seats of this user has been carried out.');
}

/** Whether this very command took the seat, perhaps in another process: then it is refused, or answered, with it. */
export const isTakenBy = (
  { state, takenBy }: Pick<StoredSeat, 'state' | 'takenBy'>,
  fence: number | undefined,
): boolean => state === 'held' && fence !== undefined && takenBy === fence;

/** The one denial of a user and a product. No purchase has a space in its id, so no seat has this one. */
export const denialId = (
  { accountId, userId }: Pick<SeatCommand, 'accountId' | 'userId'>,
  product: string,
): string => `${accountId}/no ${product} for ${userId}`;

/** What a denial is: kept as long as an older command may still wake. */
export const denial = (
  { accountId, userId }: Pick<SeatCommand, 'accountId' | 'userId'>,
  product: string,
  fence: number,
  now: Date,
) => {
  const seatId = denialId({ accountId, userId }, product).slice(accountId.length + 1);
  return {
    set: { fence, until: new Date(now.getTime() + DENIED_MS) },
    setOnInsert: { seatId, product, holder: userId, place: 0 },
  };
};
