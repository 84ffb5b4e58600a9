import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  cancelEmailChange,
  confirmEmailChange,
  EmailChangeView,
  viewEmailChange,
} from '../identity/email-change.js';
import { LinkToken } from '../identity/link.js';
import { User } from '../identity/user.js';
import { UserId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const byToken = z.strictObject({ token: LinkToken });

export const viewEmailChangeEndpoint = defineEndpoint({
  id: 'viewEmailChange',
  method: 'GET',
  path: '/v1/email-changes/:token',
  tag: 'Users',
  summary: 'Which address the link of a mail confirms; consumes nothing',
  access: 'public',
  lane: 'invitation',
  params: byToken,
  answers: { 200: { description: 'What the link is for', body: EmailChangeView } },
  faults: faultsOf(viewEmailChange),
});

export const confirmEmailChangeEndpoint = defineEndpoint({
  id: 'confirmEmailChange',
  method: 'POST',
  path: '/v1/email-changes/:token',
  tag: 'Users',
  summary: 'Confirm a new address with the token of the mail’s link',
  description:
    'The address takes effect, and the one before is told. Links for a new password that went there are void. Sessions go on.',
  access: 'public',
  lane: 'invitation',
  params: byToken,
  answers: { 200: { description: 'What was confirmed', body: EmailChangeView } },
  faults: faultsOf(confirmEmailChange),
});

export const cancelEmailChangeEndpoint = defineEndpoint({
  id: 'cancelEmailChange',
  method: 'DELETE',
  path: '/v1/users/:id/email-change',
  tag: 'Users',
  summary: 'Keep the present address of a user, for whom another one was asked for',
  description: 'The link in the new mailbox is void. One needs no permission for oneself.',
  access: 'users.update',
  openToSelf: true,
  params: z.strictObject({ id: UserId }),
  answers: { 200: { description: 'The user, with the address as it was', body: User } },
  faults: faultsOf(cancelEmailChange),
});
