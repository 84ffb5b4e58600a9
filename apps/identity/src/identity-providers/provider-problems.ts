import { Fault } from '@seatkeeper/contracts';
import { BlockedAddress } from '@seatkeeper/service';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { TooMuchSaid } from './judged-fetch.js';

/** What a provider, or its address, has wrong: said to who administers the connection, and never in its own words. */
export class ProviderProblem extends Error {}

/** Words of the standard alone: what a provider writes besides is not repeated. */
const wordOf = (code: string): string => (/^[a-z_]{1,40}$/.test(code) ? code : 'an error');

/** In words, why a provider cannot be worked with. */
export function problemOf(error: unknown, seconds: number): string {
  if (error instanceof ProviderProblem) return error.message;
  if (error instanceof WWWAuthenticateChallengeError) return NOT_TAKEN;
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_client' ? NOT_TAKEN : `The provider refused with ${wordOf(error.error)}.`;
  const causes = causesOf(error);
  if (causes.some((each) => each instanceof BlockedAddress))
    return 'The address of the provider is not one of the public internet.';
  if (causes.some((each) => /^(Abort|Timeout)Error$/.test((each as { name?: string }).name ?? '')))
    return `The provider did not answer within ${seconds} s.`;
  if (causes.some((each) => each instanceof TooMuchSaid))
    return 'The answer of the provider is far too long.';
  return WORDS[codeOf(causes)] ?? 'The provider cannot be reached at this address.';
}

const NOT_TAKEN = 'The provider does not take the client id and secret (invalid_client).';

const WORDS: Readonly<Record<string, string>> = {
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'The provider names an address without https.',
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: 'The provider names an address without https.',
  OAUTH_RESPONSE_IS_NOT_CONFORM:
    'The provider has nothing to say of itself at this address (/.well-known/openid-configuration).',
  OAUTH_RESPONSE_IS_NOT_JSON: 'What is at this address is no identity provider: it does not answer in JSON.',
  OAUTH_PARSE_ERROR: 'What is at this address is no identity provider: it does not answer in JSON.',
  OAUTH_INVALID_RESPONSE: 'What the provider says of itself is not as OpenID Connect has it.',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED:
    'The provider calls itself another issuer than this one: take the address from its own words, letter by letter.',
  OAUTH_MISSING_SERVER_METADATA: 'The provider does not say where it is asked.',
  OAUTH_INVALID_SERVER_METADATA: 'What the provider says of itself is not as OpenID Connect has it.',
};

/** What of an answer does not hold; whatever else is wrong is the provider's, or of the way there. */
const NOT_HELD: readonly string[] = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
];

/** Whether somebody came back with what proves nothing, such as a code that was used, or a token that is forged. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError) return true;
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant';
  return error instanceof ClientError && NOT_HELD.includes(codeOf(causesOf(error)));
}

/** A fault with which a sign-in ends. */
export function faultOf(error: unknown, seconds: number): Fault {
  if (error instanceof Fault) return error;
  if (!isRefusal(error)) return new Fault('sso-provider-failed', problemOf(error, seconds));
  const denied = error instanceof AuthorizationResponseError;
  return new Fault(
    'sso-refused',
    denied ? `The provider refused the sign-in (${wordOf(error.error)}).` : undefined,
  );
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (
    let each = error;
    each !== undefined && causes.length < 5;
    each = (each as { cause?: unknown }).cause
  ) {
    causes.push(each);
    if (typeof each !== 'object' || each === null) break;
  }
  return causes;
}

const codeOf = (causes: readonly unknown[]): string => {
  const found = causes.find((each) => typeof (each as { code?: unknown }).code === 'string');
  return found === undefined ? '' : (found as { code: string }).code;
};
