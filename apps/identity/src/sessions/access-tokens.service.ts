import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  ACCESS_TOKEN_SECONDS,
  ACCESS_TOKEN_TYPE,
  listSigningKeys,
  type Output,
} from '@seatkeeper/contracts';
import { type PublicSigningKey, readPublicSigningKey, readSigningKey, SETTINGS } from '@seatkeeper/service';
import jwt from 'jsonwebtoken';

/** What of identity's settings the tokens need. */
interface KeySettings {
  SIGNING_KEY: string;
  RETIRED_SIGNING_KEYS: readonly string[];
}

/** What a token names; `homeAccountId` is of who acts in another account than their own. */
interface Named {
  accountId: string;
  userId: string;
  sessionId: string;
  homeAccountId?: string;
}

/** Signs access tokens: ES256, ten minutes, naming user, account and session. */
@Injectable()
export class AccessTokensService {
  /** Everything that verifies tokens still alive: the key in use, and those it followed. */
  readonly keys: readonly PublicSigningKey[];
  private readonly privateKey;
  private readonly keyid: string;

  constructor(@Inject(SETTINGS) settings: KeySettings) {
    const { privateKey, publicKey } = readSigningKey(settings.SIGNING_KEY);
    this.privateKey = privateKey;
    this.keyid = publicKey.kid;
    this.keys = [publicKey, ...settings.RETIRED_SIGNING_KEYS.map(readPublicSigningKey)];
  }

  @Handle(listSigningKeys)
  list(): Promise<Output<typeof listSigningKeys>> {
    return Promise.resolve({ keys: [...this.keys] });
  }

  sign(session: Named, now: Date): string {
    const issued = Math.floor(now.getTime() / 1_000);
    const claims = {
      acc: session.accountId,
      sid: session.sessionId,
      ...(session.homeAccountId !== undefined && { hom: session.homeAccountId }),
      iat: issued,
      exp: issued + ACCESS_TOKEN_SECONDS,
    };
    return jwt.sign(claims, this.privateKey, {
      header: { alg: 'ES256', typ: ACCESS_TOKEN_TYPE, kid: this.keyid },
      algorithm: 'ES256',
      audience: ACCESS_TOKEN_AUDIENCE,
      issuer: ACCESS_TOKEN_ISSUER,
      subject: session.userId,
    });
  }
}
