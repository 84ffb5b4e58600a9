import { Resolver } from 'node:dns/promises';
import { z } from 'zod';
import { listNetworks, readNetwork } from '../networks.js';

/** As `dns.setServers` takes them. */
const isServer = (text: string): boolean => {
  try {
    new Resolver().setServers([text]);
    return true;
  } catch {
    return false;
  }
};

/** Networks for which something holds, such as that customers may have us call what lies in them; `description` says what. */
export const networksSetting = (description: string, usual = '') =>
  z
    .string()
    .default(usual)
    .transform(listNetworks)
    .refine(
      (networks) => networks.every((network) => readNetwork(network) !== null),
      'Expected addresses or ranges such as 10.0.0.0/8, with commas between, or loopback, linklocal, uniquelocal',
    )
    .transform((networks) => networks.map(readNetwork).filter((network) => network !== null))
    .describe(description);

/** Name servers other than those of the system; `description` says what they know. */
export const nameServersSetting = (description: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((servers) => servers.every(isServer), 'Expected addresses such as 10.0.0.2 or 127.0.0.1:5353')
    .describe(description);
