import type { Fault, GroupPreview, Permission, PermissionEffect, Refusal } from '@seatkeeper/contracts';

type Counts = GroupPreview['counts'];

/** A refusal as a preview tells it. */
export const toRefusal = (fault: Fault): Refusal => {
  const missing = fault.members?.['missing'] ?? [fault.members?.['permission']].filter(Boolean);
  return {
    code: fault.code,
    detail: fault.errors?.[0]?.message ?? fault.message,
    ...((missing as Permission[]).length > 0 && { missing: missing as Permission[] }),
  };
};

/** The counts of those who stay, and these people with them. Who has left gains and loses nothing. */
export function counted(staying: Counts, named: readonly PermissionEffect[]): Counts {
  const present = named.filter(({ status }) => status !== 'deactivated' && status !== 'pending');
  const byPermission = new Map(staying.byPermission.map((count) => [count.permission, { ...count }]));
  const countOf = (permission: Permission) => {
    const count = byPermission.get(permission) ?? { permission, gaining: 0, losing: 0 };
    byPermission.set(permission, count);
    return count;
  };
  for (const { gained, lost } of present) {
    for (const permission of gained) countOf(permission).gaining += 1;
    for (const permission of lost) countOf(permission).losing += 1;
  }
  return {
    gaining: staying.gaining + present.filter(({ gained }) => gained.length > 0).length,
    losing: staying.losing + present.filter(({ lost }) => lost.length > 0).length,
    byPermission: [...byPermission.values()],
  };
}
