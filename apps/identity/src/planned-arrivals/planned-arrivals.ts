import type { Arrival, Refusal } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { StoredArrival, StoredUser } from '../users/users.schema.js';

const DAY_MS = 86_400_000;

/** Whether what is planned is what somebody wants to plan: then nothing changes. */
export const isPlannedSo = (planned: StoredArrival | undefined, wanted: StoredArrival): boolean =>
  planned !== undefined && isDeepStrictEqual(meantBy(planned), meantBy(wanted)) && isAsDue(planned, wanted);

/** The day begins at another moment once the account is in another time zone; what was refused is tried at others. */
const isAsDue = ({ refusal, dueAt }: StoredArrival, wanted: StoredArrival): boolean =>
  refusal !== undefined || dueAt.getTime() === wanted.dueAt.getTime();

const meantBy = ({ on, by, asManager }: StoredArrival) => ({ on, by, asManager: asManager ?? false });

/** Whether this very plan is due: not one that took its place meanwhile. */
export const isDue = (user: StoredUser, planned: StoredArrival, now: Date): boolean =>
  user.arrival?.plannedAt.getTime() === planned.plannedAt.getTime() && user.arrival.dueAt <= now;

/** The plan after it could not be carried out: it is tried again tomorrow. */
export const afterRefusal = (
  planned: StoredArrival,
  { code, detail }: Refusal,
  now: Date,
): StoredArrival => ({
  ...planned,
  dueAt: new Date(now.getTime() + DAY_MS),
  refusal: { code, detail, at: now },
});

export function toArrival(user: StoredUser): Arrival | null {
  const { arrival, _id: id, username, firstName, lastName, status, products } = user;
  if (!arrival) return null;
  const { on, dueAt, by, plannedAt, refusal } = arrival;
  return {
    user: { id, username, firstName, lastName, status },
    on,
    dueAt: dueAt.toISOString(),
    products,
    plannedBy: by,
    plannedAt: plannedAt.toISOString(),
    refusal: refusal ? { ...refusal, at: refusal.at.toISOString() } : null,
  };
}
