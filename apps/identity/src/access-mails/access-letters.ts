import type { AccessChange, AccessLetter } from '@seatkeeper/contracts';
import { isLeaving } from '../offboarding-reports/offboarding-reports.js';
import { isReplacing } from '../offboarding-reports/replacement-reports.js';
import { banStands, mayAct } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

type Said = Pick<AccessLetter, 'since' | 'until'>;

/** What there is to say of somebody's access now; null where it has become another since. */
export function accessOf(user: StoredUser, about: AccessChange, now: Date): Said | null {
  if (user.type === 'service') return null;
  switch (about) {
    case 'banned':
      return user.status === 'banned' && user.ban && banStands(user, now)
        ? { since: user.ban.since.toISOString(), until: user.ban.until?.toISOString() ?? null }
        : null;
    case 'unbanned':
      return user.status === 'active' ? { since: null, until: null } : null;
    case 'deactivated':
      return user.status === 'deactivated' ? { since: leftAt(user).toISOString(), until: null } : null;
    case 'password-change-required':
      // Who was given a temporary password since has a mail of that, and who has none signs in elsewhere.
      return user.mustChangePassword &&
        !user.temporaryPasswordBy &&
        user.passwordHash !== undefined &&
        mayAct(user, now)
        ? { since: null, until: null }
        : null;
  }
}

/** Whether the mail says that one can sign in, which nobody can while the account is suspended. */
export const letsIn = (about: AccessChange): boolean =>
  about === 'unbanned' || about === 'password-change-required';

/** A leaving that is under way is newer than what is known of an earlier one. */
function leftAt({ flow, offboarding, updatedAt }: StoredUser): Date {
  const leaving = isLeaving(flow) || isReplacing(flow) ? flow.input.done?.leftAt : undefined;
  return leaving ?? offboarding?.at ?? updatedAt;
}
