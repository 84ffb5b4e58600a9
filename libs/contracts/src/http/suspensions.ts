import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { NewSuspension, resumeAccount, suspendAccount, Suspension } from '../identity/suspension.js';
import { AccountId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const byAccount = z.strictObject({ id: AccountId });

export const suspendAccountEndpoint = defineEndpoint({
  id: 'suspendAccount',
  method: 'POST',
  path: '/v1/operator/accounts/:id/suspend',
  tag: 'Operators',
  summary: 'Keep the people of an account out',
  description:
    'Nobody of the account signs in, and within a second every session and API key of it is refused with `account-suspended`. Nobody new ' +
    'gets a seat. Nothing is lost: users, seats, records and sessions stay as they are, and go on once the account is resumed.',
  access: 'operator.suspend',
  params: byAccount,
  body: NewSuspension,
  answers: { 200: { description: 'Since when it is suspended, and why', body: Suspension } },
  faults: faultsOf(suspendAccount),
  example: { reason: 'Three invoices are not paid: write to billing@vendor.example.' },
});

export const resumeAccountEndpoint = defineEndpoint({
  id: 'resumeAccount',
  method: 'POST',
  path: '/v1/operator/accounts/:id/resume',
  tag: 'Operators',
  summary: 'Let the people of a suspended account in again',
  access: 'operator.suspend',
  params: byAccount,
  answers: { 200: { description: 'It is not suspended', body: Suspension } },
  faults: faultsOf(resumeAccount),
});
