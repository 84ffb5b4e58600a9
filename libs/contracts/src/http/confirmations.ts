import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  confirmAddress,
  ConfirmationView,
  resendConfirmation,
  ResentConfirmation,
} from '../identity/confirmation.js';
import { LinkToken } from '../identity/link.js';
import { defineEndpoint } from './endpoint.js';

export const confirmAddressEndpoint = defineEndpoint({
  id: 'confirmAddress',
  method: 'POST',
  path: '/v1/confirmations/:token',
  tag: 'Accounts',
  summary: 'Confirm the address of an account with the token of the mail’s link',
  access: 'public',
  lane: 'invitation',
  params: z.strictObject({ token: LinkToken }),
  answers: { 200: { description: 'What was confirmed', body: ConfirmationView } },
  faults: faultsOf(confirmAddress),
});

export const resendConfirmationEndpoint = defineEndpoint({
  id: 'resendConfirmation',
  method: 'POST',
  path: '/v1/account/confirmation',
  tag: 'Accounts',
  summary: 'Send the mail again that confirms the address of the own account',
  description:
    'It goes to the present e-mail address of who signed up; the link before stops working. ' +
    'Until one is followed, inviting, importing and replacing by a new person are refused with `address-not-confirmed`.',
  access: 'account.update',
  answers: { 200: { description: 'Where it was sent', body: ResentConfirmation } },
  faults: faultsOf(resendConfirmation),
});
