import type { Books } from './books.js';
import type { Expected, Violation } from './expected.js';
import { groupsOf } from './sums.js';

/** The audit log has one line for each act upon somebody that was answered with success, and not one more. */
export function trailViolations(
  { audit }: Pick<Books, 'audit'>,
  { people }: Pick<Expected, 'people'>,
): Violation[] {
  const lines = groupsOf(
    audit.flatMap(({ users, action }) => users.map((userId) => ({ userId, action }))),
    ({ userId, action }) => `${userId} ${action}`,
  );
  return people.flatMap(({ id, username, acts }) =>
    ACTS.flatMap((action) => {
      const [said, done] = [lines.get(`${id} ${action}`)?.length ?? 0, acts[action] ?? 0];
      const what = `${action} of ${username} (${id}): ${done} done, ${said} in the log`;
      return said === done ? [] : [{ law: 'one line of audit for each act', what }];
    }),
  );
}

/** Acts upon somebody that are counted; what follows from them by itself, as a title that is copied, is not. */
const ACTS = [
  'identity.user.invited',
  'identity.user.activated',
  'identity.user.updated',
  'identity.user.banned',
  'identity.user.unbanned',
  'identity.user.deactivated',
  'identity.user.reactivated',
  'identity.user.replaced',
];
