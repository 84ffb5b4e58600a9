import {
  type Change,
  departmentCreated,
  departmentDeleted,
  DepartmentId,
  departmentUpdated,
  Fault,
  officeCreated,
  officeDeleted,
  OfficeId,
  officeUpdated,
  seniorityCreated,
  seniorityDeleted,
  SeniorityId,
  seniorityUpdated,
  type Unit,
  type UnitKind,
} from '@seatkeeper/contracts';
import { fold } from '@seatkeeper/text';
import { isDeepStrictEqual } from 'node:util';
import type { Filed, UnitReference } from '../users/unit-references.js';
import type { StoredUser } from '../users/users.schema.js';
import type { StoredUnit } from './units.schema.js';

/** In what the kinds differ: their ids, their events, and whether they have an order of their own. */
export const unitKinds = {
  office: {
    prefix: 'ofc',
    id: OfficeId,
    isOrdered: false,
    created: officeCreated,
    updated: officeUpdated,
    deleted: officeDeleted,
  },
  department: {
    prefix: 'dep',
    id: DepartmentId,
    isOrdered: false,
    created: departmentCreated,
    updated: departmentUpdated,
    deleted: departmentDeleted,
  },
  seniority: {
    prefix: 'sen',
    id: SeniorityId,
    isOrdered: true,
    created: seniorityCreated,
    updated: seniorityUpdated,
    deleted: seniorityDeleted,
  },
} as const satisfies Record<UnitKind, object>;

/** Two names that a reader takes for one have one key: case and the width of spaces do not count. */
export const nameKeyOf = (name: string): string => fold(name).replace(/\s+/gu, ' ');

/** The unit as the API shows it. */
export const toUnit = (stored: StoredUnit, users?: number): Unit => ({
  id: stored._id,
  name: stored.name,
  ...(users !== undefined && { users }),
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  version: stored.version,
});

/** What a user who is filed under the unit keeps of it. */
export const referenceTo = ({ _id: id, kind, name, rank }: StoredUnit): UnitReference => ({
  id,
  name,
  ...(unitKinds[kind].isOrdered && { rank }),
});

/** A rename, a move, both or nothing, as its history tells it. A place is told by who stands before it. */
export function unitChanges(
  before: Pick<StoredUnit, 'name' | 'rank'>,
  after: Pick<StoredUnit, 'name' | 'rank'>,
): Change[] {
  const changes: Change[] = [];
  if (after.name !== before.name) changes.push({ field: 'name', before: before.name, after: after.name });
  if (after.rank !== before.rank) changes.push({ field: 'rank', before: before.rank, after: after.rank });
  return changes;
}

/** How far apart ranks are while nobody has moved between them. */
export const RANK_STEP = 1_024;

interface Placed {
  _id: string;
  rank: number;
}

/**
 * The rank directly behind `after` (null for the first place, undefined for the last) in an order that the unit
 * `mine` itself does not count in. Null when there is no number left between its neighbours: the others have to be
 * spread out first. Throws `validation-failed` for one to stand behind that is not there.
 */
export function rankBehind(
  order: readonly Placed[],
  mine: string,
  after: string | null | undefined,
): number | null {
  const others = order.filter(({ _id }) => _id !== mine);
  const index = after === undefined ? others.length - 1 : others.findIndex(({ _id }) => _id === after);
  if (typeof after === 'string' && index === -1)
    throw new Fault('validation-failed', {
      errors: [{ path: 'after', message: 'There is no other one of its kind with this id' }],
    });
  const low = after === null ? 0 : (others[index]?.rank ?? 0);
  const high = others[(after === null ? -1 : index) + 1]?.rank;
  if (high === undefined) return low + RANK_STEP;
  const between = (low + high) / 2;
  return between > low && between < high ? between : null;
}

/** Refuses to let a unit go that users need, naming how many they are. */
export function refuseInUse(kind: UnitKind, name: string, users: number): Fault | null {
  if (users === 0) return null;
  return new Fault('in-use', {
    detail:
      `${users === 1 ? 'One user is' : `${users} users are`} filed under ${name}. Move them first, or name with ` +
      `replaceBy the ${kind} that takes its place.`,
    members: { users },
  });
}

/** What becomes of a user when one reference gives way to another one or to none; null if there is nothing to do. */
export function refiled(
  user: Pick<StoredUser, 'offices' | 'department' | 'seniority'>,
  kind: UnitKind,
  unitId: string,
  reference: UnitReference | null,
): Filed | null {
  if (kind !== 'office') {
    const own = user[kind];
    return own?.id === unitId && !isDeepStrictEqual(own, reference) ? { [kind]: reference } : null;
  }
  const kept = user.offices.filter(({ id }) => id === unitId || id !== reference?.id);
  const offices = kept.flatMap((own) => (own.id !== unitId ? [own] : reference ? [reference] : []));
  const isThere = user.offices.some(({ id }) => id === unitId);
  return isThere && !isDeepStrictEqual(offices, user.offices) ? { offices } : null;
}
