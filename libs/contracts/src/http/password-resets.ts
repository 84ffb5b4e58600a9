import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { LinkToken } from '../identity/link.js';
import {
  ForgottenPassword,
  forgetPassword,
  PasswordResetView,
  resetPassword,
  sendPasswordReset,
  viewPasswordReset,
} from '../identity/password-reset.js';
import { UserId } from '../ids.js';
import { Password, Timestamp } from '../people.js';
import { defineEndpoint } from './endpoint.js';

const byToken = z.strictObject({ token: LinkToken });

export const forgotPasswordEndpoint = defineEndpoint({
  id: 'forgotPassword',
  method: 'POST',
  path: '/v1/auth/password-reset',
  tag: 'Sign-in',
  summary: 'Have a link sent that sets a new password; the answer does not tell whether there is such a user',
  access: 'public',
  lane: 'password-reset',
  body: ForgottenPassword,
  answers: { 202: { description: 'If there is such a user, a mail is on its way' } },
  faults: faultsOf(forgetPassword),
  example: { account: 'harbour-lane', username: 'ada.quill@harbour-lane.example' },
});

export const viewPasswordResetEndpoint = defineEndpoint({
  id: 'viewPasswordReset',
  method: 'GET',
  path: '/v1/auth/password-reset/:token',
  tag: 'Sign-in',
  summary: 'Whose password a link sets; consumes nothing',
  access: 'public',
  lane: 'password-reset',
  params: byToken,
  answers: { 200: { description: 'The link works', body: PasswordResetView } },
  faults: faultsOf(viewPasswordReset),
});

export const resetPasswordEndpoint = defineEndpoint({
  id: 'resetPassword',
  method: 'POST',
  path: '/v1/auth/password-reset/:token',
  tag: 'Sign-in',
  summary: 'Set a new password with the link of a mail; every session ends',
  access: 'public',
  lane: 'password-reset',
  params: byToken,
  body: z.strictObject({ password: Password }),
  answers: { 204: { description: 'Sign in with the new password' } },
  faults: faultsOf(resetPassword),
  example: { password: 'another long passphrase' },
});

export const sendPasswordResetEndpoint = defineEndpoint({
  id: 'sendPasswordReset',
  method: 'POST',
  path: '/v1/users/:id/password-reset',
  tag: 'Users',
  summary: 'End the sessions of a user and send a link that sets a new password',
  access: 'users.credentials',
  params: z.strictObject({ id: UserId }),
  answers: {
    202: {
      description: 'The mail is on its way',
      body: z.object({ sentTo: z.string(), expiresAt: Timestamp }),
    },
  },
  faults: faultsOf(sendPasswordReset),
});
