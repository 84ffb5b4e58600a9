import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AccountId } from '../ids.js';
import {
  BillingPolicy,
  BillingPolicyChanges,
  changeBillingPolicy,
  getBillingPolicy,
} from '../licensing/billing-policy.js';
import { defineEndpoint } from './endpoint.js';

const byAccount = z.strictObject({ id: AccountId });

export const getBillingPolicyEndpoint = defineEndpoint({
  id: 'getBillingPolicy',
  method: 'GET',
  path: '/v1/operator/accounts/:id/billing-policy',
  tag: 'Operators',
  summary: 'What follows when an account holds too many seats or does not pay, and whether it did',
  access: 'operator.orders',
  params: byAccount,
  answers: { 200: { description: 'What counts for the account', body: BillingPolicy } },
  faults: faultsOf(getBillingPolicy),
});

export const changeBillingPolicyEndpoint = defineEndpoint({
  id: 'changeBillingPolicy',
  method: 'PATCH',
  path: '/v1/operator/accounts/:id/billing-policy',
  tag: 'Operators',
  summary: 'Decide what follows when an account holds too many seats or does not pay',
  access: 'operator.orders',
  params: byAccount,
  body: BillingPolicyChanges,
  answers: { 200: { description: 'What counts for the account now', body: BillingPolicy } },
  faults: faultsOf(changeBillingPolicy),
  example: { graceDays: 60, freezeDays: 21 },
});
