import {
  describeMe,
  getEntitlements,
  jwksEndpoint,
  listSigningKeys,
  meEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { inAccount } from './by.js';

export const SignInController = controllerOf('SignInController', [
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
