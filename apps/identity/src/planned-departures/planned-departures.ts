import { type Change, type Departure, DEPARTURE_DAYS, type Refusal } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import { changedFields } from '../history/changed-fields.js';
import type { PlannedDay } from '../users/planned-days.js';
import type { StoredDeparture, StoredUser } from '../users/users.schema.js';

const DAY_MS = 86_400_000;

export const LEAVING: PlannedDay = {
  path: 'on',
  most: DEPARTURE_DAYS,
  today: 'whoever leaves today is deactivated at once',
};

/** Whether what is planned is what somebody wants to plan: then nothing changes. */
export const isPlannedSo = (planned: StoredDeparture | undefined, wanted: StoredDeparture): boolean =>
  planned !== undefined && isDeepStrictEqual(meantBy(planned), meantBy(wanted)) && isAsDue(planned, wanted);

/** The day begins at another moment once the account is in another time zone; what was refused is tried at others. */
const isAsDue = ({ refusal, dueAt }: StoredDeparture, wanted: StoredDeparture): boolean =>
  refusal !== undefined || dueAt.getTime() === wanted.dueAt.getTime();

const meantBy = ({ on, reason, reassign, by, asManager }: StoredDeparture) => ({
  ...{ on, reason: reason ?? null, plan: reassign?.plan ?? null },
  ...{ by, asManager: asManager ?? false },
});

/** Whether this very plan is due: not one that took its place meanwhile. */
export const isDue = (user: StoredUser, planned: StoredDeparture, now: Date): boolean =>
  user.departure?.plannedAt.getTime() === planned.plannedAt.getTime() && user.departure.dueAt <= now;

/** The plan after it could not be carried out: it is tried again tomorrow. */
export const afterRefusal = (
  planned: StoredDeparture,
  { code, detail }: Refusal,
  now: Date,
): StoredDeparture => ({
  ...planned,
  dueAt: new Date(now.getTime() + DAY_MS),
  refusal: { code, detail, at: now },
});

/** What a reader of the audit log sees of a plan that was made, changed or taken back. */
export function changesOf(before: StoredDeparture | undefined, after: StoredDeparture | undefined): Change[] {
  const told = (planned: StoredDeparture | undefined) => ({
    on: planned?.on ?? null,
    reason: planned?.reason ?? null,
    reassign: planned?.reassign?.plan ?? null,
  });
  return changedFields(told(before), told(after));
}

export function toDeparture(user: StoredUser): Departure | null {
  const { departure, _id: id, username, firstName, lastName, status } = user;
  if (!departure) return null;
  const { on, dueAt, reason, reassign, by, plannedAt, refusal } = departure;
  return {
    user: { id, username, firstName, lastName, status },
    on,
    dueAt: dueAt.toISOString(),
    reason: reason ?? null,
    reassign: reassign?.plan ?? null,
    plannedBy: by,
    plannedAt: plannedAt.toISOString(),
    refusal: refusal ? { ...refusal, at: refusal.at.toISOString() } : null,
  };
}
