import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  checkSsoDomain,
  Fault,
  type Input,
  type SsoConnection,
  ssoConnectionUpdated,
  type SsoTest,
  testSsoConnection,
} from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection, StoredSsoDomain } from '../accounts/sso.schema.js';
import { IdentityProvidersClient } from '../identity-providers/identity-providers.client.js';
import { OutsidePlacesService } from '../identity-providers/outside-places.service.js';
import { unproved } from './domain-faults.js';
import { DomainProofsService, type Unproved } from './domain-proofs.service.js';
import { connectionTold } from './sso-connection-events.js';
import { connectionChanges, connectionOf, storedAs, withChanged } from './sso-connections.js';
import { toSsoConnection } from './sso-connections.view.js';

/** What is looked at elsewhere of a connection: its domains, and its provider. */
@Injectable()
export class SsoChecksService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly proofs: DomainProofsService,
    private readonly providers: IdentityProvidersClient,
    private readonly places: OutsidePlacesService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { PUBLIC_URL: string },
  ) {}

  /**
   * Of two accounts that show their texts at one domain, the unique index lets one have it. A look that proves nothing is noted at
   * the domain, for whoever comes back to it after the name servers.
   */
  @Handle(checkSsoDomain)
  async checkDomain(request: Input<typeof checkSsoDomain>): Promise<SsoConnection> {
    const { accountId, connectionId, domain: name, by } = request;
    const account = await this.accounts.get(accountId);
    const domain = domainOf(connectionOf(account, connectionId), name);
    if (domain.provedAt) return toSsoConnection(account, connectionId, this.settings.PUBLIC_URL);
    const look = await this.places.ask(accountId, () => this.proofs.look(domain));
    if (look) throw await this.noted(account, domain, look);
    const now = this.clock.now();
    try {
      const proved = await this.accounts.decide(accountId, (current) => {
        const before = connectionOf(current, connectionId);
        const { value, provedAt } = domainOf(before, name);
        // It was taken out, and put in again with another text, while the name servers were asked.
        if (value !== domain.value) throw new Fault('domain-not-proved');
        if (provedAt) return null;
        const domains = before.domains.map((each) =>
          each.name === name ? { name, value, provedAt: now } : each,
        );
        const is = { ...before, domains, updatedAt: now, version: before.version + 1 };
        const changes = connectionChanges(before, is);
        return {
          update: storedAs(withChanged(current.ssoConnections ?? [], is)),
          events: [connectionTold(ssoConnectionUpdated, accountId, is, { by, changes, now })],
        };
      });
      if (!proved) throw Fault.notFound('account');
      return toSsoConnection(proved, connectionId, this.settings.PUBLIC_URL);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      throw await this.noted(account, domain, { found: 'taken', texts: [] });
    }
  }

  private async noted(account: StoredAccount, domain: StoredSsoDomain, look: Unproved): Promise<Fault> {
    await this.accounts.noteDomainCheck(account, domain, { at: this.clock.now(), ...look });
    return unproved(domain, look);
  }

  @Handle(testSsoConnection)
  async test({ accountId, connectionId }: Input<typeof testSsoConnection>): Promise<SsoTest> {
    const { issuer } = connectionOf(await this.accounts.get(accountId), connectionId);
    const { problem, metadata, signingKeys } = await this.providers.test(accountId, issuer);
    return {
      works: problem === null,
      problem,
      authorizationEndpoint: metadata?.authorization_endpoint ?? null,
      tokenEndpoint: metadata?.token_endpoint ?? null,
      signingKeys: signingKeys ?? null,
    };
  }
}

function domainOf({ domains }: StoredSsoConnection, name: string): StoredSsoDomain {
  const domain = domains.find((each) => each.name === name);
  if (!domain) throw new Fault('not-found', 'The connection has no such domain.');
  return domain;
}
