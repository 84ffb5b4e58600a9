import {
  acceptInvitation,
  banUser,
  deactivateUser,
  deleteSsoConnection,
  listSsoConnections,
  type SsoConnection,
  ssoConnectionUpdated,
  signIn,
  unbanUser,
  updateSsoConnection,
  updateUser,
  type User,
  viewInvitation,
} from '@seatkeeper/contracts';
import { eventually, race } from '@seatkeeper/testing';
import { personOf, type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { type Firm, PASSWORD, refused } from '../../testing/stage.js';

let stage: SsoStage;
beforeAll(async () => {
  stage = await startSsoStage();
}, 60_000);
afterAll(() => stage.close());

const enter = ({ slug }: Firm, username: string, password = PASSWORD) =>
  stage.ask(signIn, { account: slug, username, password });
const enforced = async (
  before: (firm: Firm) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ firm: Firm; house: SsoConnection }> => {
  const firm = await stage.signUp();
  await before(firm);
  const connection = await stage.connect(firm);
  const enforcement = { exempt: [firm.admin.id] };
  return { firm, house: await stage.change(firm, connection, { enforcement }) };
};
const named = async (firm: Firm, name: string): Promise<User> =>
  (await firm.users()).find(({ username }) => username === `${name}@${firm.slug}.example`)!;

describe('where single sign-on is enforced', () => {
  it('a password opens nothing, a right one is answered as a wrong one, and who is exempt signs in', async () => {
    const firm = await stage.signUp();
    const connection = await stage.connect(firm);
    const ben = await firm.join('ben');
    expect(await enter(firm, ben.username)).toMatchObject({ accessToken: expect.any(String) });
    await stage.change(firm, connection, { enforcement: { exempt: [firm.admin.id] } });
    const answers = await Promise.all(
      [
        enter(firm, ben.username),
        enter(firm, ben.username, 'wrong'),
        enter(firm, 'nobody@firm.example'),
        enter(firm, firm.admin.username, 'wrong'),
      ].map((attempt) => attempt.catch((error: unknown) => error)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      code: 'sso-required',
      members: { signIn: `/v1/auth/sso/${firm.slug}` },
    });
    expect(await enter(firm, firm.admin.username)).toMatchObject({ accessToken: expect.any(String) });

    stage.provider.people.set('ben', personOf(firm, 'ben'));
    expect(await stage.caller(await stage.signIn(firm, 'ben'))).toMatchObject({ userId: ben.id });
    await stage.change(firm, connection, { enforcement: null });
    expect(await enter(firm, ben.username)).toMatchObject({ accessToken: expect.any(String) });
  });

  it('the link of an invitation sets no password; the provider lets the same person in', async () => {
    const { firm } = await enforced();
    const ben = await firm.invite('ben');
    const token = await firm.link(ben);
    expect(await stage.ask(viewInvitation, { token })).toMatchObject({ state: 'open', ssoRequired: true });
    const accepting = stage.ask(acceptInvitation, { token, password: PASSWORD });
    await expect(accepting).rejects.toMatchObject(refused('sso-required'));
    expect(await firm.user(ben.id)).toMatchObject({ status: 'invited', invitation: { state: 'open' } });
    stage.provider.people.set('ben', personOf(firm, 'ben'));
    await stage.signIn(firm, 'ben');
    expect(await firm.user(ben.id)).toMatchObject({ status: 'active', invitation: { state: 'accepted' } });
  });

  it('the connection stays', async () => {
    const { firm, house } = await enforced();
    const one = { accountId: firm.accountId, by: firm.by, connectionId: house.id };
    await expect(stage.ask(deleteSsoConnection, one)).rejects.toMatchObject(refused('in-use'));
    await expect(stage.change(firm, house, { domains: [] })).rejects.toMatchObject(
      refused('validation-failed'),
    );
    await stage.change(firm, house, { enforcement: null });
    expect(await stage.ask(deleteSsoConnection, one)).toEqual({});
  });
});

it('another connection takes the place of the one that is enforced, and both changes are told', async () => {
  const { firm, house } = await enforced();
  const other = await stage.connect(firm, { name: 'Second', domains: [`second-${firm.slug}.example`] });
  const { accountId, admin } = firm;
  await stage.change(firm, other, { enforcement: { exempt: [admin.id] } });
  const { items } = await stage.ask(listSsoConnections, { accountId });
  expect(items.map(({ enforcement }) => enforcement?.exempt ?? null)).toEqual([null, [admin.id]]);
  const was = items.find(({ id }) => id === house.id);
  expect(was?.version).toBe(house.version + 1);
  const told = () =>
    stage.heard
      .of(ssoConnectionUpdated, accountId)
      .flatMap(({ ssoConnection, changes }) =>
        changes.filter(({ field }) => field === 'enforcement').map((change) => [ssoConnection.id, change]),
      );
  await eventually(() =>
    expect(told()).toEqual([
      [house.id, { field: 'enforcement', before: null, after: [admin.id] }],
      ...[
        [other.id, { field: 'enforcement', before: null, after: [admin.id] }],
        [house.id, { field: 'enforcement', before: [admin.id], after: null }],
      ],
    ]),
  );
  // What its former form said of it is refused: somebody may have relied on that.
  const stale = { accountId, by: firm.by, connectionId: house.id, ifVersion: house.version };
  await expect(stage.ask(updateSsoConnection, { ...stale, changes: { name: 'Old' } })).rejects.toMatchObject(
    refused('precondition-failed'),
  );
});

describe('who is exempt', () => {
  const secondAdmin = async (firm: Firm, name: string) => {
    const user = await firm.join(name);
    const { accountId, by } = firm;
    await stage.ask(updateUser, { accountId, by, userId: user.id, changes: { globalAdmin: true } });
    return user;
  };

  it('has to be there, an active global admin, with a password', async () => {
    const firm = await stage.signUp();
    const connection = await stage.connect(firm);
    const ben = await firm.join('ben');
    for (const exempt of [[ben.id], ['usr_00000000'], [firm.admin.id, ben.id]])
      await expect(stage.change(firm, connection, { enforcement: { exempt } })).rejects.toMatchObject(
        refused('validation-failed'),
      );
  });

  it('is not taken away as long as nobody else is, however; and is, once somebody else is', async () => {
    const { firm, house } = await enforced((it) => secondAdmin(it, 'bea'));
    const bea = await named(firm, 'bea');
    const { accountId, by } = firm;
    const ada = { accountId, by: { ...by, id: bea.id }, userId: firm.admin.id };
    const ways = [
      () => stage.ask(banUser, { ...ada, reason: 'Lost laptop' }),
      () => stage.ask(deactivateUser, ada),
      () => stage.ask(updateUser, { ...ada, changes: { globalAdmin: false } }),
    ];
    for (const way of ways) await expect(way()).rejects.toMatchObject(refused('last-global-admin'));
    await stage.change(firm, house, { enforcement: { exempt: [firm.admin.id, bea.id] } });
    await stage.ask(banUser, { ...ada, reason: 'Lost laptop' });
    await expect(enter(firm, firm.admin.username)).rejects.toMatchObject(refused('sso-required'));
    expect(await enter(firm, bea.username)).toMatchObject({ accessToken: expect.any(String) });
    await stage.ask(unbanUser, ada);
    expect(await enter(firm, firm.admin.username)).toMatchObject({ accessToken: expect.any(String) });
  });

  it('of two who take each other away at once, one stays', async () => {
    const { firm, house } = await enforced(async (it) => {
      await secondAdmin(it, 'bea');
      await secondAdmin(it, 'cleo');
    });
    const bea = await named(firm, 'bea');
    await stage.change(firm, house, { enforcement: { exempt: [firm.admin.id, bea.id] } });
    const { accountId, by } = firm;
    const ban = (userId: string, from: string) => () =>
      stage.ask(banUser, { accountId, by: { ...by, id: from }, userId, reason: 'Coup' });
    const bans = [ban(bea.id, firm.admin.id), ban(firm.admin.id, bea.id)];
    const { values } = await race(2, (n) => bans[n]!());
    expect(values.length).toBeLessThanOrEqual(1);
    const standing = await Promise.all([firm.user(firm.admin.id), firm.user(bea.id)]);
    expect(standing.filter(({ status }) => status === 'active').length).toBeGreaterThanOrEqual(1);
  });

  it('is there when enforcing and leaving happen at once', async () => {
    const firm = await stage.signUp();
    const connection = await stage.connect(firm);
    const bea = await secondAdmin(firm, 'bea');
    const { accountId, by } = firm;
    await race<unknown>(2, (n) =>
      n === 0
        ? stage.change(firm, connection, { enforcement: { exempt: [bea.id] } })
        : stage.ask(deactivateUser, { accountId, by, userId: bea.id }),
    );
    const { status } = await firm.user(bea.id);
    const isOpen = enter(firm, firm.admin.username).then(
      () => true,
      () => false,
    );
    // Either nothing is enforced, or the one who is exempt is still there.
    expect((await isOpen) || status === 'active').toBe(true);
  });
});
