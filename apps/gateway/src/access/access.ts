import { type Caller, type EndpointContract, Fault } from '@seatkeeper/contracts';

type Access = Pick<
  EndpointContract,
  'access' | 'openWithOldPassword' | 'openWithoutFactor' | 'openToSelf' | 'withSession'
>;

/** Why a caller may not make a call, if so; `about` is the user whom its address names. */
export function refuseCaller(
  { access, openWithOldPassword, openWithoutFactor, openToSelf, withSession }: Access,
  caller: Pick<Caller, 'mustChangePassword' | 'mustAddFactor' | 'permissions' | 'userId' | 'keyId'>,
  about?: string,
): Fault | null {
  const isKey = caller.keyId !== undefined;
  if (isKey && withSession)
    return new Fault('forbidden', {
      detail: 'An API key cannot do this: sign in.',
      members: { needs: 'session' },
    });
  if (caller.mustChangePassword && !openWithOldPassword)
    return new Fault('password-change-required', 'Change the password with POST /v1/auth/password first.');
  if (caller.mustAddFactor && !openWithoutFactor)
    return new Fault('second-factor-missing', 'Add a second factor with POST /v1/me/factors first.');
  // A key is made for what its scopes say, also about its own user.
  if (openToSelf && !isKey && about === caller.userId) return null;
  if (access === 'public' || access === 'signed-in' || caller.permissions.includes(access)) return null;
  return Fault.withoutPermission(access);
}
