import { z } from 'zod';
import { Actor, Change, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, FactorId, SessionId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Origin } from '../origin.js';
import { Timestamp } from '../people.js';
import { Otp } from './session.js';
import { Viewer } from './viewer.js';

/** Codes that sign in where the app is lost, each of them once. */
export const RECOVERY_CODES = 10;

/** What somebody signs in with besides the password. */
export const SecondFactor = z.object({
  id: FactorId,
  kind: z.enum(['totp']).describe('An app that shows another six digits every 30 seconds'),
  addedAt: Timestamp,
  recoveryCodesLeft: z.int().describe('Recovery codes that were not used yet'),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

/** What an app takes in: shown this once. */
export const FactorEnrolment = z.object({
  id: FactorId,
  kind: z.enum(['totp']),
  secret: z.string().describe('The secret in base32, to be typed into the app'),
  uri: z.string().describe('The same as an address (`otpauth://totp/…`), to be shown as a QR code'),
  expiresAt: Timestamp.describe('It is confirmed by a code until then, or begun anew'),
});
export type FactorEnrolment = z.infer<typeof FactorEnrolment>;

/** Shown once, and stored as hashes. */
export const RecoveryCodes = z.object({
  factor: SecondFactor,
  recoveryCodes: z
    .array(z.string())
    .length(RECOVERY_CODES)
    .describe('Each signs in once in place of a code of the app; never shown again'),
});
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** That it is really the user who asks, and not whoever has got hold of a session. */
export const Reauthentication = z.strictObject({
  password: z.string().min(1).max(1_000),
  otp: Otp.optional(),
});

const own = {
  accountId: AccountId,
  by: Actor,
  userId: UserId,
  sessionId: SessionId,
  /** Sent again, it is the same command; wrong codes and passwords under one id are one guess. */
  commandId: CommandId,
  ...Origin.shape,
};
const reauthentication = { ...own, ...Reauthentication.shape };
const refusals = [
  'not-found',
  'forbidden',
  'sign-in-failed',
  'second-factor-required',
  'second-factor-wrong',
  'too-many-requests',
  'busy',
] as const;

export const listFactors = defineRequest({
  name: 'identity.factor.list.v1',
  summary: 'The second factor of a user, and whether there has to be one.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: z.object({ items: z.array(SecondFactor), required: z.boolean() }),
  faults: ['not-found', 'forbidden'],
});

export const enrolFactor = defineRequest({
  name: 'identity.factor.enrol.v1',
  summary:
    'Makes the secret of a second factor, which counts once a code of it has come. One that there is goes on until then.',
  input: z.object({ ...reauthentication, factorId: FactorId }),
  output: FactorEnrolment,
  faults: refusals,
});

export const confirmFactor = defineRequest({
  name: 'identity.factor.confirm.v1',
  summary: 'Adds the second factor a code comes from, in place of an earlier one; all other sessions end.',
  input: z.object({ ...own, factorId: FactorId, otp: Otp }),
  output: RecoveryCodes,
  faults: ['not-found', 'forbidden', 'second-factor-wrong'],
});

export const renewRecoveryCodes = defineRequest({
  name: 'identity.factor.renew-recovery-codes.v1',
  summary: 'New recovery codes; those from before work no longer.',
  input: z.object(reauthentication),
  output: RecoveryCodes,
  faults: refusals,
});

export const removeFactor = defineRequest({
  name: 'identity.factor.remove.v1',
  summary: 'Removes the own second factor with its recovery codes.',
  input: z.object(reauthentication),
  output: z.object({}),
  faults: refusals,
});

export const resetFactor = defineRequest({
  name: 'identity.factor.reset.v1',
  summary:
    'Removes the second factor of somebody who has lost it, and ends the sessions. Nobody does so for themselves. Can be ' +
    'repeated.',
  input: z.object({ accountId: AccountId, by: ProvingActor, userId: UserId }),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'proof-required'],
});

export const FactorLetter = SignInLetter.extend({
  changedAt: Timestamp,
  changedBy: z.string().nullable().describe('The name of who did it; null for the user'),
});
export type FactorLetter = z.infer<typeof FactorLetter>;

export const getFactorLetter = defineRequest({
  name: 'identity.factor.letter.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The address and the words of a mail that a second factor was added or removed. Null when the opposite has happened since.',
  input: z.object({ accountId: AccountId, userId: UserId, about: z.enum(['added', 'removed']) }),
  output: z.object({ letter: FactorLetter.nullable() }),
});

const changed = MailDue.extend({ changes: z.array(Change) });
export const factorAdded = defineEvent({
  name: 'identity.factor.added.v1',
  summary: 'A user got a second factor, or another one: a mail tells the user, who may not know of it.',
  data: changed,
});
export const factorRemoved = defineEvent({
  name: 'identity.factor.removed.v1',
  summary: 'A second factor was removed: a mail tells its user, who may not know of it.',
  data: changed,
});

const codesChanged = z.object({
  accountId: AccountId,
  actor: Actor,
  userId: UserId,
  changes: z.array(Change),
});
export const recoveryCodesRenewed = defineEvent({
  name: 'identity.factor.recovery-codes-renewed.v1',
  summary: 'A user got new recovery codes.',
  data: codesChanged,
});
export const recoveryCodeUsed = defineEvent({
  name: 'identity.factor.recovery-code-used.v1',
  summary: 'A recovery code stood in for the app of a user.',
  data: codesChanged,
});
