import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, SessionId, UserId } from '../ids.js';
import { Permission } from '../permissions.js';
import { AccountName } from './affiliate.js';
import { Caller, Tokens } from './session.js';

/** For calls in an account below the own one. There is no refresh: who goes on asks again, by the session. */
export const ActingToken = Tokens.pick({ accessToken: true, expiresIn: true }).extend({
  account: AccountName.describe('The affiliate in which every call with the token is'),
  permissions: z.array(Permission).describe('What can be done there: no more than in the own account'),
});
export type ActingToken = z.infer<typeof ActingToken>;

export const enterAffiliate = defineRequest({
  name: 'identity.affiliate.enter.v1',
  summary:
    'A token for a session by which its user acts in an account below, at whatever depth, with what they hold in their own.',
  input: z.object({ accountId: AccountId, by: Actor, sessionId: SessionId, affiliateId: AccountId }),
  output: ActingToken,
  faults: [
    'not-found',
    'unauthenticated',
    'account-suspended',
    'seat-suspended',
    'forbidden',
    'second-factor-missing',
  ],
});

export const authorizeActing = defineRequest({
  name: 'identity.affiliate.authorize.v1',
  quick: true,
  summary:
    'Whether somebody may still act in an account below their own: their session lives, they hold `accounts.affiliates`, and the account is below.',
  input: z.object({
    accountId: AccountId.describe('The affiliate'),
    homeAccountId: AccountId,
    userId: UserId,
    sessionId: SessionId,
  }),
  output: Caller,
  faults: ['unauthenticated', 'account-suspended', 'seat-suspended'],
  timeoutMs: 3_000,
});

export const affiliateEntered = defineEvent({
  name: 'identity.affiliate.entered.v1',
  summary:
    'A user of an account above has begun to act in an affiliate. Told in both, once an hour for each session.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    affiliate: AccountName,
    homeAccount: AccountName.describe('The account of whoever acts'),
  }),
});
