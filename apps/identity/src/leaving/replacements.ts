import { type Actor, type CopyOnReplace, Fault, placeTaken } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { derivedId } from '@seatkeeper/service';
import type { z } from 'zod';
import { mailDue } from '../sessions/password-changes.js';
import type { UserPatch } from '../users/user-changes.js';
import { unitedUnits } from '../users/unit-references.js';
import { seatsOf, wrongStatus } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

export type Copied = z.output<typeof CopyOnReplace>;

/** Only who holds seats has a place that can be taken. */
export function refuseReplacing(user: StoredUser): Fault | null {
  if (user.type === 'service') return invalid('A service user holds no seats, so nobody can take its place');
  return ['invited', 'active', 'banned'].includes(user.status) ? null : wrongStatus(user, 'replaced');
}

/** Who takes a place holds, or may hold, seats already: the swap adds to them and never has to claim any. */
export function refuseSuccessor(successor: StoredUser, userId: string): Fault | null {
  if (successor._id === userId) return invalid('A user cannot take the own place');
  if (successor.type === 'service') return invalid('A service user holds no seats');
  return ['invited', 'active'].includes(successor.status) ? null : wrongStatus(successor, 'a replacement');
}

/** Of which products both hold a seat: of these the successor needs none, and those of the one replaced come free. */
export function commonSeats(replaced: StoredUser, successor: StoredUser | undefined): string[] {
  const own = successor ? seatsOf(successor) : [];
  return seatsOf(replaced).filter((product) => own.includes(product));
}

/** Stands in a preview for a successor who does not exist yet: the records are counted, and the run is bound, by this id. */
export const standInOf = (userId: string): string => derivedId('usr', userId, 'successor');

const invalid = (message: string) => new Fault('validation-failed', { errors: [{ path: 'by', message }] });

const union = (own: readonly string[], more: readonly string[]): string[] => [...new Set([...own, ...more])];

/**
 * What comes to the successor: access to the same products, and what is to be copied. A successor who is below
 * the one replaced moves up, to `reportsTo`, or would end up reporting to their own reports.
 */
export function succession(
  successor: StoredUser,
  replaced: StoredUser,
  { copy, reportsTo }: { copy: readonly Copied[]; reportsTo?: string | null | undefined },
): NonNullable<UserPatch['set']> {
  return {
    products: union(successor.products, replaced.products),
    ...(copy.includes('groups') && { groups: union(successor.groups, replaced.groups) }),
    ...(copy.includes('offices') && { offices: unitedUnits(successor.offices, replaced.offices) }),
    ...(copy.includes('visibility') && { visibility: replaced.visibility ?? ('everyone' as const) }),
    ...(reportsTo !== undefined && { reportsTo }),
  };
}

/** Told once everything is the successor's, for a mail: whoever is still invited has that of the invitation. */
export const takenPlace = (
  successor: StoredUser,
  { by, replacementId }: { by: Actor; replacementId: string },
  now: Date,
): NewEvent[] =>
  successor.status === 'active'
    ? [event(placeTaken, successor._id, { ...mailDue(successor, by), replacementId }, now)]
    : [];
