import type { FastifyRequest } from 'fastify';

/**
 * What a cookie of ours is called. Where there is TLS, the name says to which rule a browser has to hold; and it says of which of
 * several gateways of a machine the cookie is, for browsers do not keep ports apart.
 */
export function cookieName(name: string, rule: '__Secure-' | '__Host-', publicUrl: string): string {
  const { protocol, port } = new URL(publicUrl);
  return `${protocol === 'https:' ? rule : ''}${name}${port === '' ? '' : `-${port}`}`;
}

/** What a browser sends under a name; null where it sends nothing, or several, of which a neighbour of the domain has set one. */
export function onlyCookie({ cookie = '' }: FastifyRequest['headers'], name: string): string | null {
  const begin = `${name}=`;
  const [found, ...others] = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(begin));
  return found === undefined || others.length > 0 ? null : found.slice(begin.length);
}
