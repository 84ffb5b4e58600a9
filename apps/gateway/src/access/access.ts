import {
  type Caller,
  type EndpointContract,
  Fault,
  managerPermissions,
  type Permission,
} from '@seatkeeper/contracts';

type Standing = Pick<
  Caller,
  'mustChangePassword' | 'mustAddFactor' | 'permissions' | 'userId' | 'homeAccountId' | 'keyId' | 'manages'
>;
type Access = Pick<
  EndpointContract,
  | 'access'
  | 'openWithOldPassword'
  | 'openWithoutFactor'
  | 'openToSelf'
  | 'openToManagers'
  | 'openToParents'
  | 'withSession'
>;

/** Why a caller may not make a call, if so; `about` is the user whom its address names. */
export function refuseCaller(
  {
    access,
    openWithOldPassword,
    openWithoutFactor,
    openToSelf,
    openToManagers,
    openToParents,
    withSession,
  }: Access,
  caller: Standing,
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
  if (isFromAbove(caller)) return openToParents ? refusePermission(access, caller) : notFromAbove();
  // A key is made for what its scopes say, also about its own user.
  if (openToSelf && !isKey && about === caller.userId) return null;
  const fault = refusePermission(access, caller);
  return fault && openToManagers && managesFor(access as Permission, caller) ? null : fault;
}

/** Whether somebody acts in another account than their own. Nobody there is they, and they manage no group of it. */
const isFromAbove = ({ homeAccountId }: Standing): boolean => homeAccountId !== undefined;

/** Why somebody who acts from above may not have what of a call is for people of the account itself. */
export const refuseFromAbove = (caller: Standing): Fault | null =>
  isFromAbove(caller) ? notFromAbove() : null;

const notFromAbove = () =>
  new Fault('forbidden', {
    detail: 'This is for people of the account itself, and not for who acts from an account above.',
    members: { needs: 'own-account' },
  });

const refusePermission = (access: EndpointContract['access'], { permissions }: Standing): Fault | null =>
  access === 'public' || access === 'signed-in' || permissions.includes(access)
    ? null
    : Fault.withoutPermission(access);

/** The caller of a call that was let through, with the word that it was only as a manager, if so. */
export function actingAs<C extends Standing>(
  { access, openToSelf }: Access,
  caller: C,
  about?: string,
): C & { readonly asManager?: true } {
  if (isFromAbove(caller)) return caller;
  const isSelf = openToSelf && caller.keyId === undefined && about === caller.userId;
  const needsNoMore = access === 'public' || access === 'signed-in' || caller.permissions.includes(access);
  return isSelf || needsNoMore || !caller.manages ? caller : { ...caller, asManager: true };
}

const managesFor = (access: Permission, { manages, keyId }: Standing): boolean =>
  manages === true && keyId === undefined && managerPermissions.includes(access);

/** Whether a call may be refused for want of a proof: its contract says so. */
export const mayTakeProof = ({ faults }: Pick<EndpointContract, 'faults'>): boolean =>
  faults.includes('proof-required');
