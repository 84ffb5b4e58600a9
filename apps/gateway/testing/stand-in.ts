import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle, On } from '@seatkeeper/bus';
import {
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  ACCESS_TOKEN_SECONDS,
  ACCESS_TOKEN_TYPE,
  authorizeApiKey,
  authorizeSession,
  type Caller,
  callsForbidden,
  createGroup,
  type EventData,
  Fault,
  type Group,
  type Input,
  listSigningKeys,
  openUserExport,
  type Output,
  type Permission,
  pickSeen,
  readUserExport,
  signIn,
  type Tokens,
  unbanUser,
  updateUser,
  userExportEnded,
  userExportStarted,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type TestService, testService, type World } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';

/** The only password that is right. */
export const RIGHT = 'correct horse battery';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key: JsonWebKey = publicKey.export({ format: 'jwk' });

/** What a colleague may do here, unless a test says otherwise. */
const PERMISSIONS: readonly Permission[] = ['users.invite', 'users.ban', 'users.update', 'groups.manage'];

type Standing = Pick<Caller, 'permissions' | 'mustChangePassword' | 'mustAddFactor' | 'seesEverybody'>;

@Injectable()
class SessionsStandIn {
  readonly asked: string[] = [];
  /** What was to be done, by the ids that the gateway has chosen for it. */
  readonly wished: string[] = [];
  /** While true, whatever is to be done may have been done, and nobody knows. */
  outage = false;
  /** What everybody who calls may do. */
  readonly standing: Standing = { permissions: [...PERMISSIONS], mustChangePassword: false };

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

  /** Users whose sessions have ended, and whom nobody sees who does not see everybody. */
  readonly ended = new Set<string>();
  readonly hidden = new Set<string>();

  @Handle(pickSeen)
  pick({ userIds }: Input<typeof pickSeen>): Promise<Output<typeof pickSeen>> {
    this.asked.push('pick');
    return Promise.resolve({ userIds: userIds.filter((id) => !this.hidden.has(id)) });
  }

  @Handle(authorizeSession)
  authorize(session: Input<typeof authorizeSession>): Promise<Caller> {
    this.asked.push('authorize');
    if (this.ended.has(session.userId)) throw new Fault('unauthenticated', 'The session has ended.');
    return Promise.resolve({ ...session, ...this.standing });
  }

  /** Whose the keys are that are right, by the hash of the secret. */
  readonly apiKeys = new Map<string, Pick<Caller, 'accountId' | 'userId'>>();

  @Handle(authorizeApiKey)
  authorizeKey({ keyId, secretHash }: Input<typeof authorizeApiKey>): Promise<Caller> {
    this.asked.push('authorize-key');
    if (this.outage) throw new Fault('service-unavailable');
    const whose = this.apiKeys.get(secretHash);
    if (!whose) throw new Fault('unauthenticated', 'The API key is not valid.');
    return Promise.resolve({ ...whose, keyId, ...this.standing });
  }
}

/** A list of as many users as a test likes, each row with its number. */
@Injectable()
class ExportsStandIn {
  rows = 0;
  /** How often rows were asked for. */
  asked = 0;
  readonly told: { name: string; data: object }[] = [];

  @Handle(openUserExport)
  open(): Promise<Output<typeof openUserExport>> {
    return Promise.resolve({ header: ['Username', 'Name'], customFields: [] });
  }

  @Handle(readUserExport)
  read({ cursor = '0', limit }: Input<typeof readUserExport>): Promise<Output<typeof readUserExport>> {
    this.asked += 1;
    const from = Number(cursor);
    const count = Math.min(limit, this.rows - from);
    const rows = Array.from({ length: count }, (_, n) => [`person-${from + n}`, '=HYPERLINK("x")']);
    return Promise.resolve({ rows, nextCursor: from + count < this.rows ? String(from + count) : null });
  }

  @On(userExportStarted)
  hearStart(data: EventData<typeof userExportStarted>): Promise<void> {
    this.told.push({ name: 'started', data });
    return Promise.resolve();
  }

  @On(userExportEnded)
  hearEnd(data: EventData<typeof userExportEnded>): Promise<void> {
    this.told.push({ name: 'ended', data });
    return Promise.resolve();
  }
}

@Injectable()
class ChangesStandIn {
  constructor(private readonly sessions: SessionsStandIn) {}

  @Handle(createGroup)
  create({ groupId, group }: Input<typeof createGroup>): Promise<Group> {
    this.note(groupId);
    const now = new Date().toISOString();
    return Promise.resolve({
      id: groupId,
      ...group,
      managers: [],
      secondFactor: 'optional',
      builtIn: null,
      externalId: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    });
  }

  @Handle(unbanUser)
  unban({ commandId = 'none' }: Input<typeof unbanUser>): Promise<never> {
    this.note(commandId);
    return Promise.reject(new Fault('wrong-status'));
  }

  @Handle(updateUser)
  update({ commandId = 'none' }: Input<typeof updateUser>): Promise<never> {
    this.note(commandId);
    return Promise.reject(new Fault('user-busy'));
  }

  private note(id: string): void {
    this.sessions.wished.push(id);
    if (this.sessions.outage) throw new Fault('service-unavailable');
  }
}

@Module({
  imports: [BusModule.forRoot({ part: true })],
  providers: [SessionsStandIn, ExportsStandIn, ChangesStandIn],
})
class IdentityStandIn {}

/** The part of identity that says who may come in, without people: for what the gateway does before it asks. */
export async function startStandIn(world: World): Promise<{
  service: TestService;
  /** How often identity was asked. */
  asked: (what: 'sign-in' | 'authorize' | 'authorize-key' | 'pick') => number;
  /** Users whose sessions have ended. */
  ended: Set<string>;
  /** Whom nobody sees who does not see everybody. */
  hidden: Set<string>;
  /** The API keys that are right, by the hash of the secret. */
  keys: Map<string, Pick<Caller, 'accountId' | 'userId'>>;
  /** The users that there are to export, how often they were asked for, and what was told of it. */
  exports: Pick<ExportsStandIn, 'rows' | 'asked' | 'told'>;
  /** What it heard of refusals. */
  forbidden: readonly EventData<typeof callsForbidden>[];
  /** The ids of what was wished since it was looked at last. */
  wishes: () => string[];
  setOutage: (outage: boolean) => void;
  /** Changes what everybody who calls may do. */
  grant: (standing: Partial<Standing>) => void;
}> {
  const service = await testService({ name: 'identity', imports: [IdentityStandIn], world });
  const state = service.get(SessionsStandIn);
  return {
    service,
    asked: (what) => state.asked.filter((each) => each === what).length,
    ended: state.ended,
    hidden: state.hidden,
    keys: state.apiKeys,
    exports: service.get(ExportsStandIn),
    forbidden: state.forbidden,
    wishes: () => state.wished.splice(0),
    setOutage: (outage) => (state.outage = outage),
    grant: (changes) => void Object.assign(state.standing, changes),
  };
}

/** An access token of a session of its own with a genuine signature, and with what else it is to say. */
export function accessToken(
  { accountId, userId }: { accountId: string; userId: string },
  more: { claims?: Record<string, unknown>; header?: Record<string, string> } = {},
): string {
  const iat = Math.floor(Date.now() / 1_000);
  const given = {
    iss: ACCESS_TOKEN_ISSUER,
    aud: ACCESS_TOKEN_AUDIENCE,
    iat,
    exp: iat + ACCESS_TOKEN_SECONDS,
  };
  const claims = { ...given, sub: userId, acc: accountId, sid: newId('ses'), ...more.claims };
  const header = { alg: 'ES256', typ: ACCESS_TOKEN_TYPE, kid: 'k', ...more.header };
  // What is undefined is left out, as in any JSON.
  return jwt.sign(JSON.stringify(claims), privateKey, { algorithm: 'ES256', header });
}
