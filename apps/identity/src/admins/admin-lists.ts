import type { StoredUser } from '../users/users.schema.js';

/** Who counts among the global admins of an account. */
export const isActiveAdmin = ({ globalAdmin, status }: Pick<StoredUser, 'globalAdmin' | 'status'>): boolean =>
  globalAdmin && status === 'active';

/**
 * In what a list of admins and the users differ: who is to be counted, and who to be struck off. In this order, so that a
 * list of nobody but such who are none any more gets its new ones first.
 */
export function listMismatches(
  listed: readonly string[],
  active: readonly string[],
): { userId: string; kind: 'not-listed' | 'no-admin' }[] {
  const [inList, are] = [new Set(listed), new Set(active)];
  return [
    ...active.filter((id) => !inList.has(id)).map((userId) => ({ userId, kind: 'not-listed' as const })),
    ...listed.filter((id) => !are.has(id)).map((userId) => ({ userId, kind: 'no-admin' as const })),
  ];
}
