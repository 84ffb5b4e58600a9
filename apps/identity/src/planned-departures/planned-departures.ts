import { type Change, type Departure, DEPARTURE_DAYS } from '@seatkeeper/contracts';
import { changedFields } from '../history/changed-fields.js';
import { type PlannedDay, toPlan } from '../users/planned-days.js';
import type { StoredDeparture, StoredUser } from '../users/users.schema.js';

export const LEAVING: PlannedDay = {
  path: 'on',
  most: DEPARTURE_DAYS,
  today: 'whoever leaves today is deactivated at once',
};

/** What a leaving is, besides its day and in whose name. */
export const meantBy = ({ reason, reassign }: StoredDeparture) => ({
  reason: reason ?? null,
  plan: reassign?.plan ?? null,
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
  const { departure } = user;
  if (!departure) return null;
  const { reason, reassign } = departure;
  return { ...toPlan(user, departure), reason: reason ?? null, reassign: reassign?.plan ?? null };
}
