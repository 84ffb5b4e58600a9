import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { requirePasswordChange, setTemporaryPassword } from '../identity/temporary-password.js';
import { User } from '../identity/user.js';
import { UserId } from '../ids.js';
import { Password } from '../people.js';
import { defineEndpoint } from './endpoint.js';

const byId = z.strictObject({ id: UserId });

export const requirePasswordChangeEndpoint = defineEndpoint({
  id: 'requirePasswordChange',
  method: 'POST',
  path: '/v1/users/:id/require-password-change',
  tag: 'Users',
  summary: 'End the sessions of a user, who chooses a new password at the next sign-in',
  access: 'users.credentials',
  params: byId,
  answers: { 200: { description: 'The user, who must change the password', body: User } },
  faults: faultsOf(requirePasswordChange),
});

export const setTemporaryPasswordEndpoint = defineEndpoint({
  id: 'setTemporaryPassword',
  withSession: true,
  method: 'POST',
  path: '/v1/users/:id/temporary-password',
  tag: 'Users',
  summary: 'Give a user a password that has to be changed at the next sign-in; every session ends',
  description:
    'A mail tells the user account, username and address, and who set the password. It does not hold the password: ' +
    'tell it another way.',
  access: 'users.credentials',
  params: byId,
  body: z.strictObject({ password: Password }),
  answers: { 200: { description: 'The user, who must change the password', body: User } },
  faults: faultsOf(setTemporaryPassword),
  example: { password: 'first day at harbour lane' },
});
