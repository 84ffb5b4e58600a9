import {
  acceptInvitation,
  deactivateUser,
  emailChangeAsked,
  emailChanged,
  emailChangeIssued,
  invitationIssued,
  refreshSession,
  resendInvitation,
  signIn,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Child, eventually, startChild } from '@seatkeeper/testing';
import { identitySecrets } from '../../testing/identity-settings.js';
import { type Firm, type Neighbours, PASSWORD, startNeighbours } from '../../testing/stage.js';

const program = new URL('../main.ts', import.meta.url);
/** What a caller may see of a kill, at most: leases that run out, a sweep, and the work itself. */
const AT_REST_MS = 20_000;

/** One person is asked for more often here than anybody asks. */
const UNLIMITED = { INVITATION_RESENDS: 'off', INVITATION_RESENDS_LONG: 'off' };

describe('identity, killed while it works', () => {
  let neighbours: Neighbours;
  let identity: Child;
  let firm: Firm;

  const startCopy = async (more: Record<string, string> = {}) => {
    const env = {
      ...neighbours.world.settings,
      ...identitySecrets,
      PORT: '0',
      LOG_LEVEL: 'info',
      ...UNLIMITED,
      ...more,
    };
    const copy = startChild(program, { env });
    await eventually(() => expect(copy.output()).toContain('"listening"'), 30_000);
    return copy;
  };
  const start = async () => {
    identity = await startCopy();
  };
  /** Asks until the request met the copy that dies of it; every single one has to be answered all the same. */
  const askUntilDeadOf = async (point: string, ask: () => Promise<unknown>) => {
    const copy = await startCopy({ CRASH_AT: point });
    let dead = false;
    void copy.ended.then(() => (dead = true));
    let asked = 0;
    for (; !dead && asked < 20; asked += 1) await ask();
    expect(await copy.ended).toBe('SIGKILL');
    return asked;
  };

  beforeAll(async () => {
    neighbours = await startNeighbours();
    neighbours.world.services.add('identity');
    await start();
    firm = await neighbours.signUp(81);
  }, 60_000);
  afterAll(async () => {
    await identity.kill();
    await neighbours.close();
  });

  const atRest = () =>
    eventually(async () => {
      const users = await firm.users();
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
      expect(users.filter(({ status }) => status === 'pending')).toEqual([]);
      return users;
    }, AT_REST_MS);

  it('comes to rest by itself: forty invitations end with seat and mail, or not at all', async () => {
    let answered = 0;
    const invitations = Array.from({ length: 40 }, (_, n) =>
      firm.invite(`user${n}`).then(
        (user) => ((answered += 1), user),
        () => null,
      ),
    );
    await eventually(() => expect(answered).toBeGreaterThan(5));
    await identity.kill();
    await start();
    const promised = (await Promise.all(invitations)).filter((user): user is User => user !== null);
    // Whoever gave up waiting may be invited later all the same: the request was begun in time.
    const invited = await eventually(async () => {
      const users = (await atRest()).filter(({ status }) => status === 'invited').map(({ id }) => id);
      const mails = neighbours.heard.of(invitationIssued, firm.accountId).map(({ userId }) => userId);
      expect(mails.toSorted()).toEqual(users.toSorted());
      return users;
    }, AT_REST_MS);
    expect(invited).toEqual(expect.arrayContaining(promised.map(({ id }) => id)));
  }, 90_000);

  it('comes to rest by itself: who was to leave has left, with the seat', async () => {
    const { accountId, by } = firm;
    const leavers = (await firm.users()).filter(({ status }) => status === 'invited').slice(0, 15);
    const leaving = leavers.map(({ id: userId }) =>
      neighbours.ask(deactivateUser, { accountId, by, userId }),
    );
    const settled = Promise.allSettled(leaving);
    await Promise.race(leaving);
    await identity.kill();
    await start();
    await settled;
    await atRest();
    // Who was not heard asks again, and is answered with what was done.
    for (const { id: userId } of leavers)
      expect(await neighbours.ask(deactivateUser, { accountId, by, userId })).toMatchObject({
        seatsFreed: 1,
      });
    await atRest();
  }, 90_000);

  it('refreshes a session once, also when it dies of it: nobody is taken for a thief', async () => {
    const { slug: account, admin } = firm;
    let { refreshToken } = await neighbours.ask(signIn, {
      account,
      username: admin.username,
      password: PASSWORD,
    });
    const used = new Set<string>();
    await askUntilDeadOf('identity.session.afterRotate', async () => {
      used.add(refreshToken);
      ({ refreshToken } = await neighbours.ask(refreshSession, { refreshToken, commandId: newId('cmd') }));
      expect(used).not.toContain(refreshToken);
    });
    await neighbours.ask(refreshSession, { refreshToken });
  }, 60_000);

  it('sends a link once for each time it is asked to, also when it dies before the broker hears that it is done', async () => {
    const { accountId, by } = firm;
    const { id: userId } = await firm.invite('twice');
    const asked = await askUntilDeadOf('bus.handle.beforeAck', () =>
      neighbours.ask(resendInvitation, { accountId, by, userId, commandId: newId('cmd') }),
    );
    const links = () =>
      neighbours.heard
        .of(invitationIssued, accountId)
        .filter((issued) => issued.userId === userId)
        .map(({ invitationId }) => invitationId);
    await eventually(() => expect(links()).toHaveLength(1 + asked));
    // In which order is not said: what a dead process had not told is told by another one later.
    expect(links()).toContain((await firm.user(userId)).invitation?.id);
    expect(new Set(links()).size).toBe(1 + asked);
  }, 60_000);

  it('lets somebody in who accepts once, also when it dies of it: nobody is told that their own link was used', async () => {
    let n = 0;
    await askUntilDeadOf('identity.invitation.afterAccept', async () => {
      const user = await firm.invite(`accepts${(n += 1)}`);
      const accepted = { token: await firm.link(user), password: PASSWORD, commandId: newId('cmd') };
      expect(await neighbours.ask(acceptInvitation, accepted)).toMatchObject({ mustChangePassword: false });
      await expect(
        neighbours.ask(acceptInvitation, { ...accepted, commandId: newId('cmd') }),
      ).rejects.toMatchObject({ code: 'invitation-used' });
    });
  }, 60_000);

  it('tells both addresses of another one, and the old one that it counts, also when it dies before the first mail', async () => {
    const { accountId, by } = firm;
    const { id: userId } = await firm.join('moves');
    await neighbours.licensing.purchase(accountId, 'contract', 1);
    const told = (contract: typeof emailChangeIssued) =>
      new Set(neighbours.heard.of(contract, accountId).map(({ changeId }) => changeId)).size;
    let n = 0;
    const change = () => {
      n += 1;
      const changes = {
        email: `moves${n}@private.example`,
        products: n % 2 === 0 ? ['core'] : ['core', 'contract'],
      };
      return neighbours.ask(updateUser, { accountId, by, userId, changes, commandId: newId('cmd') });
    };
    await askUntilDeadOf('identity.update.afterWrite', change);
    await eventually(
      () => expect([emailChangeIssued, emailChangeAsked].map(told)).toEqual([n, n]),
      AT_REST_MS,
    );
    const confirmed = await askUntilDeadOf('identity.emailChange.afterConfirm', async () => {
      await change();
      await firm.confirmAddress(await firm.user(userId));
      expect(await firm.user(userId)).toMatchObject({
        email: `moves${n}@private.example`,
        emailChange: null,
      });
    });
    await eventually(() => expect(told(emailChanged)).toBe(confirmed), AT_REST_MS);
  }, 120_000);
});
