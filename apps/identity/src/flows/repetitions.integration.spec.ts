import {
  banUser,
  deactivateUser,
  invitationIssued,
  type Input,
  reactivateUser,
  resendInvitation,
  revokeInvitation,
  unbanUser,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

type Command = Pick<Input<typeof unbanUser>, 'accountId' | 'by' | 'userId' | 'commandId'>;

/** A command is known by its id, which comes from its cause: what it says does not make it a repetition. */
describe('a command that comes again', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
    firm = await stage.signUp(100);
  });
  afterAll(() => stage.close());

  let count = 0;
  const someone = (more?: { globalAdmin: boolean }) => firm.join(`user${(count += 1)}`, more);
  const upon = ({ id: userId }: Pick<User, 'id'>): Command => ({
    accountId: firm.accountId,
    by: firm.by,
    userId,
    commandId: newId('cmd'),
  });
  const patch = (user: Pick<User, 'id'>, changes: Input<typeof updateUser>['changes'], more = {}) =>
    stage.ask(updateUser, { ...upon(user), changes, ...more });
  const ban = (user: Pick<User, 'id'>) => stage.ask(banUser, { ...upon(user), reason: 'Lost laptop' });
  const unban = (user: Pick<User, 'id'>) => stage.ask(unbanUser, upon(user));

  const commands: [
    string,
    () => Promise<User>,
    (command: Command) => Promise<unknown>,
    (user: User) => unknown,
  ][] = [
    [
      'the end of a ban',
      async () => ban(await someone()),
      (command) => stage.ask(unbanUser, command),
      (user) => ban(user),
    ],
    [
      'a ban',
      () => someone(),
      (command) => stage.ask(banUser, { ...command, reason: 'Lost laptop' }),
      (user) => unban(user),
    ],
    [
      'the ban of a global admin',
      () => someone({ globalAdmin: true }),
      (command) => stage.ask(banUser, { ...command, reason: 'Lost laptop' }),
      (user) => unban(user),
    ],
    [
      'a leaving',
      () => someone(),
      (command) => stage.ask(deactivateUser, command),
      (user) => stage.ask(reactivateUser, upon(user)),
    ],
    [
      'a coming back',
      async () => (await stage.ask(deactivateUser, upon(await someone()))).user,
      (command) => stage.ask(reactivateUser, command),
      (user) => stage.ask(deactivateUser, upon(user)),
    ],
    [
      'a withdrawn invitation',
      () => firm.invite(`user${(count += 1)}`),
      (command) => stage.ask(revokeInvitation, command),
      (user) => stage.ask(reactivateUser, upon(user)),
    ],
    [
      'a change of the profile',
      () => someone(),
      (command) => stage.ask(updateUser, { ...command, changes: { title: 'Partner' } }),
      (user) => patch(user, { title: 'Associate' }),
    ],
    [
      'a change of the role',
      () => someone(),
      (command) => stage.ask(updateUser, { ...command, changes: { globalAdmin: true } }),
      (user) => patch(user, { globalAdmin: false }),
    ],
  ];

  it.each(commands)(
    'is answered and not done again, also after others: %s',
    async (_name, given, act, undo) => {
      const user = await given();
      const command = upon(user);
      await act(command);
      const done = await firm.user(user.id);
      const { values } = await race(3, () => act(command));
      expect([values.length, await firm.user(user.id)]).toEqual([3, done]);
      await undo(user);
      const undone = await firm.user(user.id);
      clock.advance(3_600_000);
      await expect(act(command)).resolves.toBeDefined();
      expect(await firm.user(user.id)).toEqual(undone);
      // The same in other words is another wish.
      await act({ ...command, commandId: newId('cmd') });
      const { status, title, globalAdmin } = await firm.user(user.id);
      expect({ status, title, globalAdmin }).toEqual({
        status: done.status,
        title: done.title,
        globalAdmin: done.globalAdmin,
      });
    },
  );

  it('makes one link and one mail of a resend, however often, and another of the next', async () => {
    const user = await firm.invite('again');
    const command = upon(user);
    const mails = () =>
      stage.heard.of(invitationIssued, firm.accountId).filter(({ userId }) => userId === user.id).length;
    const { values } = await race(2, () => stage.ask(resendInvitation, command));
    expect(new Set(values.map(({ invitation }) => invitation?.id)).size).toBe(1);
    clock.advance(60_000);
    expect(await stage.ask(resendInvitation, command)).toEqual(values[0]);
    expect((await stage.ask(resendInvitation, upon(user))).invitation?.id).not.toBe(
      values[0]?.invitation?.id,
    );
    await eventually(() => expect(mails()).toBe(3));
  });

  it('is another one with the same content, at once, and its version counts', async () => {
    const user = await someone();
    const first = await patch(user, { products: ['core'], title: 'Partner' });
    await patch(user, { title: 'Associate' });
    expect(await patch(user, { products: ['core'], title: 'Partner' })).toMatchObject({ title: 'Partner' });
    const stale = patch(user, { products: ['core'], title: 'Partner' }, { ifVersion: first.version });
    await expect(stale).rejects.toMatchObject(refused('precondition-failed'));
  });

  it('takes the role away again after it was given back meanwhile', async () => {
    const user = await someone({ globalAdmin: true });
    await patch(user, { globalAdmin: false });
    await ban(user);
    await patch(user, { globalAdmin: true });
    expect(await patch(user, { globalAdmin: false })).toMatchObject({ globalAdmin: false });
  });
});
