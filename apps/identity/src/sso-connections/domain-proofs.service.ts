import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { Resolver } from 'node:dns/promises';
import type { StoredSsoDomain } from '../accounts/sso.schema.js';
import { recordOf } from './sso-connections.view.js';

const PATIENCE = { timeout: 2_000, tries: 2 };
/** A record that has others, such as of mail servers, is told no more of them than this. */
const MOST_SHOWN = 5;
const LONGEST_SHOWN = 100;

/** Looks with the name servers whether a domain shows its text. */
@Injectable()
export class DomainProofsService {
  private readonly resolver = new Resolver(PATIENCE);

  constructor(@Inject(SETTINGS) { SSO_DNS_SERVERS }: { SSO_DNS_SERVERS: readonly string[] }) {
    if (SSO_DNS_SERVERS.length > 0) this.resolver.setServers(SSO_DNS_SERVERS);
  }

  /** Rejects with `domain-not-proved`, which says what is there instead. */
  async refuseUnproved({ name, value }: StoredSsoDomain): Promise<void> {
    const record = recordOf(name);
    const found = await this.texts(record);
    if (found?.includes(value)) return;
    const told = (found ?? []).slice(0, MOST_SHOWN).map((text) => text.slice(0, LONGEST_SHOWN));
    throw new Fault('domain-not-proved', {
      detail: `${sentenceOf(record, found)} It has to be a TXT record that says ${value}. New records take some time to be seen everywhere.`,
      members: { record, expected: value, found: told },
    });
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

function sentenceOf(record: string, found: readonly string[] | null): string {
  if (found === null) return `The name servers did not answer for ${record}: try again.`;
  return found.length === 0
    ? `There is no such record at ${record}.`
    : `What is at ${record} says something else.`;
}
