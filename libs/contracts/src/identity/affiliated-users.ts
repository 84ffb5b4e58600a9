import type { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, SessionId } from '../ids.js';
import { pageOf } from '../pages.js';
import { AccountName } from './affiliate.js';
import { User } from './user.js';
import { listUsers } from './user-lists.js';
import { Viewer } from './viewer.js';

/** The most accounts whose people are in one list, the own one among them. */
export const LISTED_ACCOUNTS_MAX = 200;

/** A user in a list, which may be of several accounts. */
export const ListedUser = User.extend({
  account: AccountName.optional().describe('Whose user it is; in a list with affiliates'),
});
export type ListedUser = z.infer<typeof ListedUser>;

export const listAffiliatedUsers = defineRequest({
  name: 'identity.user.list-with-affiliates.v1',
  summary:
    'A page of the users of an account and of those below it that the session could go into at this moment, in one order. By who ' +
    'holds `accounts.affiliates` and `users.read` in their own account.',
  input: listUsers.input.extend({ accountId: AccountId, viewer: Viewer, sessionId: SessionId }),
  output: pageOf(ListedUser),
  faults: [...listUsers.faults, 'unauthenticated', 'too-large', 'hierarchy-too-large', 'not-found'],
});
