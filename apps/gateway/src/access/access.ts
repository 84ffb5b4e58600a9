import { type Caller, type EndpointContract, Fault, permissions } from '@seatkeeper/contracts';

/** Why a caller may not make a call, if so. */
export function refuseCaller(
  { access, openWithOldPassword }: Pick<EndpointContract, 'access' | 'openWithOldPassword'>,
  caller: Pick<Caller, 'mustChangePassword' | 'permissions'>,
): Fault | null {
  if (caller.mustChangePassword && !openWithOldPassword)
    return new Fault('password-change-required', 'Change the password with POST /v1/auth/password first.');
  if (access === 'public' || access === 'signed-in' || caller.permissions.includes(access)) return null;
  return new Fault('forbidden', {
    detail: `This needs the permission ${access} (${permissions[access].toLowerCase()}).`,
    members: { permission: access },
  });
}
