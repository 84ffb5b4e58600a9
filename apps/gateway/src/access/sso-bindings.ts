import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';

/** As long as a sign-in elsewhere may take. */
const SECONDS = 600;
const MADE = /^[\w-]{43}$/;

/**
 * Where there is TLS, no neighbour of the domain can set it (`__Host-`): else somebody could have a browser come back into a
 * sign-in that they began themselves. Browsers do not keep ports apart, so on a developer's machine the name does.
 */
const nameOf = (publicUrl: string): string => {
  const { protocol, port } = new URL(publicUrl);
  return protocol === 'https:' ? '__Host-seatkeeper-sso' : `seatkeeper-sso${port === '' ? '' : `-${port}`}`;
};

/** What ties sign-ins elsewhere to the browser that began them; null where there is nothing, or several. */
export function ssoBindingOf({ cookie }: FastifyRequest['headers'], publicUrl: string): string | null {
  const begin = `${nameOf(publicUrl)}=`;
  const found = (cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(begin));
  const [only = begin] = found;
  const value = only.slice(begin.length);
  return found.length === 1 && MADE.test(value) ? value : null;
}

export const newSsoBinding = (): string => randomBytes(32).toString('base64url');

/** A `Set-Cookie`. `Lax`: it has to be sent when the provider sends the browser back, and is with no other call from elsewhere. */
export function ssoBindingCookie(binding: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${nameOf(publicUrl)}=${binding}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}
