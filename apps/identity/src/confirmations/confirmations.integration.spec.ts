import {
  accountConfirmed,
  confirmAddress,
  confirmationIssued,
  getAccount,
  getConfirmationLink,
  inviteUser,
  openUserImport,
  resendConfirmation,
  signUp,
  updateAccount,
  updateUser,
  userActor,
  viewConfirmation,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, uniqueName } from '@seatkeeper/testing';
import { PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';

const DAY_MS = 86_400_000;

describe('a firm that has just signed up', () => {
  const clock = new TestClock();
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ clock });
    stage.licensing.trialSeats = 5;
  });
  afterAll(() => stage.close());

  /** Signed up, and its mail not read yet. */
  async function newcomer() {
    const slug = uniqueName('firm');
    const [accountId, adminId] = [newId('acc'), newId('usr')];
    const username = `ada@${slug}.example`;
    const admin = { username, firstName: 'Ada', lastName: 'Quill', password: PASSWORD };
    const { account } = await stage.ask(signUp, { accountId, adminId, slug, name: 'Harbour Lane', admin });
    const by = userActor(adminId);
    return { accountId, adminId, slug, username, account, by };
  }
  type Newcomer = Awaited<ReturnType<typeof newcomer>>;

  const issued = async ({ accountId }: Newcomer, times = 1) => {
    await eventually(() => expect(stage.heard.of(confirmationIssued, accountId)).toHaveLength(times));
    return stage.heard.of(confirmationIssued, accountId).at(-1)!;
  };
  const link = async (firm: Newcomer, times = 1) => {
    const { confirmationId } = await issued(firm, times);
    return stage.ask(getConfirmationLink, { accountId: firm.accountId, confirmationId });
  };
  const invite = ({ accountId, by, slug }: Newcomer, more: object = {}) =>
    stage.ask(inviteUser, {
      accountId,
      by,
      userId: newId('usr'),
      user: {
        username: `${uniqueName('liam')}@${slug}.example`,
        firstName: 'Liam',
        lastName: 'Osei',
        ...more,
      },
    });

  it('causes a mail to its founder alone: every door by which others would get one is shut', async () => {
    const firm = await newcomer();
    const { accountId, by, adminId, username } = firm;
    expect(firm.account.addressConfirmed).toBe(false);
    expect(await issued(firm)).toMatchObject({ sendTo: username, firstName: 'Ada', accountSlug: firm.slug });
    const shut = {
      ...refused('address-not-confirmed'),
      detail: expect.stringContaining(username),
      members: { sentTo: username },
    };
    await expect(invite(firm)).rejects.toMatchObject(shut);
    await expect(
      stage.ask(openUserImport, {
        accountId,
        importId: newId('imp'),
        by,
        header: ['username', 'firstName', 'lastName'],
        whenNoSeat: 'fail',
      }),
    ).rejects.toMatchObject(shut);
    // All that concerns nobody else works.
    await expect(
      stage.ask(updateAccount, { accountId, by, changes: { locale: 'fr' } }),
    ).resolves.toBeDefined();
    await expect(invite(firm, { type: 'service' })).resolves.toMatchObject({ status: 'active' });
    expect(stage.licensing.holders(accountId)).toEqual([adminId]);
  });

  it('opens them by following the link; looking at it changes nothing, and a second time says the same', async () => {
    const firm = await newcomer();
    const token = (await link(firm)).token ?? '';
    const shown = { account: { name: 'Harbour Lane', slug: firm.slug }, sentTo: firm.username };
    for (let look = 0; look < 3; look += 1)
      expect(await stage.ask(viewConfirmation, { token })).toMatchObject({ ...shown, state: 'open' });
    await expect(invite(firm)).rejects.toMatchObject(refused('address-not-confirmed'));

    const { values } = await race(5, () => stage.ask(confirmAddress, { token }));
    expect(values).toHaveLength(5);
    expect(await stage.ask(confirmAddress, { token })).toMatchObject({ ...shown, state: 'confirmed' });
    await expect(invite(firm)).resolves.toMatchObject({ status: 'invited' });
    expect(await stage.ask(getAccount, { accountId: firm.accountId })).toMatchObject({
      addressConfirmed: true,
    });
    await eventually(() => expect(stage.heard.of(accountConfirmed, firm.accountId)).toHaveLength(1));
    // Nobody needs the mail any more, should it still wait.
    expect(await link(firm)).toEqual({ token: null, letter: null });
    expect(await stage.ask(resendConfirmation, { accountId: firm.accountId, by: firm.by })).toEqual({
      confirmed: true,
      sentTo: null,
    });
  });

  it('has the mail sent again, to the address it has by then, three times in an hour; the link before is void', async () => {
    const firm = await newcomer();
    const { accountId, by, adminId, slug } = firm;
    const first = (await link(firm)).token ?? '';
    await stage.ask(updateUser, { accountId, userId: adminId, by, changes: { email: `a@${slug}.example` } });
    const resend = () => stage.ask(resendConfirmation, { accountId, by });
    expect(await resend()).toEqual({ confirmed: false, sentTo: `a@${slug}.example` });
    const second = (await link(firm, 2)).token ?? '';
    expect(await issued(firm, 2)).toMatchObject({ sendTo: `a@${slug}.example` });
    await expect(stage.ask(confirmAddress, { token: first })).rejects.toMatchObject(refused('not-found'));
    for (let time = 0; time < 2; time += 1) await resend();
    await expect(resend()).rejects.toMatchObject(refused('too-many-requests'));
    await expect(stage.ask(confirmAddress, { token: second })).rejects.toMatchObject(refused('not-found'));
    const token = (await link(firm, 4)).token ?? '';
    expect(await stage.ask(confirmAddress, { token })).toMatchObject({ state: 'confirmed' });
  });

  it('finds the link over after two weeks, and gets another', async () => {
    const firm = await newcomer();
    const token = (await link(firm)).token ?? '';
    clock.advance(14 * DAY_MS);
    expect(await stage.ask(viewConfirmation, { token })).toMatchObject({ state: 'expired' });
    await expect(stage.ask(confirmAddress, { token })).rejects.toMatchObject(refused('confirmation-expired'));
    expect(await link(firm)).toEqual({ token: null, letter: null });
    await stage.ask(resendConfirmation, { accountId: firm.accountId, by: firm.by });
    const another = (await link(firm, 2)).token ?? '';
    expect(await stage.ask(confirmAddress, { token: another })).toMatchObject({ state: 'confirmed' });
  });

  it('keeps no secret: the token is in no document and no event', async () => {
    const firm = await newcomer();
    const token = (await link(firm)).token ?? '';
    expect(token.length).toBeGreaterThan(40);
    expect(JSON.stringify(stage.heard.of(confirmationIssued, firm.accountId))).not.toContain(token);
    await expect(stage.ask(confirmAddress, { token: token.slice(1) })).rejects.toMatchObject(
      refused('not-found'),
    );
  });
});

it('a vendor who opens accounts for firms it knows asks none of them to confirm', async () => {
  const stage = await startStage({ settings: { CONFIRM_ADDRESSES: 'false' } });
  stage.licensing.trialSeats = 5;
  const slug = uniqueName('firm');
  const [accountId, adminId] = [newId('acc'), newId('usr')];
  const admin = { username: `ada@${slug}.example`, firstName: 'Ada', lastName: 'Quill', password: PASSWORD };
  const { account } = await stage.ask(signUp, { accountId, adminId, slug, name: 'Known', admin });
  expect(account.addressConfirmed).toBe(true);
  const user = { username: `liam@${slug}.example`, firstName: 'Liam', lastName: 'Osei' };
  const invited = { accountId, by: userActor(adminId), userId: newId('usr'), user };
  await expect(stage.ask(inviteUser, invited)).resolves.toMatchObject({ status: 'invited' });
  expect(stage.heard.of(confirmationIssued, accountId)).toEqual([]);
  await stage.close();
});
