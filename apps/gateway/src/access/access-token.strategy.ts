import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ACCESS_TOKEN_ISSUER, AccountId, type Caller, Fault, SessionId, UserId } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import jwt from 'jsonwebtoken';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';
import { LimitsService } from '../limits/limits.service.js';
import { SessionAnswersClient } from './session-answers.client.js';
import { SigningKeysClient } from './signing-keys.client.js';

export const ACCESS_TOKEN = 'access-token';

const Claims = z.object({ sub: UserId, acc: AccountId, sid: SessionId });

/** Verifies a bearer token (ES256 only), counts the call, then asks whether its session still lives. */
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
      passReqToCallback: true,
      secretOrKeyProvider: (
        _request: unknown,
        token: string,
        done: (error: unknown, key?: string) => void,
      ) => {
        const kid = jwt.decode(token, { complete: true })?.header.kid;
        if (typeof kid !== 'string') done(new Fault('unauthenticated', 'The access token is not valid.'));
        else keys.find(kid).then((key) => done(null, key), done);
      },
    });
  }

  async validate(request: FastifyRequest, payload: unknown): Promise<Caller> {
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw new Fault('unauthenticated', 'The access token is not valid.');
    const { acc, sub, sid } = claims.data;
    await this.limits.admitCaller({ accountId: acc, userId: sub }, request);
    return this.sessions.authorize({ accountId: acc, userId: sub, sessionId: sid });
  }
}
