import { BusModule } from '@seatkeeper/bus';
import {
  authorizeSession,
  type Caller,
  type Input,
  refreshSession,
  signIn,
  type Tokens,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { TestClock, testService, type TestService } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { AccountsRepository } from '../src/accounts/accounts.repository.js';
import { accounts, type StoredAccount } from '../src/accounts/accounts.schema.js';
import { audit } from '../src/audit/audit.schema.js';
import { auditHeads, auditSeals } from '../src/audit/seals.schema.js';
import { groups } from '../src/groups/groups.schema.js';
import { attempts } from '../src/sessions/attempts.schema.js';
import { PasswordsService } from '../src/sessions/passwords.service.js';
import { SessionsModule } from '../src/sessions/sessions.module.js';
import { sessions } from '../src/sessions/sessions.schema.js';
import { identitySettings } from '../src/settings.js';
import { userCodeStems } from '../src/users/user-codes.repository.js';
import { UsersRepository } from '../src/users/users.repository.js';
import { type StoredUser, users } from '../src/users/users.schema.js';
import { EventRecorder, EventRecorderModule } from './event-recorder.js';
import { identitySecrets } from './identity-settings.js';
import { storedAccount, storedUser } from './stored-users.js';

export const PASSWORD = 'correct horse battery staple';

export interface Member {
  account: StoredAccount;
  user: StoredUser;
}

/** The part of identity that signs people in, with a clock to set; its users are put straight into the database. */
export interface SignInStage {
  readonly service: TestService;
  readonly clock: TestClock;
  readonly heard: EventRecorder;
  /** Somebody with a password, in an account of their own. */
  member(given?: Partial<StoredUser>): Promise<Member>;
  enter(who: Member, password?: string, address?: string): Promise<Tokens>;
  authorize(tokens: Tokens): Promise<Caller>;
  refresh(tokens: Tokens, commandId?: string): Promise<Tokens>;
  /** Writes to the user as another feature would. */
  change(who: Member, set: Partial<StoredUser>): Promise<void>;
  close(): Promise<void>;
}

export async function startSignInStage(): Promise<SignInStage> {
  const clock = new TestClock('2026-11-22T12:00:00Z');
  const service = await testService({
    name: 'identity',
    spec: identitySettings,
    settings: identitySecrets,
    clock,
    imports: [
      MongoModule.forRoot([
        accounts,
        users,
        userCodeStems,
        groups,
        sessions,
        attempts,
        audit,
        auditSeals,
        auditHeads,
      ]),
      BusModule.forRoot({ part: true }),
      SessionsModule,
      EventRecorderModule,
    ],
  });
  const stored = service.get(UsersRepository);
  const passwordHash = await service.get(PasswordsService).hash(PASSWORD);
  return {
    service,
    clock,
    heard: service.get(EventRecorder),
    member: async (given = {}) => {
      const account = await service.get(AccountsRepository).begin(storedAccount());
      const user = await stored.create(storedUser({ accountId: account._id, passwordHash, ...given }));
      return { account, user };
    },
    enter: ({ account, user }, password = PASSWORD, address = '192.0.2.1') =>
      service.bus.request(signIn, {
        account: account.slug,
        username: user.username,
        password,
        address,
        client: 'curl/8.5.0',
      }),
    authorize: (tokens) => service.bus.request(authorizeSession, sessionOf(tokens)),
    refresh: ({ refreshToken }, commandId) =>
      service.bus.request(refreshSession, { refreshToken, commandId, address: '192.0.2.66', client: 'wget' }),
    change: async ({ account, user }, set) => {
      await stored.change(account._id, user._id, () => ({ set }));
    },
    close: () => service.close(),
  };
}

/** What an access token says of its session. */
export function sessionOf({ accessToken }: Tokens): Input<typeof authorizeSession> {
  const { acc, sub, sid } = jwt.decode(accessToken) as Record<string, string>;
  return { accountId: acc ?? '', userId: sub ?? '', sessionId: sid ?? '' };
}

/** What a rejection with this fault looks like. */
export const refused = (code: string): object => expect.objectContaining({ code }) as object;
