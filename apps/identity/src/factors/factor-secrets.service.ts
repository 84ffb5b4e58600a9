import { Inject, Injectable } from '@nestjs/common';
import { logger, Sealer, SETTINGS } from '@seatkeeper/service';

interface FactorSettings {
  FACTOR_KEY: string;
  RETIRED_FACTOR_KEYS: readonly string[];
}

/** Whose secret it is: the account, the user, and the factor. */
export interface SecretOwner {
  readonly accountId: string;
  readonly userId: string;
  readonly factorId: string;
}

const log = logger('factors');

/** The secrets of second factors, which no database, backup or log may show. */
@Injectable()
export class FactorSecretsService {
  private readonly sealer: Sealer;

  constructor(@Inject(SETTINGS) { FACTOR_KEY, RETIRED_FACTOR_KEYS }: FactorSettings) {
    this.sealer = new Sealer(FACTOR_KEY, RETIRED_FACTOR_KEYS);
  }

  seal(secret: Buffer, owner: SecretOwner): string {
    return this.sealer.seal(secret, wordsOf(owner));
  }

  /** Null when its key is not named in the settings any more: then the recovery codes are left, or an administrator. */
  open(sealed: string, owner: SecretOwner): Buffer | null {
    const secret = this.sealer.open(sealed, wordsOf(owner));
    if (!secret)
      log.error('The secret of a second factor cannot be read: name its key in RETIRED_FACTOR_KEYS', {
        ...owner,
      });
    return secret;
  }

  /** The same secret sealed with the newest key, when it was sealed with a retired one: so that can be dropped one day. */
  renewed(sealed: string, secret: Buffer, owner: SecretOwner): string | undefined {
    return this.sealer.isNewest(sealed) ? undefined : this.seal(secret, owner);
  }
}

const wordsOf = ({ accountId, userId, factorId }: SecretOwner): string =>
  [accountId, userId, factorId].join('/');
