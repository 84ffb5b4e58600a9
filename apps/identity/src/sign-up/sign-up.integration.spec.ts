import {
  accountCreated,
  deactivateUser,
  getAccount,
  signIn,
  signUp,
  userActivated,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, Leases, openFrom, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, itIsWorkedOnByOneAtATime, race, TestClock, uniqueName } from '@seatkeeper/testing';
import { PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { storedAccount } from '../../testing/stored-users.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { accounts, type StoredAccount } from '../accounts/accounts.schema.js';
import { openingLease } from '../accounts/opening-lease.js';
import { PasswordsService } from '../sessions/passwords.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { SignUpService } from './sign-up.service.js';

describe('signing up', () => {
  const clock = new TestClock('2026-11-22T12:00:00Z');
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ clock });
  });

  beforeEach(() => {
    stage.licensing.trialSeats = 5;
    stage.licensing.outage = false;
  });

  afterAll(() => stage.close());

  const request = (slug = uniqueName('firm')) => ({
    accountId: newId('acc'),
    adminId: newId('usr'),
    name: 'Harbour Lane',
    slug,
    locale: 'fr',
    timeZone: 'Europe/Paris',
    admin: { username: `ada@${slug}.example`, firstName: 'Ada', lastName: 'Quill', password: PASSWORD },
  });
  type Request = ReturnType<typeof request>;
  const ask = (given: Request) => stage.ask(signUp, given);
  const enter = ({ slug, admin }: Request) =>
    stage.ask(signIn, { account: slug, username: admin.username, password: PASSWORD });
  const accountOf = ({ accountId }: Request) => stage.identity.get(AccountsRepository).find(accountId);
  const userOf = ({ accountId, adminId }: Request) =>
    stage.identity.get(UsersRepository).find(accountId, adminId);

  it('opens the account with an active global admin, who holds a seat and can sign in', async () => {
    const firm = request();
    const { account, user } = await ask(firm);
    expect(account).toMatchObject({
      id: firm.accountId,
      slug: firm.slug,
      locale: 'fr',
      timeZone: 'Europe/Paris',
    });
    expect(user).toMatchObject({ id: firm.adminId, status: 'active', globalAdmin: true, locale: 'fr' });
    expect(stage.licensing.holders(firm.accountId)).toEqual([firm.adminId]);
    expect(await accountOf(firm)).toMatchObject({ globalAdmins: [firm.adminId] });
    await expect(enter(firm)).resolves.toMatchObject({ mustChangePassword: false });
    await eventually(() => {
      expect(stage.heard.of(accountCreated, firm.accountId)).toMatchObject([{ account }]);
      expect(stage.heard.of(userActivated, firm.accountId)).toMatchObject([{ user: { id: firm.adminId } }]);
    });
  });

  it('ten who want one slug at once: one gets it, and nothing is left of the others', async () => {
    const slug = uniqueName('firm');
    const firms = Array.from({ length: 10 }, () => request(slug));
    const { values, refusals } = await race(10, (n) => ask(firms[n] as Request));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'slug-taken': 9 });
    const left = await Promise.all(firms.map(async (firm) => [await accountOf(firm), await userOf(firm)]));
    expect(left.flat().filter(Boolean)).toHaveLength(2);
  });

  it('asked again with the same ids, at once or later, answers the same and opens one account', async () => {
    const firm = request();
    const { values } = await race(5, () => ask(firm));
    expect(values).toHaveLength(5);
    const later = await ask(firm);
    for (const { account, user } of values) {
      expect(account).toEqual(later.account);
      expect(user.id).toBe(later.user.id);
    }
    expect(stage.licensing.holders(firm.accountId)).toHaveLength(1);
    await eventually(() => expect(stage.heard.of(userActivated, firm.accountId)).toHaveLength(1));
    expect(stage.heard.of(accountCreated, firm.accountId)).toHaveLength(1);
  });

  it('of somebody else with the same ids is refused, and learns nothing of the account', async () => {
    const firm = request();
    await ask(firm);
    const { admin } = firm;
    for (const other of [
      { ...firm, admin: { ...admin, password: 'another correct horse battery' } },
      { ...firm, admin: { ...admin, username: `eve@${firm.slug}.example` } },
      { ...firm, adminId: newId('usr') },
    ])
      await expect(ask(other)).rejects.toMatchObject(refused('slug-taken'));
    expect((await ask(firm)).account.id).toBe(firm.accountId);
  });

  it('without a trial seat leaves nothing behind, and the slug is free again', async () => {
    stage.licensing.trialSeats = 0;
    const firm = request();
    await expect(ask(firm)).rejects.toMatchObject({
      code: 'no-free-seat',
      members: { product: 'core', purchased: 0, used: 0 },
    });
    expect([await accountOf(firm), await userOf(firm)]).toEqual([null, null]);
    stage.licensing.trialSeats = 1;
    await expect(ask(request(firm.slug))).resolves.toBeDefined();
  });

  it('that meets an outage of licensing is finished by the sweeper when that is over', async () => {
    stage.licensing.outage = true;
    const firm = request();
    await expect(ask(firm)).rejects.toMatchObject({ code: 'service-unavailable' });
    await expect(enter(firm)).rejects.toMatchObject({ code: 'sign-in-failed' });
    clock.advance(6_000);
    await stage.identity.get(SignUpService).resume();
    expect(await userOf(firm)).toBeNull();

    stage.licensing.outage = false;
    clock.advance(6_000);
    await stage.identity.get(SignUpService).resume();
    await eventually(() => enter(firm));
    await eventually(async () => expect(await accountOf(firm)).not.toHaveProperty('opening'));
    expect(await accountOf(firm)).toMatchObject({ globalAdmins: [firm.adminId] });
    await eventually(() => expect(stage.heard.of(accountCreated, firm.accountId)).toHaveLength(1));
  });

  it('of which a crash left the first write only is finished, by however many copies sweep at once', async () => {
    const firm = request();
    const { accountId, slug, adminId } = firm;
    const { password: _never, ...person } = firm.admin;
    const passwordHash = await stage.identity.get(PasswordsService).hash(PASSWORD);
    const admin = { ...person, userId: adminId, passwordHash };
    const lease = openFrom(clock.now());
    const half = storedAccount({ _id: accountId, slug, opening: { admin, lease } });
    await stage.identity.get(AccountsRepository).begin(half);
    await Promise.all(Array.from({ length: 5 }, () => stage.identity.get(SignUpService).resume()));
    await eventually(() => enter(firm));
    await eventually(() => expect(stage.heard.of(accountCreated, accountId)).toHaveLength(1));
    expect(stage.heard.of(userActivated, accountId)).toHaveLength(1);
  });

  describe('of which a crash left the last write', () => {
    /** As it was before that write, with these as the global admins. */
    const halfOpened = async (firm: Request, globalAdmins: string[]) => {
      const founder = await userOf(firm);
      const { username, firstName, lastName, passwordHash = '' } = founder!;
      const admin = { userId: firm.adminId, username, firstName, lastName, passwordHash };
      const opening = { admin, lease: openFrom(clock.now()) };
      await stage.identity
        .get(AccountsRepository)
        .decide(firm.accountId, () => ({ update: { set: { opening, globalAdmins } }, events: [] }));
    };
    const leave = ({ accountId, adminId: userId }: Request, by = userId) =>
      stage.ask(deactivateUser, { accountId, by: userActor(by), userId });

    it('cannot be left by its founder, who is about to be counted', async () => {
      const firm = request();
      await ask(firm);
      await halfOpened(firm, []);
      await expect(leave(firm)).rejects.toMatchObject(refused('last-global-admin'));
      await stage.identity.get(SignUpService).resume();
      expect(await accountOf(firm)).toMatchObject({ globalAdmins: [firm.adminId] });
      expect(await userOf(firm)).toMatchObject({ status: 'active' });
    });

    it('counts no founder who has left since, for another one stays', async () => {
      const firm = await stage.signUp();
      const { id: second } = await firm.join('second', { globalAdmin: true });
      const founded = { ...request(firm.slug), accountId: firm.accountId, adminId: firm.admin.id };
      await halfOpened(founded, [firm.admin.id, second]);
      await leave(founded, second);
      await stage.identity.get(SignUpService).resume();
      await eventually(async () => expect(await accountOf(founded)).not.toHaveProperty('opening'));
      expect(await accountOf(founded)).toMatchObject({ globalAdmins: [second] });
    });
  });

  itIsWorkedOnByOneAtATime(() => {
    const collection = stage.identity.get<TenantCollection<StoredAccount>>(collectionToken(accounts));
    return {
      leases: new Leases(collection, openingLease),
      open: (from) => {
        const { accountId, adminId, slug, admin } = request();
        const { password: passwordHash, ...person } = admin;
        const opening = { admin: { ...person, userId: adminId, passwordHash }, lease: openFrom(from) };
        return collection.insert(storedAccount({ _id: accountId, slug, opening }));
      },
      find: ({ _id }) => collection.findById(_id, _id),
    };
  });

  it('refuses a password everybody knows, and stores nothing', async () => {
    const firm = request();
    for (const password of [firm.admin.username.toUpperCase(), 'iloveyou', `${firm.slug}!`])
      await expect(ask({ ...firm, admin: { ...firm.admin, password } })).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ path: 'admin.password' }],
      });
    await expect(stage.ask(getAccount, { accountId: firm.accountId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('stores the hash of the password, and shows neither', async () => {
    const firm = request();
    const answer = await ask(firm);
    const stored = [await accountOf(firm), await userOf(firm)];
    expect(JSON.stringify(stored)).not.toContain(PASSWORD);
    expect(JSON.stringify(answer)).not.toContain('argon2');
    await eventually(() => {
      const told = [
        ...stage.heard.of(accountCreated, firm.accountId),
        ...stage.heard.of(userActivated, firm.accountId),
      ];
      expect(told).toHaveLength(2);
      expect(JSON.stringify(told)).not.toContain('argon2');
    });
  });
});
