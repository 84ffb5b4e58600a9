import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

export type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Names that Fastify knows, too, for what is never reached from outside. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Null for what is no range. An address alone is one of itself; `10.1` and the like, which some would read, is none. */
export function readNetwork(text: string): Network | null {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return null;
  const range = `${address}/${bits ?? (family === 4 ? 32 : 128)}`;
  return ipaddr.isValidCIDR(range) ? ipaddr.parseCIDR(range) : null;
}

/** The entries of a list with commas, names such as `loopback` written out. */
export const listNetworks = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .flatMap((entry) => NAMES[entry] ?? [entry]);

/** Whether an address is in one of the networks; one of IPv4 may come in the clothes of IPv6. */
export function isWithin(address: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const known = ipaddr.process(address);
  return networks.some(([network, bits]) => network.kind() === known.kind() && known.match(network, bits));
}

/** All of IPv6 that is given out; the rest is reserved, or leads back into IPv4. */
const GIVEN_OUT = ipaddr.parseCIDR('2000::/3');

/** Whether an address is one that anybody on the internet may have: not private, not this machine, not reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const known = ipaddr.process(address);
  return known.range() === 'unicast' && (known instanceof ipaddr.IPv4 || known.match(GIVEN_OUT));
}
