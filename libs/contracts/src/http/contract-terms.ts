import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AccountId } from '../ids.js';
import {
  changeContractTerms,
  ContractTerms,
  ContractTermsChanges,
  getContractTerms,
} from '../licensing/contract-terms.js';
import { Product } from '../people.js';
import { defineEndpoint } from './endpoint.js';

const bySubscription = z.strictObject({ id: AccountId, product: Product });

export const getContractTermsEndpoint = defineEndpoint({
  id: 'getContractTerms',
  method: 'GET',
  path: '/v1/operator/accounts/:id/contracts/:product',
  tag: 'Operators',
  summary: 'What the contract of a subscription says of reducing it and letting it end',
  access: 'operator.orders',
  params: bySubscription,
  answers: { 200: { description: 'What the contract says', body: ContractTerms } },
  faults: faultsOf(getContractTerms),
});

export const changeContractTermsEndpoint = defineEndpoint({
  id: 'changeContractTerms',
  method: 'PATCH',
  path: '/v1/operator/accounts/:id/contracts/:product',
  tag: 'Operators',
  summary: 'Change what the contract of a subscription says of reducing it and letting it end',
  access: 'operator.orders',
  params: bySubscription,
  body: ContractTermsChanges,
  answers: { 200: { description: 'What the contract says now', body: ContractTerms } },
  faults: faultsOf(changeContractTerms),
  example: { noticeDays: 30, minimumSeats: 10, restrictions: 'Seats of the pilot stay until 2028.' },
});
