import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle, On } from '@seatkeeper/bus';
import {
  ACCESS_TOKEN_ISSUER,
  authorizeSession,
  type Caller,
  callsForbidden,
  type EventData,
  Fault,
  type Input,
  listSigningKeys,
  type Output,
  signIn,
  type Tokens,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type TestService, testService, type World } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';

/** The only password that is right. */
export const RIGHT = 'correct horse battery';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key: JsonWebKey = publicKey.export({ format: 'jwk' });

@Injectable()
class SessionsStandIn {
  readonly asked: string[] = [];

  @Handle(signIn)
  signIn({ password }: Input<typeof signIn>): Promise<Tokens> {
    this.asked.push('sign-in');
    if (password !== RIGHT) throw new Fault('sign-in-failed');
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresIn: 600, mustChangePassword: false };
    return Promise.resolve(tokens);
  }

  readonly forbidden: EventData<typeof callsForbidden>[] = [];

  @On(callsForbidden)
  hear(data: EventData<typeof callsForbidden>): Promise<void> {
    this.forbidden.push(data);
    return Promise.resolve();
  }

  @Handle(listSigningKeys)
  keys(): Promise<Output<typeof listSigningKeys>> {
    return Promise.resolve({ keys: [{ ...key, kid: 'k' }] });
  }

  @Handle(authorizeSession)
  authorize(session: Input<typeof authorizeSession>): Promise<Caller> {
    this.asked.push('authorize');
    return Promise.resolve({ ...session, permissions: ['users.invite'], mustChangePassword: false });
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [SessionsStandIn] })
class IdentityStandIn {}

/** The part of identity that says who may come in, without people: for what the gateway does before it asks. */
export async function startStandIn(world: World): Promise<{
  service: TestService;
  /** How often identity was asked. */
  asked: (what: 'sign-in' | 'authorize') => number;
  /** What it heard of refusals. */
  forbidden: readonly EventData<typeof callsForbidden>[];
}> {
  const service = await testService({ name: 'identity', imports: [IdentityStandIn], world });
  const { asked, forbidden } = service.get(SessionsStandIn);
  return { service, asked: (what) => asked.filter((each) => each === what).length, forbidden };
}

/** A genuine access token of a session of its own. */
export function accessToken(
  { accountId, userId }: { accountId: string; userId: string },
  more: jwt.SignOptions = {},
): string {
  return jwt.sign({ acc: accountId, sid: newId('ses') }, privateKey, {
    algorithm: 'ES256',
    keyid: 'k',
    issuer: ACCESS_TOKEN_ISSUER,
    subject: userId,
    expiresIn: 600,
    ...more,
  });
}
