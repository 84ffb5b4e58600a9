import { logger } from '../logging/logger.js';
import { metrics } from '../metrics.js';

/** What an attack looks like from inside, and the sentence that says so. The names are for rules of alerts: only added. */
const SENTENCES = {
  'sign-in-failed': 'A sign-in failed',
  'sign-in-throttled': 'A sign-in was refused after too many that failed',
  'sso-failed': 'A single sign-on failed',
  'password-change-failed': 'A change of password failed',
  'second-factor-failed': 'A code was wrong, after a password that was right',
  'reauthentication-failed': 'Somebody signed in did not know the password',
  'token-reuse': 'A refresh token came a second time: its session was ended',
  'api-key-refused': 'An API key was refused',
  'invitation-misuse': 'A link of an invitation was tried that does not work',
  'confirmation-misuse': 'A link that confirms an address was tried that does not work',
  'unproved-actor': 'A request came in the name of somebody of whom nothing proves that they act',
  forbidden: 'A call was refused for want of a permission',
  'limit-reached': 'A limit was reached',
  'untrusted-proxy': 'X-Forwarded-For is not believed: if this is your proxy, name it in TRUSTED_PROXIES',
} as const;

export type SecurityEvent = keyof typeof SENTENCES;

/** Whose it is and where it comes from, as far as that is known. Never what somebody typed: it may be a password. */
export interface SecurityFacts {
  readonly accountId?: string | undefined;
  readonly userId?: string | undefined;
  /** The public part of an API key. */
  readonly keyId?: string | undefined;
  readonly address?: string | undefined;
  /** The client's `User-Agent`, cut. */
  readonly client?: string | undefined;
  /** A word that tells cases of the same kind apart. */
  readonly reason?: string | undefined;
  readonly policy?: string | undefined;
  /** Of the bus. */
  readonly request?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly permission?: string | undefined;
}

const log = logger('security');
const counted = metrics.counter('security_events_total', 'Signs of an attack, by kind', ['event']);

/** Leaves a line of the component `security`, which all have one form, and counts it. */
export function noteSecurity(event: SecurityEvent, facts: SecurityFacts): void {
  counted.inc({ event });
  log.warn(SENTENCES[event], { event, ...facts });
}
