import { isWithin, listNetworks, readNetwork } from '@seatkeeper/service';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Peers whose X-Forwarded-For is believed. */
export const trustedProxies = z
  .string()
  .default('loopback')
  .refine(
    (text) => text === 'none' || listNetworks(text).every((entry) => readNetwork(entry) !== null),
    'Expected addresses or ranges such as 10.0.0.0/8, with commas between, or loopback, linklocal, uniquelocal, or none',
  )
  .transform((text) => (text === 'none' ? [] : listNetworks(text)))
  .describe(
    'Proxies whose X-Forwarded-For names the client: addresses and ranges (10.0.0.0/8) with commas between; loopback, linklocal, uniquelocal; none',
  );

/** Whether a peer is one of the proxies. */
export function trustOf(proxies: readonly string[]): (peer: string) => boolean {
  const networks = proxies.map(readNetwork).filter((network) => network !== null);
  return (peer) => isWithin(peer, networks);
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
