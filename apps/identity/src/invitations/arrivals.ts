import { type Actor, ARRIVAL_DAYS, Fault } from '@seatkeeper/contracts';
import { beginningOf, type PlannedDay } from '../users/planned-days.js';
import type { StoredArrival, StoredUser } from '../users/users.schema.js';
import { wrongStatus } from '../users/users.js';

const joining = (path: string): PlannedDay => ({
  path,
  most: ARRIVAL_DAYS,
  today: 'whoever joins today is invited at once',
});

/** What is planned, in whose name; `path` is the field that named the day. Throws as `beginningOf`. */
export function newArrival(
  path: string,
  on: string,
  { timeZone, by, asManager, now }: { timeZone: string; by: Actor; asManager?: true | undefined; now: Date },
): StoredArrival {
  const dueAt = beginningOf(on, timeZone, now, joining(path));
  return { on, dueAt, by, ...(asManager && { asManager }), plannedAt: now };
}

/** A machine is active at once: it waits for nobody to come. */
export const refuseArrivalOfMachine = (): Fault =>
  new Fault('validation-failed', {
    errors: [{ path: 'joinsOn', message: 'A service user is active at once: it joins on no day' }],
  });

/** Only who was never here joins on a day: who has left comes back by being reactivated. A code is given with the first seat, or the first wait. */
export const refuseArrival = (user: StoredUser): Fault | null =>
  user.status === 'deactivated' && user.type === 'standard' && user.userCode === undefined
    ? null
    : wrongStatus(user, 'planned to join: only who was never here is');
