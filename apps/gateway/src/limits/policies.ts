import type { FaultCode, Lane } from '@seatkeeper/contracts';
import { type Limit, limitSetting, type Policy } from '@seatkeeper/limits';

/**
 * What the gateway refuses before anything is asked of a service. An office of some hundred people behind one address
 * signs in within a minute without meeting a limit; failures, which only guessing makes many, are counted apart.
 */
export const limitSettings = {
  LIMIT_SIGN_IN: limitSetting('300/1m').describe('Sign-ins from one network address'),
  LIMIT_SIGN_UP: limitSetting('100/1h').describe('Sign-ups of firms from one network address'),
  LIMIT_INVITATION: limitSetting('300/1m').describe(
    'Looks at invitations, and acceptances, from one network address',
  ),
  LIMIT_PASSWORD_RESET: limitSetting('300/1h').describe(
    'Links for new passwords that are asked for, looked at or used, from one network address',
  ),
  LIMIT_REFRESH: limitSetting('600/1m').describe('Refreshes of sessions from one network address'),
  LIMIT_PUBLIC: limitSetting('1200/1m').describe(
    'Other calls without a session, and calls with API keys that have not been right yet, each from one network address',
  ),
  LIMIT_FAILURES: limitSetting('60/10m').describe(
    'Sign-ins, looks at links of mails, refreshes and API keys that fail, of each kind, from one network address',
  ),
  LIMIT_EXPORTS: limitSetting('20/10m').describe('Exports of users that all users of one account begin'),
  LIMIT_PAPERS: limitSetting('120/10m').describe('PDFs that all users of one account have made'),
  LIMIT_USER: limitSetting('1000/10s').describe('Calls of one signed-in user'),
  LIMIT_ACCOUNT: limitSetting('5000/10s').describe('Calls of all users of one account'),
};

export type LimitSettings = Readonly<Record<keyof typeof limitSettings, Limit | null>>;

/** What is counted of a lane: every call, and the ones that turn out to be wrong guesses. */
export interface LanePolicies {
  readonly calls: Policy | null;
  readonly failures: Policy | null;
}

const named = (name: string, limit: Limit | null): Policy | null => limit && { name, ...limit };

/** Sign-ups and other public calls cannot guess a secret: there is nothing to fail at. */
export const policiesOf = (settings: LimitSettings): Readonly<Record<Lane, LanePolicies>> => {
  const guarded = (lane: Lane, calls: Limit | null): LanePolicies => ({
    calls: named(lane, calls),
    failures: named(`${lane}-failures`, settings.LIMIT_FAILURES),
  });
  return {
    'sign-in': guarded('sign-in', settings.LIMIT_SIGN_IN),
    invitation: guarded('invitation', settings.LIMIT_INVITATION),
    'password-reset': guarded('password-reset', settings.LIMIT_PASSWORD_RESET),
    refresh: guarded('refresh', settings.LIMIT_REFRESH),
    'sign-up': { calls: named('sign-up', settings.LIMIT_SIGN_UP), failures: null },
    public: { calls: named('public', settings.LIMIT_PUBLIC), failures: null },
  };
};

export const callerPolicies = (settings: LimitSettings) => ({
  apiKey: named('api-key', settings.LIMIT_PUBLIC),
  apiKeyFailures: named('api-key-failures', settings.LIMIT_FAILURES),
  exports: named('exports', settings.LIMIT_EXPORTS),
  papers: named('papers', settings.LIMIT_PAPERS),
  user: named('user', settings.LIMIT_USER),
  account: named('account', settings.LIMIT_ACCOUNT),
});

/**
 * Statuses that say: the secret was wrong. An outage, a typing mistake in a field or a success is no guess, nor is a right
 * password to which a code is still missing: so everybody with a second factor begins.
 */
export const isWrongGuess = (status: number, code?: FaultCode): boolean =>
  (status === 401 && code !== 'second-factor-required') || status === 404;
