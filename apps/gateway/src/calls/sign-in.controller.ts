import {
  changePassword,
  changePasswordEndpoint,
  describeMe,
  getEntitlements,
  jwksEndpoint,
  listSigningKeys,
  meEndpoint,
  refreshEndpoint,
  refreshSession,
  signIn,
  signInEndpoint,
  signOut,
  signOutEndpoint,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { answers, asks, controllerOf } from '../http/asking.controller.js';
import { inAccount, sessionOf } from './by.js';

export const SignInController = controllerOf('SignInController', [
  asks(signInEndpoint, signIn, ({ body, origin }) => ({ ...body, ...origin, attemptId: newId('att') })),
  // Fresh for every call: whoever copied the token may have copied what the client calls it by.
  asks(refreshEndpoint, refreshSession, ({ body, origin }) => ({
    ...body,
    ...origin,
    commandId: newId('cmd'),
  })),
  asks(signOutEndpoint, signOut, ({ caller }) => sessionOf(caller)),
  asks(changePasswordEndpoint, changePassword, ({ caller, body, origin }) => ({
    ...sessionOf(caller),
    // Fresh for every call, whatever the client says: guesses under one id would count as one.
    attemptId: newId('att'),
    ...body,
    ...origin,
  })),

  /** Who somebody is, identity knows; what the account has switched on, licensing. */
  answers(meEndpoint, async (bus, call) => {
    const [me, entitlements] = await Promise.all([
      bus.request(describeMe, { ...inAccount(call), userId: call.caller.userId }),
      bus.request(getEntitlements, inAccount(call)),
    ]);
    const { keyId, permissions } = call.caller;
    // The user may do more than the key can.
    const can = keyId === undefined ? me.permissions : permissions;
    return { ...me, permissions: can, entitlements };
  }),
  asks(jwksEndpoint, listSigningKeys, () => ({})),
]);
