import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { Account, AccountChanges, getAccount, signUp, SignUp, updateAccount } from '../identity/account.js';
import {
  changePassword,
  Credentials,
  describeMe,
  JsonWebKeySet,
  listSigningKeys,
  Me,
  refreshSession,
  RefreshTokenText,
  SessionKept,
  SessionTokens,
  signIn,
  signOut,
  signOutByCookie,
} from '../identity/session.js';
import { User } from '../identity/user.js';
import { Entitlements, getEntitlements } from '../licensing/entitlement.js';
import { Password } from '../people.js';
import { defineEndpoint } from './endpoint.js';

/** What a page of the same origin says at the calls that open a session. */
const FOR_PAGES =
  ' A page of the same origin says `"session": "cookie"` and sends `X-Seatkeeper-Console: 1`.';

export const signUpEndpoint = defineEndpoint({
  id: 'signUp',
  method: 'POST',
  path: '/v1/accounts',
  tag: 'Accounts',
  summary: 'Sign up a firm with its first global admin',
  access: 'public',
  lane: 'sign-up',
  body: SignUp,
  answers: {
    201: { description: 'The account and its admin', body: z.object({ account: Account, user: User }) },
  },
  faults: faultsOf(signUp),
  example: {
    name: 'Harbour Lane',
    slug: 'harbour-lane',
    admin: {
      username: 'ada.quill@harbour-lane.example',
      firstName: 'Ada',
      lastName: 'Quill',
      password: 'a long demo passphrase',
    },
  },
});

export const getAccountEndpoint = defineEndpoint({
  id: 'getAccount',
  method: 'GET',
  path: '/v1/account',
  tag: 'Accounts',
  summary: 'The own account',
  access: 'signed-in',
  openToParents: true,
  answers: { 200: { description: 'The account', body: Account } },
  faults: faultsOf(getAccount),
  versioned: true,
});

export const updateAccountEndpoint = defineEndpoint({
  id: 'updateAccount',
  method: 'PATCH',
  path: '/v1/account',
  tag: 'Accounts',
  summary: 'Change name, locale, time zone or policies of the own account',
  access: 'account.update',
  body: AccountChanges,
  answers: { 200: { description: 'The account', body: Account } },
  faults: faultsOf(updateAccount),
  versioned: true,
  example: { locale: 'fr', policies: { sessionDays: 14 } },
});

export const signInEndpoint = defineEndpoint({
  id: 'signIn',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/auth/sign-in',
  tag: 'Sign-in',
  summary: 'Sign in with account, username and password, and a code where there is a second factor',
  description:
    'A right password without a code is answered with `second-factor-required`, whose `ways` say which codes there are: `totp`, ' +
    '`recovery-code`. Send the same again with `otp`.' +
    FOR_PAGES,
  access: 'public',
  lane: 'sign-in',
  body: Credentials.extend({ session: SessionKept }),
  answers: { 200: { description: 'A pair of tokens', body: SessionTokens } },
  faults: [...faultsOf(signIn), 'not-same-origin'],
  example: {
    account: 'harbour-lane',
    username: 'ada.quill@harbour-lane.example',
    password: 'a long demo passphrase',
  },
});

export const refreshEndpoint = defineEndpoint({
  id: 'refresh',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/auth/refresh',
  tag: 'Sign-in',
  summary: 'Exchange a refresh token for the next pair',
  description:
    'Without `refreshToken` the session goes on that the cookie keeps, and the next token is in the cookie again: only for pages ' +
    'of the same origin that send `X-Seatkeeper-Console: 1`. Such an answer may be lost, and several pages may ask at once.',
  access: 'public',
  lane: 'refresh',
  body: z.strictObject({ refreshToken: RefreshTokenText.optional() }).optional(),
  answers: { 200: { description: 'The next pair of tokens', body: SessionTokens } },
  faults: [...faultsOf(refreshSession), 'validation-failed', 'not-same-origin'],
  example: { refreshToken: 'ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk' },
});

export const signOutEndpoint = defineEndpoint({
  id: 'signOut',
  withSession: true,
  method: 'POST',
  path: '/v1/auth/sign-out',
  tag: 'Sign-in',
  summary: 'End the current session',
  description:
    'Without a token the session ends that the cookie keeps, for pages of the same origin that send ' +
    '`X-Seatkeeper-Console: 1`; its cookie is removed.',
  access: 'signed-in',
  openToCookie: true,
  openWithOldPassword: true,
  openWithoutFactor: true,
  answers: { 204: { description: 'The session has ended' } },
  faults: [...faultsOf(signOut, signOutByCookie), 'not-same-origin'],
});

export const changePasswordEndpoint = defineEndpoint({
  id: 'changePassword',
  withSession: true,
  secretAnswer: true,
  method: 'POST',
  path: '/v1/auth/password',
  tag: 'Sign-in',
  summary: 'Change the own password; every other session ends',
  access: 'signed-in',
  openWithOldPassword: true,
  openWithoutFactor: true,
  body: z.strictObject({ current: z.string().min(1).max(1_000), next: Password, session: SessionKept }),
  answers: { 200: { description: 'Tokens of a new session', body: SessionTokens } },
  faults: [...faultsOf(changePassword), 'not-same-origin'],
  example: { current: 'a long demo passphrase', next: 'another long passphrase' },
});

export const meEndpoint = defineEndpoint({
  id: 'me',
  method: 'GET',
  path: '/v1/me',
  tag: 'Sign-in',
  summary: 'The signed-in user, the account, the effective permissions and the entitlements',
  access: 'signed-in',
  openWithOldPassword: true,
  openWithoutFactor: true,
  answers: {
    200: { description: 'Who is signed in', body: Me.extend({ entitlements: Entitlements }) },
  },
  faults: faultsOf(describeMe, getEntitlements),
});

export const jwksEndpoint = defineEndpoint({
  id: 'signingKeys',
  method: 'GET',
  path: '/.well-known/jwks.json',
  tag: 'Sign-in',
  summary: 'The public keys that verify access tokens (RFC 7517)',
  access: 'public',
  answers: { 200: { description: 'A JSON Web Key Set', body: JsonWebKeySet } },
  faults: faultsOf(listSigningKeys),
});
