import {
  changePassword,
  changePasswordEndpoint,
  describeMe,
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
import { asks, controllerOf } from '../http/asking.controller.js';

export const SignInController = controllerOf('SignInController', [
  asks(signInEndpoint, signIn, ({ body, address }) => ({ ...body, address })),
  asks(refreshEndpoint, refreshSession, ({ body }) => body),
  asks(signOutEndpoint, signOut, ({ caller: { accountId, userId, sessionId } }) => ({
    accountId,
    userId,
    sessionId,
  })),
  asks(changePasswordEndpoint, changePassword, ({ caller: { accountId, userId }, body }) => ({
    accountId,
    userId,
    ...body,
  })),
  asks(meEndpoint, describeMe, ({ caller: { accountId, userId } }) => ({ accountId, userId })),
  asks(jwksEndpoint, listSigningKeys, () => ({})),
]);
