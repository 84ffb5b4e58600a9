import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, SessionId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { Timestamp } from '../people.js';
import { Reauthentication } from './second-factor.js';

export const ProofMeans = z.enum(['password', 'otp', 'sso']);
export type ProofMeans = z.infer<typeof ProofMeans>;

/** Whether a session has shown that it is its user who acts, and what would show it. */
export const Proof = z.object({
  provedUntil: Timestamp.nullable().describe('Null: what takes a proof is refused with `proof-required`'),
  asks: z
    .array(ProofMeans)
    .describe('All that is needed to prove it anew; `sso` alone: to sign in anew at the identity provider'),
});
export type Proof = z.infer<typeof Proof>;

const session = { accountId: AccountId, userId: UserId, sessionId: SessionId };

export const getProof = defineRequest({
  name: 'identity.proof.get.v1',
  quick: true,
  summary: 'Until when a session is proved to be its user’s, and what would prove it.',
  input: z.object(session),
  output: Proof,
  faults: ['unauthenticated', 'not-found'],
});

export const proveSession = defineRequest({
  name: 'identity.proof.prove.v1',
  summary:
    'Asks somebody who is signed in for the password, and a code where there is a second factor. For some minutes the session ' +
    'may then do what takes a proof.',
  input: z.object({
    ...session,
    by: Actor,
    /** Sent again, it is the same command; wrong codes and passwords under one id are one guess. */
    commandId: CommandId,
    ...Origin.shape,
    ...Reauthentication.shape,
  }),
  output: Proof,
  faults: [
    'unauthenticated',
    'not-found',
    'forbidden',
    'sign-in-failed',
    'sso-required',
    'second-factor-required',
    'second-factor-wrong',
    'too-many-requests',
    'busy',
  ],
});

export const sessionProved = defineEvent({
  name: 'identity.session.proved.v1',
  summary: 'Somebody signed in has shown once more that it is they.',
  data: Origin.extend({ accountId: AccountId, actor: Actor, userId: UserId, sessionId: SessionId }),
});
