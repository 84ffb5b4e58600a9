import { Inject, Injectable } from '@nestjs/common';
import type { SsoDomainCheck } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { Resolver } from 'node:dns/promises';
import type { StoredSsoDomain } from '../accounts/sso.schema.js';
import { recordOf } from './sso-connections.view.js';

const PATIENCE = { timeout: 2_000, tries: 2 };
/** A record that has others, such as of mail servers, is told no more of them than this. */
const MOST_SHOWN = 5;
const LONGEST_SHOWN = 100;

/** What there was in the place of the text. */
export type Unproved = Pick<SsoDomainCheck, 'found' | 'texts'>;

/** Looks with the name servers whether a domain shows its text. */
@Injectable()
export class DomainProofsService {
  private readonly resolver = new Resolver(PATIENCE);

  constructor(@Inject(SETTINGS) { SSO_DNS_SERVERS }: { SSO_DNS_SERVERS: readonly string[] }) {
    if (SSO_DNS_SERVERS.length > 0) this.resolver.setServers(SSO_DNS_SERVERS);
  }

  /** Null when the domain shows its text. */
  async look({ name, value }: StoredSsoDomain): Promise<Unproved | null> {
    const found = await this.texts(recordOf(name));
    if (found === null) return { found: 'no-answer', texts: [] };
    if (found.includes(value)) return null;
    const texts = found.slice(0, MOST_SHOWN).map((text) => text.slice(0, LONGEST_SHOWN));
    return { found: found.length === 0 ? 'nothing' : 'something-else', texts };
  }

  /** Null when no name server answers. */
  private async texts(record: string): Promise<string[] | null> {
    try {
      // A long text comes in pieces.
      return (await this.resolver.resolveTxt(record)).map((pieces) => pieces.join('').trim());
    } catch (error) {
      const { code } = error as { code?: string };
      return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null;
    }
  }
}
