import {
  banUser,
  cancelEmailChange,
  changeProvisionedUser,
  changePassword,
  confirmEmailChange,
  createGroup,
  deactivateUser,
  emailChangeAsked,
  emailChanged,
  emailChangeIssued,
  forgetPassword,
  getEmailChangeLink,
  getEmailChangeNotice,
  getPasswordResetLink,
  passwordResetIssued,
  reactivateUser,
  signIn,
  updateUser,
  type User,
  userActor,
  type UserChanges,
  userUpdated,
  viewEmailChange,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import type { z } from 'zod';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { UsersRepository } from '../users/users.repository.js';

const HOUR_MS = 3_600_000;

/** Whoever reads the address of a person can have a new password sent there: so it is theirs only when it was read. */
describe('another address of somebody who signs in', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
    firm = await stage.signUp(100);
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
  });
  afterAll(() => stage.close());

  let people = 0;
  const join = () => firm.join(`person${++people}`);
  const of = ({ id: userId }: User) => ({ accountId: firm.accountId, userId });
  const next = ({ id }: User, where = 'private') => `${id.slice(4)}@${where}.example`;
  const patch = (user: User, changes: z.input<typeof UserChanges>, by = firm.by, commandId?: string) =>
    stage.ask(updateUser, { ...of(user), by, changes, ...(commandId && { commandId }) });
  const change = (user: User, email = next(user)) => patch(user, { email });
  const cancel = (user: User, by = firm.by) => stage.ask(cancelEmailChange, { ...of(user), by });
  const confirm = (token: string) => stage.ask(confirmEmailChange, { token });
  const heard = (contract: typeof emailChangeIssued, { id }: User) =>
    stage.heard.of(contract, firm.accountId).filter(({ userId }) => userId === id);
  const updates = ({ id }: User) =>
    stage.heard.of(userUpdated, firm.accountId).filter(({ user }) => user.id === id);
  const tokenOf = async (user: User, changeId: string) =>
    (await stage.ask(getEmailChangeLink, { ...of(user), changeId })).token;
  /** The secret part of the newest of so many links. */
  const link = async (user: User, count = 1): Promise<string> => {
    await eventually(() => expect(heard(emailChangeIssued, user)).toHaveLength(count));
    return (await tokenOf(user, heard(emailChangeIssued, user).at(-1)?.changeId ?? '')) ?? '';
  };
  const notices = async (contract: typeof emailChangeAsked, user: User) =>
    Promise.all(
      heard(contract, user).map(async ({ changeId }) => {
        const { letter } = await stage.ask(getEmailChangeNotice, { ...of(user), changeId });
        return letter && [letter.sendTo, letter.newAddress, letter.changedBy];
      }),
    );
  const resetGoesTo = async (user: User) => {
    const issued = () =>
      stage.heard.of(passwordResetIssued, firm.accountId).filter(({ userId }) => userId === user.id);
    const before = issued().length;
    await stage.ask(forgetPassword, { account: firm.slug, username: user.username });
    await eventually(() => expect(issued()).toHaveLength(before + 1));
    return issued().at(-1)?.sendTo;
  };

  it('waits until who reads it confirms it; the old one is told at once, and again when it has changed', async () => {
    const liam = await join();
    const asked = await change(liam);
    expect(asked).toMatchObject({
      email: liam.email,
      emailChange: {
        to: next(liam),
        requestedAt: clock.now().toISOString(),
        expiresAt: new Date(clock.now().getTime() + 72 * HOUR_MS).toISOString(),
      },
    });
    const token = await link(liam);
    expect(heard(emailChangeIssued, liam)).toMatchObject([{ sendTo: next(liam), actor: firm.by }]);
    await eventually(() => expect(heard(emailChangeAsked, liam)).toMatchObject([{ sendTo: liam.email }]));
    const masked = `${next(liam)[0]}•••@private.example`;
    expect(await notices(emailChangeAsked, liam)).toEqual([[liam.email, masked, 'Ada Quill']]);
    expect(heard(emailChanged, liam)).toEqual([]);
    expect(await resetGoesTo(liam)).toBe(liam.email);
    const before = await firm.user(liam.id);

    // A mail scanner looks, as often as it likes.
    for (let look = 0; look < 3; look += 1)
      expect(await stage.ask(viewEmailChange, { token })).toEqual({
        account: { name: 'Harbour Lane', slug: firm.slug },
        locale: 'en',
        sentTo: next(liam),
        state: 'open',
      });
    expect(await firm.user(liam.id)).toEqual(before);

    expect(await confirm(token)).toMatchObject({ state: 'confirmed' });
    expect(await firm.user(liam.id)).toMatchObject({
      email: next(liam),
      emailChange: null,
      username: liam.username,
    });
    await eventually(() => expect(updates(liam)).toHaveLength(2));
    expect(updates(liam)[1]).toMatchObject({
      actor: userActor(liam.id),
      changes: [
        { field: 'email', before: liam.email, after: next(liam) },
        { field: 'emailChange', before: asked.emailChange, after: null },
      ],
    });
    await eventually(async () =>
      expect(await notices(emailChanged, liam)).toEqual([[liam.email, masked, 'Ada Quill']]),
    );
    expect(await resetGoesTo(liam)).toBe(next(liam));
  });

  it('voids links for a new password that went to the old one, and ends no session', async () => {
    const liam = await join();
    const session = await stage.ask(signIn, {
      account: firm.slug,
      username: liam.username,
      password: PASSWORD,
    });
    expect(session.accessToken).toBeDefined();
    await resetGoesTo(liam);
    const reset = stage.heard
      .of(passwordResetIssued, firm.accountId)
      .findLast(({ userId }) => userId === liam.id);
    const works = async () =>
      (await stage.ask(getPasswordResetLink, { ...of(liam), resetId: reset?.resetId ?? '' })).token !== null;
    await change(liam);
    expect(await works()).toBe(true);
    await confirm(await link(liam));
    expect(await works()).toBe(false);
    const stored = await stage.identity.get(UsersRepository).get(firm.accountId, liam.id);
    expect(stored.sessionEpoch).toBe(1);
  });

  it.each<[string, (user: User) => z.input<typeof UserChanges>]>([
    ['along with another field, which changes at once', (user) => ({ email: next(user), title: 'Partner' })],
    [
      'along with another product, by a flow',
      (user) => ({ email: next(user), title: 'Partner', products: ['core', 'contract'] }),
    ],
    ['as the new username', (user) => ({ username: next(user), title: 'Partner' })],
  ])('waits also when it is given %s', async (_how, changes) => {
    const liam = await join();
    const after = await patch(liam, changes(liam));
    expect(after).toMatchObject({ email: liam.email, emailChange: { to: next(liam) }, title: 'Partner' });
    await confirm(await link(liam));
    expect(await firm.user(liam.id)).toMatchObject({ email: next(liam), emailChange: null });
  });

  it('is confirmed once by those who do so at the same time, and the second time it says the same', async () => {
    const liam = await join();
    await change(liam);
    const token = await link(liam);
    const { values, refusals } = await race(5, () => confirm(token));
    expect([values.length, refusals]).toEqual([5, {}]);
    expect(await confirm(token)).toMatchObject({ state: 'confirmed', sentTo: next(liam) });
    await eventually(() => expect(heard(emailChanged, liam)).toHaveLength(1));
    expect(updates(liam)).toHaveLength(2);
  });

  it('confirmed while it is cancelled ends in one of the two', async () => {
    for (let round = 0; round < 12; round += 1) {
      const liam = await join();
      await change(liam);
      const token = await link(liam);
      const confirming = () => confirm(token);
      const cancelling = () => cancel(liam);
      const acts = round % 2 === 0 ? [confirming(), cancelling()] : [cancelling(), confirming()];
      const isConfirmed = (await Promise.allSettled(acts)).every(({ status }) => status === 'fulfilled');
      const after = await firm.user(liam.id);
      expect(after).toMatchObject({ email: isConfirmed ? next(liam) : liam.email, emailChange: null });
      expect((await stage.ask(viewEmailChange, { token })).state).toBe(isConfirmed ? 'confirmed' : 'ended');
    }
  });

  it('confirmed while another one is asked for never leaves two that work', async () => {
    for (let round = 0; round < 10; round += 1) {
      const liam = await join();
      await change(liam);
      const first = await link(liam);
      const [confirmed] = await Promise.allSettled([confirm(first), change(liam, next(liam, 'newer'))]);
      const after = await firm.user(liam.id);
      expect(after.emailChange?.to).toBe(next(liam, 'newer'));
      expect(after.email).toBe(confirmed.status === 'fulfilled' ? next(liam) : liam.email);
      if (confirmed.status === 'rejected')
        expect(confirmed.reason).toMatchObject(refused('email-change-ended'));
      await confirm(await link(liam, 2));
      expect((await firm.user(liam.id)).email).toBe(next(liam, 'newer'));
    }
  });

  it.each<[string, (user: User) => Promise<unknown>]>([
    ['another one was asked for', (user) => change(user, next(user, 'other'))],
    ['it was cancelled', (user) => cancel(user)],
    ['the person left', (user) => stage.ask(deactivateUser, { ...of(user), by: firm.by })],
    [
      'the person left, and came back',
      async (user) => {
        await stage.ask(deactivateUser, { ...of(user), by: firm.by });
        await stage.ask(reactivateUser, { ...of(user), by: firm.by });
      },
    ],
    [
      'the person was banned',
      (user) => stage.ask(banUser, { ...of(user), by: firm.by, reason: 'Lost laptop' }),
    ],
    ['three days went by', async () => clock.advance(72 * HOUR_MS)],
  ])('has a link that is void once %s', async (_what, happens) => {
    const liam = await join();
    await change(liam);
    const token = await link(liam);
    const { changeId } = heard(emailChangeIssued, liam)[0]!;
    await happens(liam);
    await expect(confirm(token)).rejects.toMatchObject(refused('email-change-ended'));
    expect(await stage.ask(viewEmailChange, { token })).toMatchObject({ state: 'ended' });
    expect(await tokenOf(liam, changeId)).toBeNull();
    expect(await firm.user(liam.id)).toMatchObject({ email: liam.email });
    // The old address is told all the same, should its mail still wait.
    const told = await stage.ask(getEmailChangeNotice, { ...of(liam), changeId });
    expect(told.letter).toMatchObject({ sendTo: liam.email });
  });

  it('that somebody asked for in their own session is void with a new password, and that of an administrator is not', async () => {
    const [liam, mei] = [await join(), await join()];
    const grant = newId('grp');
    const group = { name: `Clerks ${grant}`, permissions: ['users.update' as const] };
    await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId: grant, group });
    await patch(liam, { groups: [grant] });
    await patch(liam, { email: next(liam) }, userActor(liam.id));
    await change(mei);
    for (const user of [liam, mei]) {
      const passwords = { current: PASSWORD, next: 'another long passphrase' };
      await stage.ask(changePassword, { ...of(user), ...passwords });
    }
    expect(await firm.user(liam.id)).toMatchObject({ email: liam.email, emailChange: null });
    expect(await firm.user(mei.id)).toMatchObject({ emailChange: { to: next(mei) } });
  });

  it('takes a proof of somebody who changes their own, as it would hand over the next password', async () => {
    const liam = await join();
    const groupId = newId('grp');
    const group = { name: `Clerks ${groupId}`, permissions: ['users.update' as const] };
    await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
    await patch(liam, { groups: [groupId] });
    const own = { ...of(liam), by: userActor(liam.id) };
    const asked = stage.askUnproved(updateUser, { ...own, changes: { email: next(liam) } });
    await expect(asked).rejects.toMatchObject(refused('proof-required'));
    expect(await firm.user(liam.id)).toMatchObject({ emailChange: null });
    const renamed = stage.askUnproved(updateUser, { ...own, changes: { username: next(liam) } });
    await expect(renamed).rejects.toMatchObject(refused('proof-required'));
    expect(await stage.askUnproved(updateUser, { ...own, changes: { title: 'Partner' } })).toBeDefined();
  });

  it('is cancelled by the person and by who may act upon them, and by nobody who holds less', async () => {
    const liam = await join();
    const weak = userActor((await join()).id);
    await patch(liam, { groups: [await strongGroup()] });
    await change(liam);
    await expect(cancel(liam, weak)).rejects.toMatchObject(refused('forbidden'));
    expect(await cancel(liam, userActor(liam.id))).toMatchObject({ email: liam.email, emailChange: null });
    // Nothing is left to cancel, which is no error and no change.
    const { version } = await firm.user(liam.id);
    expect(await cancel(liam)).toMatchObject({ version });
  });

  it('asked for again is mailed again, without telling the old one twice; the link before is void', async () => {
    const liam = await join();
    await change(liam);
    const first = await link(liam);
    await change(liam, next(liam).toUpperCase());
    const second = await link(liam, 2);
    await expect(confirm(first)).rejects.toMatchObject(refused('email-change-ended'));
    await change(liam, next(liam, 'other'));
    await eventually(() => expect(heard(emailChangeAsked, liam)).toHaveLength(2));
    await expect(confirm(second)).rejects.toMatchObject(refused('email-change-ended'));
  });

  it('is mailed once for one wish, however often it is delivered', async () => {
    const liam = await join();
    const commandId = newId('cmd');
    await race(4, () => patch(liam, { email: next(liam) }, firm.by, commandId));
    await patch(liam, { email: next(liam) }, firm.by, commandId);
    await link(liam);
    expect(heard(emailChangeAsked, liam)).toHaveLength(1);
  });

  it('can be asked for three times an hour of one person, and one mailbox is not filled through many', async () => {
    const liam = await join();
    for (const where of ['a', 'b', 'c']) await change(liam, next(liam, where));
    const before = await firm.user(liam.id);
    await expect(change(liam, next(liam, 'd'))).rejects.toMatchObject(refused('too-many-requests'));
    expect(await firm.user(liam.id)).toEqual(before);

    const victim = newId('victim');
    for (let n = 0; n < 10; n += 1) await change(await join(), `${victim}+${n}@mail.example`);
    const eleventh = await join();
    const asked = change(eleventh, `${victim}@mail.example`);
    await expect(asked).rejects.toMatchObject(refused('too-many-requests'));
    expect(await firm.user(eleventh.id)).toEqual(eleventh);
  });

  it('of somebody who left and may come back waits as well; of a machine it takes effect at once', async () => {
    const liam = await join();
    await stage.ask(deactivateUser, { ...of(liam), by: firm.by });
    expect(await change(liam)).toMatchObject({ email: liam.email, emailChange: { to: next(liam) } });
    await confirm(await link(liam));
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated', email: next(liam) });
    const robot = await firm.invite(`robot${++people}`, { type: 'service' });
    expect(await change(robot)).toMatchObject({ email: next(robot), emailChange: null });
    expect(heard(emailChangeIssued, robot)).toEqual([]);
  });

  it('that a directory of the firm tells of takes effect at once, and the old one is told; by a session it waits', async () => {
    const [liam, mei] = [await join(), await join()];
    const provider = { ...firm.by, keyId: newId('key') };
    const tell = (user: User, by: typeof firm.by, changes: object) =>
      stage.ask(changeProvisionedUser, { ...of(user), by, changes });
    await tell(liam, provider, { email: next(liam) });
    expect(await firm.user(liam.id)).toMatchObject({ email: next(liam), emailChange: null });
    await eventually(() => expect(heard(emailChanged, liam)).toMatchObject([{ sendTo: liam.email }]));
    expect(await notices(emailChanged, liam)).toMatchObject([[liam.email, expect.any(String), 'Ada Quill']]);
    expect(heard(emailChangeIssued, liam)).toEqual([]);
    await tell(mei, firm.by, { email: next(mei) });
    expect(await firm.user(mei.id)).toMatchObject({ email: mei.email, emailChange: { to: next(mei) } });
    const token = await link(mei);
    // What the directory says is the last word: what was asked for before is void.
    await tell(mei, provider, { username: next(mei, 'directory'), email: next(mei, 'directory') });
    await expect(confirm(token)).rejects.toMatchObject(refused('email-change-ended'));
    expect(await firm.user(mei.id)).toMatchObject({ email: next(mei, 'directory'), emailChange: null });
  });

  it('may be that of somebody else, as that of a mailbox which two people read', async () => {
    const [liam, mei] = [await join(), await join()];
    const shared = `office${people}@private.example`;
    for (const user of [liam, mei]) await change(user, shared);
    await Promise.all([link(liam), link(mei)].map(async (token) => confirm(await token)));
    for (const user of [liam, mei]) expect((await firm.user(user.id)).email).toBe(shared);
  });

  it('keeps no secret: the token is in no document and no event', async () => {
    const liam = await join();
    await change(liam);
    const token = await link(liam);
    const stored = await stage.identity.get(UsersRepository).get(firm.accountId, liam.id);
    expect(JSON.stringify([stored, heard(emailChangeIssued, liam), updates(liam)])).not.toContain(token);
    await expect(confirm(token.slice(1))).rejects.toMatchObject(refused('not-found'));
  });

  async function strongGroup(): Promise<string> {
    const groupId = newId('grp');
    const group = { name: `Strong ${groupId}`, permissions: ['users.credentials' as const] };
    await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
    return groupId;
  }
});
