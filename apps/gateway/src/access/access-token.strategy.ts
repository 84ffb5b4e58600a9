import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import {
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  ACCESS_TOKEN_TYPE,
  type Caller,
} from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import jwt from 'jsonwebtoken';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { LimitsService } from '../limits/limits.service.js';
import { notValid, readClaims } from './access-claims.js';
import { SessionAnswersClient } from './session-answers.client.js';
import { SigningKeysClient } from './signing-keys.client.js';

export const ACCESS_TOKEN = 'access-token';

/** Verifies a bearer token (ES256, for this API, ten minutes at most), counts the call, then asks whether its session still lives. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN) {
  constructor(
    keys: SigningKeysClient,
    private readonly limits: LimitsService,
    private readonly sessions: SessionAnswersClient,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['ES256'],
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
      passReqToCallback: true,
      secretOrKeyProvider: (
        _request: unknown,
        token: string,
        done: (error: unknown, key?: string) => void,
      ) => {
        const { kid, typ } = jwt.decode(token, { complete: true })?.header ?? {};
        if (typeof kid !== 'string' || typ !== ACCESS_TOKEN_TYPE) done(notValid());
        else keys.find(kid).then((key) => done(null, key), done);
      },
    });
  }

  async validate(request: FastifyRequest, payload: unknown): Promise<Caller> {
    const { acc, sub, sid, hom, iat } = readClaims(payload, new Date());
    // Whoever acts in an account below uses up the calls of the own one, and nobody else's.
    await this.limits.admitCaller({ accountId: hom ?? acc, userId: sub }, request);
    const session = { accountId: acc, userId: sub, sessionId: sid };
    return this.sessions.authorize(
      hom === undefined ? { ...session, issuedAt: iat } : { ...session, homeAccountId: hom },
    );
  }
}
