import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { countWaiting } from '../identity/user-lists.js';
import { AccountId } from '../ids.js';
import { License } from '../licensing/license.js';
import {
  AccountStanding,
  listOperatedAccounts,
  OperatedAccount,
  OperatedAccountSort,
  viewOperatedAccount,
} from '../licensing/operated-account.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

export const listOperatedAccountsEndpoint = defineEndpoint({
  id: 'listOperatedAccounts',
  method: 'GET',
  path: '/v1/operator/accounts',
  tag: 'Operators',
  summary: 'All accounts, by name',
  access: 'operator.accounts',
  query: z.strictObject({
    ...listQuery,
    q: z.string().max(200).optional().describe('Words, or their beginnings, of the name or the slug'),
    standing: AccountStanding.optional().describe('Only those that stand so'),
    sort: OperatedAccountSort.optional().describe(
      '`name`, if left out, or `openedAt`; `-openedAt`: newest first',
    ),
  }),
  answers: { 200: { description: 'A page of accounts', body: pageOf(OperatedAccount) } },
  faults: faultsOf(listOperatedAccounts),
});

export const viewOperatedAccountEndpoint = defineEndpoint({
  id: 'viewOperatedAccount',
  method: 'GET',
  path: '/v1/operator/accounts/:id/licenses',
  tag: 'Operators',
  summary: 'What an account has purchased, uses and waits for, as it sees it itself',
  access: 'operator.accounts',
  params: z.strictObject({ id: AccountId }),
  answers: {
    200: {
      description: 'The account with its licences',
      body: z.object({
        account: OperatedAccount,
        items: z.array(License.extend({ waiting: z.int() })),
      }),
    },
  },
  faults: faultsOf(viewOperatedAccount, countWaiting),
});
