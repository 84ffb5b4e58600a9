import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { z } from 'zod';

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Names that Fastify knows, too, for what is never reached from outside. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Null for what is no range. An address alone is one of itself; `10.1` and the like, which some would read, is none. */
function rangeOf(text: string): Range | null {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return null;
  const range = `${address}/${bits ?? (family === 4 ? 32 : 128)}`;
  return ipaddr.isValidCIDR(range) ? ipaddr.parseCIDR(range) : null;
}

const entries = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .flatMap((entry) => NAMES[entry] ?? [entry]);

/** Peers whose X-Forwarded-For is believed. */
export const trustedProxies = z
  .string()
  .default('loopback')
  .refine(
    (text) => text === 'none' || entries(text).every((entry) => rangeOf(entry) !== null),
    'Expected addresses or ranges such as 10.0.0.0/8, with commas between, or loopback, linklocal, uniquelocal, or none',
  )
  .transform((text) => (text === 'none' ? [] : entries(text)))
  .describe(
    'Proxies whose X-Forwarded-For names the client: addresses and ranges (10.0.0.0/8) with commas between; loopback, linklocal, uniquelocal; none',
  );

/** Whether a peer is one of the proxies. */
export function trustOf(proxies: readonly string[]): (peer: string) => boolean {
  const ranges = proxies.map(rangeOf).filter((range) => range !== null);
  return (peer) => {
    if (!ipaddr.isValid(peer)) return false;
    const address = ipaddr.process(peer);
    return ranges.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  };
}

/**
 * What stands for one client among addresses. Whoever has one of IPv6 has the other 2^64 of its network, too, and
 * one of IPv4 may come in the clothes of IPv6.
 */
export function clientOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const known = ipaddr.process(address);
  if (known instanceof ipaddr.IPv4) return known.toString();
  return `${known.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
