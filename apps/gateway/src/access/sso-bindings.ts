import { SSO_ATTEMPT_SECONDS } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { cookieName, onlyCookie } from './cookies.js';

const MADE = /^[\w-]{43}$/;

/**
 * Where there is TLS, no neighbour of the domain can set it (`__Host-`): else somebody could have a browser come back into a
 * sign-in that they began themselves.
 */
const nameOf = (publicUrl: string): string => cookieName('seatkeeper-sso', '__Host-', publicUrl);

/** What ties sign-ins elsewhere to the browser that began them; null where there is nothing, or several. */
export function ssoBindingOf(headers: FastifyRequest['headers'], publicUrl: string): string | null {
  const value = onlyCookie(headers, nameOf(publicUrl));
  return value !== null && MADE.test(value) ? value : null;
}

export const newSsoBinding = (): string => randomBytes(32).toString('base64url');

/**
 * A `Set-Cookie`, kept as long as a sign-in elsewhere may take. `Lax`: it has to be sent when the provider sends the browser back, and
 * is with no other call from elsewhere.
 */
export function ssoBindingCookie(binding: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${nameOf(publicUrl)}=${binding}; Path=/; Max-Age=${SSO_ATTEMPT_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}
