import { Fault } from '@seatkeeper/contracts';
import type { StoredAccount } from './accounts.schema.js';

/** The active global admins who may sign in with a password although others may not; null where everybody may. */
export function exemptAdmins({
  ssoEnforcement,
  globalAdmins,
}: Pick<StoredAccount, 'ssoEnforcement' | 'globalAdmins'>): string[] | null {
  if (!ssoEnforcement) return null;
  return ssoEnforcement.exempt.filter((id) => globalAdmins.includes(id));
}

/** Whether a password of this user, or of nobody who is known, can open anything at all. */
export const passwordCounts = (
  account: Pick<StoredAccount, 'ssoEnforcement' | 'globalAdmins'>,
  userId: string | undefined,
): boolean => {
  const exempt = exemptAdmins(account);
  return exempt === null || (userId !== undefined && exempt.includes(userId));
};

/** Says the same of a right password and a wrong one. */
export const ssoRequired = ({ slug }: Pick<StoredAccount, 'slug'>): Fault =>
  new Fault('sso-required', {
    detail:
      'This firm signs in with single sign-on. A password counts for the global admins who are exempt from it alone; ' +
      'for one of them, username or password is wrong.',
    members: { signIn: `/v1/auth/sso/${slug}` },
  });
