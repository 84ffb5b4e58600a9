import { z } from 'zod';
import { ProvingActor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, CommandId, SsoConnectionId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { OpenedSession } from './session.js';

/** A sign-in that was begun has to be through by then. */
export const SSO_ATTEMPT_SECONDS = 600;

/** No more of an answer is looked at: providers send a few hundred letters. */
export const LONGEST_SSO_ANSWER = 8_000;

/** What ties an attempt to the browser that began it; only a hash of it is stored. */
const Binding = z.string().min(20).max(200);

export const beginSso = defineRequest({
  name: 'identity.sso.begin.v1',
  summary:
    'Where somebody signs in who belongs to an account. Says the same for an unknown account as for one without a connection.',
  input: z.object({
    account: z.string().min(1).max(200),
    connectionId: SsoConnectionId.optional(),
    loginHint: z.string().max(300).optional(),
    returnTo: z.string().max(1_000).optional(),
    /** Told since sessions are proved. */
    again: z.boolean().optional(),
    binding: Binding,
  }),
  output: z.object({ url: z.string() }),
  faults: ['sso-not-set-up', 'account-suspended', 'sso-provider-failed', 'busy'],
  timeoutMs: 12_000,
});

export const finishSso = defineRequest({
  name: 'identity.sso.finish.v1',
  summary:
    'Verifies with what somebody comes back from the provider, and opens a session. What was begun ends with this, whatever it ' +
    'comes to.',
  input: Origin.extend({
    account: z.string().min(1).max(200),
    /** The query with which the provider sent the browser back. */
    answer: z.string().max(LONGEST_SSO_ANSWER),
    binding: Binding,
  }),
  output: z.object({ session: OpenedSession, returnTo: z.string() }),
  faults: [
    'sso-not-set-up',
    'account-suspended',
    'seat-suspended',
    'sso-attempt-ended',
    'sso-refused',
    'sso-provider-failed',
    'sso-user-unknown',
    'sso-user-barred',
    'no-free-seat',
    'too-many-requests',
    'busy',
  ],
  timeoutMs: 20_000,
});

export const forgetSso = defineRequest({
  name: 'identity.sso.forget.v1',
  summary:
    'Forgets as whom a user is known at identity providers; the next single sign-on goes by the address again. Ends the sessions.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    userId: UserId,
    commandId: CommandId.optional(),
  }),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'proof-required'],
});
