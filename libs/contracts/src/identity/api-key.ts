import { z } from 'zod';
import { Actor, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ApiKeyId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { line, Moment, Timestamp } from '../people.js';
import { Permission } from '../permissions.js';
import { Caller } from './session.js';
import { userCommand } from './user.js';

/** How every API key begins, so that people and scanners for secrets know one when they see it. */
export const API_KEY_SIGN = 'sk_';

/** What of a key may be seen: how it begins, up to its secret. */
export const apiKeyPrefix = (keyId: string): string => API_KEY_SIGN + keyId.slice(keyId.indexOf('_') + 1);

/** A key as its user and those who administer the user see it; the secret is nowhere. */
export const ApiKey = z.object({
  id: ApiKeyId,
  prefix: z
    .string()
    .describe('How the key begins: enough to find it in a configuration, too little to call with'),
  name: z.string(),
  scopes: z.array(Permission).describe('What it is for at most; it can do what of these its user holds'),
  createdAt: Timestamp,
  createdBy: Actor,
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable().describe('To the minute'),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z.strictObject({
  name: line(100).describe('What it is for, such as `Payroll export`'),
  scopes: z
    .array(Permission)
    .min(1, 'Name at least one permission')
    .max(Permission.options.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Names something twice'),
  expiresAt: Moment.optional().describe(
    'Left out, the key of a person lasts as long as the vendor lets one last, that of a service user until it is revoked',
  ),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

/** SHA-256 of the secret. The secret itself stays in the gateway that made it, for as long as its answer takes. */
const secretHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const createApiKey = defineRequest({
  name: 'identity.api-key.create.v1',
  summary:
    'Gives a user an API key. The caller has made the secret, and says its hash alone. Asked again under the same id, it is ' +
    'the same key. Keys of a person are made by that person, those of a service user by who holds what it holds.',
  input: z.object({
    accountId: AccountId,
    by: ProvingActor,
    userId: UserId,
    keyId: ApiKeyId,
    secretHash,
    key: NewApiKey,
  }),
  output: ApiKey,
  faults: ['not-found', 'wrong-status', 'forbidden', 'proof-required', 'validation-failed', 'too-many-keys'],
});

export const listApiKeys = defineRequest({
  name: 'identity.api-key.list.v1',
  summary: 'The API keys of a user, the newest first; to an API key those that can do no more than it can.',
  input: z.object({ accountId: AccountId, by: Actor, userId: UserId }),
  output: z.object({ items: z.array(ApiKey) }),
  faults: ['forbidden', 'not-found'],
});

export const revokeApiKey = defineRequest({
  name: 'identity.api-key.revoke.v1',
  summary: 'Ends an API key for good, within a second on every copy of the gateway.',
  input: z.object({ ...userCommand, keyId: ApiKeyId }),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

export const authorizeApiKey = defineRequest({
  name: 'identity.api-key.authorize.v1',
  quick: true,
  summary:
    'Whether an API key works, and what it may do now: what of its scopes its user holds. Notes the time of use, to the ' +
    'minute. Says the same whatever is wrong with it.',
  input: Origin.extend({ keyId: ApiKeyId, secretHash }),
  output: Caller,
  faults: ['unauthenticated', 'account-suspended', 'seat-suspended'],
  timeoutMs: 3_000,
});

const keyData = z.object({
  accountId: AccountId,
  actor: Actor,
  userId: UserId,
  keyId: ApiKeyId,
  key: ApiKey.pick({ name: true, scopes: true, expiresAt: true }),
});
export const apiKeyCreated = defineEvent({
  name: 'identity.api-key.created.v1',
  summary: 'A user got an API key.',
  data: keyData,
});
export const apiKeyRevoked = defineEvent({
  name: 'identity.api-key.revoked.v1',
  summary:
    'An API key was revoked. Those that end because their user is banned or leaves are told with that.',
  data: keyData,
});
