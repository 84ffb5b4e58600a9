import { Fault, type Policies, type SecondFactor } from '@seatkeeper/contracts';
import type { StoredFactor } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

/** The factor as its user sees it; neither its secret nor the codes. */
export const toSecondFactor = ({ id, addedAt, recoveryCodes }: StoredFactor): SecondFactor => ({
  id,
  kind: 'totp',
  addedAt: addedAt.toISOString(),
  recoveryCodesLeft: recoveryCodes.length,
});

/** Whether a second factor is demanded of a user, by the account or a group. Machines sign in nowhere. */
export const needsFactor = (
  { type }: Pick<StoredUser, 'type'>,
  { secondFactor }: Pick<Policies, 'secondFactor'>,
): boolean => type === 'standard' && secondFactor === 'required';

/** Whether a session can do nothing but add a second factor. */
export const mustAddFactor = (
  user: Pick<StoredUser, 'type' | 'secondFactor'>,
  policies: Pick<Policies, 'secondFactor'>,
): boolean => user.secondFactor === undefined && needsFactor(user, policies);

/** Tells who knew the password which codes there are. */
export const codeRequired = ({ recoveryCodes }: Pick<StoredFactor, 'recoveryCodes'>): Fault =>
  new Fault('second-factor-required', {
    detail: 'Send the code that your app shows, or a recovery code, as `otp`.',
    members: { ways: ['totp', ...(recoveryCodes.length > 0 ? ['recovery-code'] : [])] },
  });

/** Refuses what was allowed to who knew a password or had a factor that are others by now. */
export const refuseChangedSince = (
  checked: Pick<StoredUser, 'passwordHash' | 'secondFactor'>,
  is: Pick<StoredUser, 'passwordHash' | 'secondFactor'>,
): Fault | null =>
  is.passwordHash === checked.passwordHash && is.secondFactor?.id === checked.secondFactor?.id
    ? null
    : new Fault('sign-in-failed', 'The password or the second factor was changed meanwhile.');
