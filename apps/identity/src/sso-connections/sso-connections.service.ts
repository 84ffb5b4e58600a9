import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  createSsoConnection,
  deleteSsoConnection,
  Fault,
  getSsoConnection,
  type Input,
  listSsoConnections,
  type Output,
  type ProvingActor,
  refuse,
  SSO_SCOPES,
  type SsoConnection,
  ssoConnectionCreated,
  ssoConnectionDeleted,
  ssoConnectionUpdated,
  updateSsoConnection,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { AuthorityService } from '../admins/authority.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { newDomainValue } from './domain-values.js';
import {
  enforcementAfter,
  enforcementChanges,
  noLongerEnforced,
  refuseEnforcement,
  refuseExempt,
} from './enforcement.js';
import { connectionTold } from './sso-connection-events.js';
import {
  changedConnection,
  connectionChanges,
  connectionOf,
  newConnection,
  refuseDomains,
  refuseIssuer,
  refuseMore,
  storedAs,
  withChanged,
} from './sso-connections.js';
import { redirectUriOf, toSsoConnection } from './sso-connections.view.js';
import { SsoSecretsService } from './sso-secrets.service.js';

interface ConnectionSettings {
  PUBLIC_URL: string;
  SSO_PLAIN_HTTP: boolean;
}

/** Where the people of an account sign in besides here. All of it is decided by writes of the account's document. */
@Injectable()
export class SsoConnectionsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly secrets: SsoSecretsService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ConnectionSettings,
  ) {}

  @Handle(listSsoConnections)
  async list({ accountId }: Input<typeof listSsoConnections>): Promise<Output<typeof listSsoConnections>> {
    const account = await this.accounts.get(accountId);
    return {
      items: (account.ssoConnections ?? []).map(({ id }) => this.shown(account, id)),
      redirectUri: redirectUriOf(account, this.settings.PUBLIC_URL),
      scopes: [...SSO_SCOPES],
    };
  }

  @Handle(getSsoConnection)
  async get({ accountId, connectionId }: Input<typeof getSsoConnection>): Promise<SsoConnection> {
    return this.shown(await this.accounts.get(accountId), connectionId);
  }

  /** Asked again with the same id, it answers with the connection that is there. */
  @Handle(createSsoConnection)
  async create(request: Input<typeof createSsoConnection>): Promise<SsoConnection> {
    const { accountId, by, connectionId, connection: given } = request;
    await this.refuseWeaker(accountId, by);
    refuse(refuseIssuer(given.issuer, this.settings.SSO_PLAIN_HTTP));
    await this.refuseGroups(accountId, by, given.newcomers?.groups);
    const sealedSecret = this.secrets.seal(given.clientSecret, accountId, connectionId);
    const now = this.clock.now();
    return this.decide(accountId, connectionId, ({ ssoConnections: before = [] }) => {
      if (before.some(({ id }) => id === connectionId)) return null;
      refuse(refuseMore(before));
      refuse(refuseDomains(before, connectionId, given.domains));
      const made = newConnection(connectionId, given, { sealedSecret, value: newDomainValue, now });
      return {
        update: storedAs([...before, made]),
        events: [connectionTold(ssoConnectionCreated, accountId, made, { by, changes: [], now })],
      };
    });
  }

  @Handle(updateSsoConnection)
  async update(request: Input<typeof updateSsoConnection>): Promise<SsoConnection> {
    const { accountId, by, connectionId, changes: wanted, ifVersion } = request;
    connectionOf(await this.accounts.get(accountId), connectionId);
    await this.refuseWeaker(accountId, by);
    if (wanted.issuer !== undefined) refuse(refuseIssuer(wanted.issuer, this.settings.SSO_PLAIN_HTTP));
    await this.refuseGroups(accountId, by, wanted.newcomers?.groups);
    const exempt = wanted.enforcement?.exempt ?? [];
    refuse(refuseExempt(exempt, await Promise.all(exempt.map((id) => this.users.find(accountId, id)))));
    const { clientSecret } = wanted;
    const sealedSecret =
      clientSecret === undefined ? undefined : this.secrets.seal(clientSecret, accountId, connectionId);
    const now = this.clock.now();
    return this.decide(accountId, connectionId, (account) => {
      const { ssoConnections: all = [], ssoEnforcement } = account;
      const before = connectionOf(account, connectionId);
      if (ifVersion !== undefined && ifVersion !== before.version) throw new Fault('precondition-failed');
      refuse(refuseDomains(all, connectionId, wanted.domains));
      const after = changedConnection(before, wanted, { sealedSecret, value: newDomainValue });
      const enforcement = enforcementAfter(ssoEnforcement, connectionId, wanted.enforcement, now);
      if (enforcement?.connectionId === connectionId)
        refuse(refuseEnforcement(account, after, enforcement.exempt));
      const changes = [
        ...connectionChanges(before, after),
        ...enforcementChanges(ssoEnforcement, enforcement, connectionId),
      ];
      if (changes.length === 0) return null;
      const is = { ...after, updatedAt: now, version: before.version + 1 };
      const left = noLongerEnforced(all, ssoEnforcement, enforcement, connectionId);
      const others = left ? withChanged(all, { ...left, updatedAt: now, version: left.version + 1 }) : all;
      const { set, unset } = storedAs(withChanged(others, is));
      return {
        update: {
          set: { ...set, ...(enforcement && { ssoEnforcement: enforcement }) },
          unset: enforcement ? unset : [...unset, 'ssoEnforcement'],
        },
        events: [
          connectionTold(ssoConnectionUpdated, accountId, is, { by, changes, now }),
          ...(left
            ? [
                connectionTold(ssoConnectionUpdated, accountId, left, {
                  by,
                  changes: enforcementChanges(ssoEnforcement, enforcement, left.id),
                  now,
                }),
              ]
            : []),
        ],
      };
    });
  }

  @Handle(deleteSsoConnection)
  async delete(request: Input<typeof deleteSsoConnection>): Promise<Output<typeof deleteSsoConnection>> {
    const { accountId, by, connectionId } = request;
    connectionOf(await this.accounts.get(accountId), connectionId);
    await this.refuseWeaker(accountId, by);
    const now = this.clock.now();
    await this.accounts.decide(accountId, (account) => {
      const { ssoConnections: all = [], ssoEnforcement } = account;
      const gone = connectionOf(account, connectionId);
      if (ssoEnforcement?.connectionId === connectionId)
        throw new Fault(
          'in-use',
          'Nobody signs in with a password while this connection is enforced: end that first.',
        );
      return {
        update: storedAs(all.filter(({ id }) => id !== connectionId)),
        events: [connectionTold(ssoConnectionDeleted, accountId, gone, { by, changes: [], now })],
      };
    });
    return {};
  }

  /** Whoever says where people sign in could sign in as any of them: no permission is enough for that, and no key. */
  private refuseWeaker(accountId: string, by: ProvingActor): Promise<void> {
    return this.authority.refuseUnlessProvedAdmin(accountId, by, 'say where people sign in');
  }

  private async refuseGroups(accountId: string, by: Actor, groups: readonly string[] = []): Promise<void> {
    try {
      await this.authority.refuseGroups(accountId, by, groups, groups);
    } catch (error) {
      throw error instanceof Fault ? within('newcomers', error) : error;
    }
  }

  private async decide(
    accountId: string,
    connectionId: string,
    decide: Parameters<AccountsRepository['decide']>[1],
  ): Promise<SsoConnection> {
    const account = await this.accounts.decide(accountId, decide);
    if (!account) throw Fault.notFound('account');
    return this.shown(account, connectionId);
  }

  private shown(account: StoredAccount, connectionId: string): SsoConnection {
    return toSsoConnection(account, connectionId, this.settings.PUBLIC_URL);
  }
}

/** The check looked at a list; here it is part of something. */
const within = (path: string, fault: Fault): Fault =>
  new Fault(fault.code, {
    ...fault.toData(),
    errors: fault.errors?.map((each) => ({ ...each, path: `${path}.${each.path}` })),
  });
