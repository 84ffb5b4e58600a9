import type { Permission } from '../../api/me.js';

export const AREAS = ['users', 'groups', 'licenses', 'records', 'oversight', 'account', 'operator'] as const;
export type Area = (typeof AREAS)[number];

/** What each permission is about, in the order in which they are told; the compiler misses one that is new. */
const AREA_OF: Readonly<Record<Permission, Area>> = {
  'users.read': 'users',
  'users.invite': 'users',
  'users.update': 'users',
  'users.deactivate': 'users',
  'users.ban': 'users',
  'users.replace': 'users',
  'users.credentials': 'users',
  'users.privacy': 'users',
  'views.share': 'users',
  'groups.manage': 'groups',
  'organisation.manage': 'groups',
  'shared-items.manage': 'groups',
  'licenses.read': 'licenses',
  'seats.purchase': 'licenses',
  'records.read': 'records',
  'records.write': 'records',
  'records.reassign': 'records',
  'audit.read': 'oversight',
  'deliveries.read': 'oversight',
  'deliveries.retry': 'oversight',
  'webhooks.manage': 'oversight',
  'account.update': 'account',
  'account.sign-on': 'account',
  'accounts.affiliates': 'account',
  'operator.orders': 'operator',
  'operator.accounts': 'operator',
  'operator.purchases': 'operator',
  'operator.suspend': 'operator',
  'operator.deliveries': 'operator',
  'operator.dead-letters': 'operator',
  'operator.stuck': 'operator',
};

/** Permissions that a group can allow. Those of the vendor's own people are told where somebody holds them alone. */
export const offeredTo = (held: readonly Permission[]): readonly Permission[] =>
  (Object.keys(AREA_OF) as Permission[]).filter(
    (permission) => AREA_OF[permission] !== 'operator' || held.includes(permission),
  );

/** Things of which each is about a permission, by what that is about; areas without any are left out. */
export function byArea<T>(
  items: readonly T[],
  permissionOf: (item: T) => Permission,
): { readonly area: Area; readonly items: readonly T[] }[] {
  // A server may know permissions that are newer than this console.
  const areaOf = (item: T): Area => AREA_OF[permissionOf(item)] ?? 'account';
  return AREAS.map((area) => ({ area, items: items.filter((item) => areaOf(item) === area) })).filter(
    (one) => one.items.length > 0,
  );
}
