import { noteSecurity } from '@seatkeeper/service';
import type { FastifyInstance } from 'fastify';
import { trustOf } from '../limits/addresses.js';

/** So many peers are remembered as told of; a client that forges the header should not fill the log. */
const TOLD = 1_000;

/**
 * Says once of each peer that it names another client without being trusted to. It is a client that lies, or a proxy
 * that was forgotten: behind one, everybody has the same address, and all share its limits.
 */
export function warnOfStrangeProxies(fastify: FastifyInstance, trusts: (peer: string) => boolean): void {
  const told = new Set<string>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const peer = request.socket.remoteAddress ?? '';
    if (request.headers['x-forwarded-for'] !== undefined && !trusts(peer) && !told.has(peer)) {
      if (told.size >= TOLD) told.clear();
      told.add(peer);
      noteSecurity('untrusted-proxy', { address: peer });
    }
    done();
  });
}

/** Trusts nobody until it is told whom: the settings are read after the server is made. */
export class TrustedProxies {
  private trusted: (peer: string) => boolean = () => false;

  readonly trusts = (peer: string): boolean => this.trusted(peer);

  set(proxies: readonly string[]): void {
    this.trusted = trustOf(proxies);
  }
}
