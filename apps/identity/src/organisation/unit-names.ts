import type { UnitKind } from '@seatkeeper/contracts';
import type { UnitReference, WithUnits } from '../users/unit-references.js';
import { nameKeyOf, unitKinds } from './units.js';

/** The units of a user by name or id, as whoever calls knows them. */
export interface Said {
  offices?: readonly string[] | undefined;
  department?: string | null | undefined;
  seniority?: string | null | undefined;
}

export interface NamedUnit {
  kind: UnitKind;
  /** A name or an id. */
  value: string;
  /** Where it stands in what was sent. */
  path: string;
}

/** Every unit that is named, in the order of the fields. */
export function namedUnits({ offices = [], department, seniority }: Said): NamedUnit[] {
  const one = (kind: UnitKind, value: string | null | undefined) =>
    value ? [{ kind, value, path: kind }] : [];
  return [
    ...offices.map((value, n) => ({ kind: 'office' as const, value, path: `offices[${n}]` })),
    ...one('department', department),
    ...one('seniority', seniority),
  ];
}

export const isUnitId = ({ kind, value }: Pick<NamedUnit, 'kind' | 'value'>): boolean =>
  unitKinds[kind].id.safeParse(value).success;

/** Two that mean the same unit have the same key. */
export const keyOf = (named: Pick<NamedUnit, 'kind' | 'value'>): string =>
  isUnitId(named) ? named.value : `${named.kind} ${nameKeyOf(named.value)}`;

/** What was said, with references in the place of names; a unit that was named twice is there once. */
export function filed<T extends Said>(
  said: T,
  referenceOf: (unit: Pick<NamedUnit, 'kind' | 'value'>) => UnitReference,
): WithUnits<T> {
  const { offices, department, seniority, ...rest } = said;
  const one = (kind: 'department' | 'seniority', value: string | null) =>
    value === null ? null : referenceOf({ kind, value });
  const references = offices?.map((value) => referenceOf({ kind: 'office', value }));
  return {
    ...rest,
    ...(references && { offices: [...new Map(references.map((each) => [each.id, each])).values()] }),
    ...(department !== undefined && { department: one('department', department) }),
    ...(seniority !== undefined && { seniority: one('seniority', seniority) }),
  };
}
