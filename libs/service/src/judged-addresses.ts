import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress, isWithin, type Network } from './networks.js';

/** What somebody has us call lies where nothing may be called. */
export class BlockedAddress extends Error {
  constructor() {
    super('Its address is not one of the public internet.');
  }
}

const PATIENCE = { timeout: 2_000, tries: 2 };
/** RFC 6761: never a question for a name server. */
const LOCALHOST = ['127.0.0.1', '::1'];

/**
 * Where that may lie which customers have us call: receivers of webhooks, identity providers, mail servers. It is asked when a connection is
 * made and hands over the very addresses that it has judged: a name that leads elsewhere a moment later gains nothing. Names are
 * asked for without threads of the process, which slow name servers of one account would else take from everybody.
 */
export class JudgedAddresses {
  private readonly resolver = new Resolver(PATIENCE);

  constructor(
    private readonly allowed: readonly Network[],
    servers: readonly string[] = [],
  ) {
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  isAllowed(address: string): boolean {
    return isPublicAddress(address) || isWithin(address, this.allowed);
  }

  /** False for a host that is written as an address, which nobody looks up, and is none of those allowed. */
  mayBeWritten(host: string): boolean {
    const address = host.replace(/^\[|\]$/g, '');
    return isIP(address) === 0 || this.isAllowed(address);
  }

  /** For sockets; fails with BlockedAddress if any of the addresses is not allowed. */
  readonly lookup: LookupFunction = (host, { all }, done) => {
    this.addressesOf(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        if (all) done(null, found);
        else done(null, found[0]!.address, found[0]!.family);
      },
      (error: unknown) => done(error as Error, []),
    );
  };

  private async addressesOf(host: string): Promise<string[]> {
    const name = host.replace(/\.$/, '').toLowerCase();
    const isLocal = name === 'localhost' || name.endsWith('.localhost');
    const addresses = isLocal ? LOCALHOST : await this.ask(name);
    if (!addresses.every((address) => this.isAllowed(address))) throw new BlockedAddress();
    return addresses;
  }

  private async ask(name: string): Promise<string[]> {
    const answers = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const codes = answers.flatMap(({ status, ...answer }) =>
      status === 'rejected' && 'reason' in answer ? [String((answer.reason as { code?: unknown }).code)] : [],
    );
    throw new Error(`No address was found for its name (${[...new Set(codes)].join(', ')}).`);
  }
}
