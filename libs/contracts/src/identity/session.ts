import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ApiKeyId, CommandId, SessionId, SsoConnectionId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { Password } from '../people.js';
import { Permission } from '../permissions.js';
import { Account } from './account.js';
import { User } from './user.js';

/** `iss` of every access token. */
export const ACCESS_TOKEN_ISSUER = 'seatkeeper';
/** `aud` of every access token: a token of ours for another purpose opens nothing. */
export const ACCESS_TOKEN_AUDIENCE = 'seatkeeper-api';
/** `typ` in the header of every access token (RFC 9068). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
/** From `iat` to `exp`. */
export const ACCESS_TOKEN_SECONDS = 600;

export const Tokens = z.object({
  accessToken: z.string().describe('A JWT, valid for ten minutes'),
  refreshToken: z.string().describe('Works once; each refresh gives the next one'),
  expiresIn: z.int().describe('Seconds the access token is valid'),
  mustChangePassword: z.boolean(),
  /** Told since there are second factors. */
  mustAddFactor: z
    .boolean()
    .optional()
    .describe(
      'The account demands a second factor and there is none: the session can do nothing but add one',
    ),
});
export type Tokens = z.infer<typeof Tokens>;

/** Where a client keeps what goes on with its session; a script keeps the refresh token itself. */
export const SessionKept = z
  .literal('cookie')
  .optional()
  .describe(
    '`cookie` for pages of the same origin: the refresh token is then not in the answer but in a cookie that no script can read',
  );

/** Tokens of a session that was opened or goes on, with how many seconds it lives at most if nobody refreshes it. */
export const OpenedSession = Tokens.extend({ keptSeconds: z.int().min(0).optional() });
export type OpenedSession = z.infer<typeof OpenedSession>;

/** The same as the API tells it. */
export const SessionTokens = Tokens.extend({
  refreshToken: Tokens.shape.refreshToken
    .optional()
    .describe('Works once; each refresh gives the next one. Left out where a cookie keeps it'),
});

/** Far longer than any that was given. */
export const RefreshTokenText = z.string().min(1).max(500);

/** A code as people type it, of an app or from the list of recovery codes; what is none of them is a wrong one. */
export const Otp = z.string().min(1).max(60);

/** Slug and username are free text here: a sign-in with a wrong one fails as such, not as a validation. */
export const Credentials = z.strictObject({
  account: z.string().min(1).max(200),
  username: z.string().min(1).max(300),
  password: z.string().min(1).max(1_000),
  otp: Otp.optional().describe(
    'Of somebody with a second factor: the code that the app shows, or a recovery code. It works once',
  ),
});

export const signIn = defineRequest({
  name: 'identity.session.sign-in.v1',
  summary:
    'Checks a password, and a code where there is a second factor, and opens a session. Says the same for every kind of ' +
    'failure before the password was right.',
  input: Credentials.extend({
    ...Origin.shape,
    /** Delivered again, it is the same attempt, whose code is its own. */
    attemptId: z.string().max(100).optional(),
    kept: SessionKept,
  }),
  output: OpenedSession,
  faults: [
    'sign-in-failed',
    'account-suspended',
    'seat-suspended',
    'sso-required',
    'second-factor-required',
    'second-factor-wrong',
    'too-many-requests',
    'busy',
  ],
});

export const refreshSession = defineRequest({
  name: 'identity.session.refresh.v1',
  summary:
    'Exchanges a refresh token for the next pair. One that was used before ends the whole session, unless this very ' +
    'request has used it, which the bus may deliver again. A session that a cookie keeps goes on by the cookie alone, and ' +
    'forgives an answer that was lost.',
  input: Origin.extend({
    refreshToken: RefreshTokenText,
    commandId: CommandId.optional(),
    kept: SessionKept,
  }),
  output: OpenedSession,
  faults: ['unauthenticated', 'account-suspended', 'seat-suspended'],
});

export const signOut = defineRequest({
  name: 'identity.session.sign-out.v1',
  summary: 'Ends a session.',
  input: z.object({ accountId: AccountId, userId: UserId, sessionId: SessionId }),
  output: z.object({}),
});

export const signOutByCookie = defineRequest({
  name: 'identity.session.sign-out-by-cookie.v1',
  summary: 'Ends the session that a cookie keeps; does nothing when it has ended, or never was.',
  input: Origin.extend({ refreshToken: RefreshTokenText }),
  output: z.object({}),
});

export const changePassword = defineRequest({
  name: 'identity.session.change-password.v1',
  summary: 'Changes the own password, ends every session and opens a new one.',
  input: Origin.extend({
    accountId: AccountId,
    userId: UserId,
    /** Failures are counted by session, and once for each attempt, also when the request comes twice. */
    sessionId: SessionId.optional(),
    attemptId: z.string().max(100).optional(),
    current: z.string().min(1).max(1_000),
    next: Password,
    kept: SessionKept,
  }),
  output: OpenedSession,
  faults: [
    'sign-in-failed',
    'account-suspended',
    'seat-suspended',
    'validation-failed',
    'too-many-requests',
    'busy',
  ],
});

/** What the gateway may know of who calls; at most a second old. */
export const Caller = z.object({
  accountId: AccountId,
  userId: UserId,
  /** The account of the user, where it is another one: above the one in which they act. */
  homeAccountId: AccountId.optional(),
  /** Left out of what an API key calls. */
  sessionId: SessionId.optional(),
  keyId: ApiKeyId.optional(),
  /** Of an API key, what of its scopes its user holds. */
  permissions: z.array(Permission),
  mustChangePassword: z.boolean(),
  /** The account demands a second factor of who is signed in, and there is none. Told since there are second factors. */
  mustAddFactor: z.boolean().optional(),
  /** The session has shown within the last minutes that it is really its user. Told since it is asked for. */
  proved: z.boolean().optional(),
  manages: z
    .boolean()
    .optional()
    .describe('Is the manager of a group; told since there are any, and never of a key'),
  seesEverybody: z
    .boolean()
    .optional()
    .describe(
      'Nothing keeps them from seeing everybody of whom they may read; told since there are live events',
    ),
});
export type Caller = z.infer<typeof Caller>;

export const authorizeSession = defineRequest({
  name: 'identity.session.authorize.v1',
  quick: true,
  summary:
    'Whether a session still lives, and what its user may do now. Notes the time of use, to the minute.',
  input: z.object({
    accountId: AccountId,
    userId: UserId,
    sessionId: SessionId,
    /** `iat` of the token: which of a session's answers has arrived. Told since there are cookies. */
    issuedAt: z.int().optional(),
  }),
  output: Caller,
  faults: ['unauthenticated', 'account-suspended', 'seat-suspended'],
  timeoutMs: 3_000,
});

export const Me = z.object({ user: User, account: Account, permissions: z.array(Permission) });

export const describeMe = defineRequest({
  name: 'identity.session.me.v1',
  quick: true,
  summary: 'The signed-in user, the account, and the effective permissions.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: Me,
  faults: ['unauthenticated'],
});

/** RFC 7517, public halves only. */
export const JsonWebKeySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

export const listSigningKeys = defineRequest({
  name: 'identity.signing-key.list.v1',
  quick: true,
  summary: 'The public keys that verify access tokens.',
  input: z.object({}),
  output: JsonWebKeySet,
});

const sessionData = Origin.extend({
  accountId: AccountId,
  actor: Actor,
  userId: UserId,
  sessionId: SessionId,
});
export const sessionStarted = defineEvent({
  name: 'identity.session.started.v1',
  summary: 'Somebody signed in.',
  data: sessionData.extend({
    connectionId: SsoConnectionId.optional().describe(
      'The connection to the identity provider that vouched for them',
    ),
  }),
});
export const sessionEnded = defineEvent({
  name: 'identity.session.ended.v1',
  summary: 'A session was ended: signed out, ended from a list, or because its refresh token was used twice.',
  data: sessionData.extend({ cause: z.enum(['signed-out', 'ended', 'token-reuse']) }),
});
