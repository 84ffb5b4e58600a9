import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { logger, Sealer, SETTINGS } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import type { ProviderClient } from '../identity-providers/identity-providers.client.js';

interface SealingSettings {
  FACTOR_KEY: string;
  RETIRED_FACTOR_KEYS: readonly string[];
}

const log = logger('sso');

/** The secrets by which identity providers know Seatkeeper, which no database, backup or log may show. */
@Injectable()
export class SsoSecretsService {
  private readonly sealer: Sealer;

  constructor(
    @Inject(SETTINGS) { FACTOR_KEY, RETIRED_FACTOR_KEYS }: SealingSettings,
    private readonly accounts: AccountsRepository,
  ) {
    this.sealer = new Sealer(FACTOR_KEY, RETIRED_FACTOR_KEYS);
  }

  seal(secret: string, accountId: string, connectionId: string): string {
    return this.sealer.seal(Buffer.from(secret), ownerOf(accountId, connectionId));
  }

  /**
   * As who speaks with the provider. What a retired key has sealed is sealed anew. Rejects with `sso-provider-failed` when the
   * key is not named in the settings any more.
   */
  async clientOf(account: StoredAccount, connection: StoredSsoConnection): Promise<ProviderClient> {
    const { id, issuer, clientId, sealedSecret } = connection;
    const clientSecret = this.sealer.open(sealedSecret, ownerOf(account._id, id))?.toString();
    if (clientSecret === undefined) {
      log.error('The secret of a connection cannot be read: name its key in RETIRED_FACTOR_KEYS', {
        accountId: account._id,
        connection: id,
      });
      throw new Fault('sso-provider-failed', 'The client secret cannot be read: set it anew.');
    }
    if (!this.sealer.isNewest(sealedSecret))
      await this.accounts.resealSso(account, sealedSecret, this.seal(clientSecret, account._id, id));
    return { accountId: account._id, issuer, clientId, clientSecret };
  }
}

const ownerOf = (accountId: string, connectionId: string): string => `sso/${accountId}/${connectionId}`;
