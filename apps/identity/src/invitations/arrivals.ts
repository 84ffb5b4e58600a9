import { type Actor, type Arrival, ARRIVAL_DAYS, Fault, userArrivalCancelled } from '@seatkeeper/contracts';
import { beginningOf, type PlannedDay, toPlan } from '../users/planned-days.js';
import { userEvent, type UserWrite } from '../users/user-changes.js';
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

/** Who was to join, and is not to: there is nothing else that could end. */
export const callOff = (by: Actor): UserWrite => ({
  unset: ['arrival'],
  events: (change) => [userEvent(userArrivalCancelled, { ...change, by })],
});

export const toArrival = (user: StoredUser): Arrival | null =>
  user.arrival ? { ...toPlan(user, user.arrival), products: user.products } : null;
