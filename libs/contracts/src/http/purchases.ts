import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AccountId } from '../ids.js';
import {
  CorrectedPurchase,
  correctPurchase,
  listPurchases,
  Purchase,
  PurchaseCorrection,
  PurchaseId,
} from '../licensing/purchase.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

export const listPurchasesEndpoint = defineEndpoint({
  id: 'listPurchases',
  method: 'GET',
  path: '/v1/operator/accounts/:id/purchases',
  tag: 'Operators',
  summary: 'The purchases of an account, the newest first',
  access: 'operator.purchases',
  params: z.strictObject({ id: AccountId }),
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of purchases', body: pageOf(Purchase) } },
  faults: faultsOf(listPurchases),
});

export const correctPurchaseEndpoint = defineEndpoint({
  id: 'correctPurchase',
  method: 'POST',
  path: '/v1/operator/purchases/:id/correct',
  tag: 'Operators',
  summary: 'Say how many seats a purchase is really of',
  description:
    'Seats that are missing are there when this answers. Seats that are too many go: free ones at once, held ones when they are freed, so that nobody ' +
    'loses theirs and the account is over-allocated until then. A purchase that is told again by its billing system stays as it was corrected. ' +
    'The id is that of the purchase in its account; `/` in it is written `%2F`.',
  access: 'operator.purchases',
  params: z.strictObject({ id: PurchaseId }),
  body: PurchaseCorrection.extend({ account: AccountId.describe('Whose purchase it is') }),
  answers: {
    200: {
      description: 'The purchase, and what the account has of its product now',
      body: CorrectedPurchase,
    },
  },
  faults: faultsOf(correctPurchase),
  example: {
    account: 'acc_3kq9z7w1m5x8b2n4v6c0d',
    seats: 20,
    reason: 'Invoice 2026-117 was for 20 seats, not 25.',
  },
});
