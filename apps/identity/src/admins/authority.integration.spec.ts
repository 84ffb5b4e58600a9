import {
  type Actor,
  admitMail,
  banUser,
  createGroup,
  deactivateUser,
  endSession,
  endSessions,
  listSessions,
  type Permission,
  reactivateUser,
  replaceUser,
  resendInvitation,
  revokeInvitation,
  requirePasswordChange,
  sendPasswordReset,
  setTemporaryPassword,
  unbanUser,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

interface Command {
  accountId: string;
  by: Actor;
  userId: string;
}

/** Whoever holds less than the person it is done to could become that person, or be rid of who watches them. */
describe('an act upon a person', () => {
  let stage: Stage;
  let firm: Firm;
  let actors: Record<'clerk' | 'peer' | 'admin', Actor>;
  let strong: string;
  let count = 0;

  const group = async (name: string, permissions: Permission[]) => {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name, permissions } });
    return groupId;
  };

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(100);
    strong = await group('Finance', ['audit.read', 'records.read']);
    const all = await group('Board', ['audit.read', 'records.read', 'users.update', 'users.invite']);
    const weak = await group('Help desk', ['users.update', 'users.invite', 'users.ban', 'users.deactivate']);
    actors = {
      clerk: userActor((await firm.join('clerk', { groups: [weak] })).id),
      peer: userActor((await firm.join('peer', { groups: [all] })).id),
      admin: firm.by,
    };
  });
  afterAll(() => stage.close());

  const update = (changes: (fresh: string) => object) => (command: Command, fresh: string) =>
    stage.ask(updateUser, { ...command, changes: changes(fresh) });
  const doors: Record<string, [User['status'], (command: Command, fresh: string) => Promise<unknown>]> = {
    'a new username': ['active', update((username) => ({ username }))],
    'a new e-mail address': ['invited', update((email) => ({ email }))],
    'fewer groups': ['active', update(() => ({ groups: [] }))],
    'a new link': ['invited', (command) => stage.ask(resendInvitation, command)],
    'a mail that failed, sent once more': [
      'invited',
      (command) => stage.ask(admitMail, { ...command, kind: 'invitation' }),
    ],
    'a withdrawn invitation': ['invited', (command) => stage.ask(revokeInvitation, command)],
    'a ban': ['active', (command) => stage.ask(banUser, { ...command, reason: 'Lost laptop' })],
    'the end of a ban': ['banned', (command) => stage.ask(unbanUser, command)],
    'the end of a session': [
      'active',
      async (command) => {
        const { items } = await stage.ask(listSessions, command);
        return stage.ask(endSession, { ...command, sessionId: items[0]!.id });
      },
    ],
    'the end of all sessions': ['active', (command) => stage.ask(endSessions, command)],
    'a link for a new password': ['active', (command) => stage.ask(sendPasswordReset, command)],
    'the demand for a new password': ['active', (command) => stage.ask(requirePasswordChange, command)],
    'a temporary password': [
      'active',
      (command) => stage.ask(setTemporaryPassword, { ...command, password: 'first day at the firm' }),
    ],
    'a leaving': ['active', (command) => stage.ask(deactivateUser, command)],
    'a coming back': ['deactivated', (command) => stage.ask(reactivateUser, command)],
    'somebody in their place': [
      'active',
      (command, username) =>
        stage.ask(replaceUser, {
          ...command,
          replacement: { newUser: { username, firstName: 'Mei', lastName: 'Sato' } },
          newUserId: newId('usr'),
        }),
    ],
  };
  const who: [keyof typeof actors, 'Finance' | 'global admin', boolean][] = [
    ['clerk', 'Finance', false],
    ['peer', 'Finance', true],
    ['peer', 'global admin', false],
    ['admin', 'global admin', true],
  ];
  const table = Object.entries(doors).flatMap(([door, [status, act]]) =>
    who.map(([actor, target, may]) => ({ door, status, act, actor, target, may })),
  );

  it.each(table)(
    '$door, by $actor upon one of $target: $may',
    async ({ status, act, actor, target, may }) => {
      const name = `target${++count}`;
      const more = { groups: [strong], globalAdmin: target === 'global admin' };
      const { id: userId } = await (status === 'invited' ? firm.invite(name, more) : firm.join(name, more));
      const { accountId, by } = firm;
      if (status === 'banned') await stage.ask(banUser, { accountId, by, userId, reason: 'Lost laptop' });
      if (status === 'deactivated') await stage.ask(deactivateUser, { accountId, by, userId });
      const before = await firm.user(userId);
      const done = act({ accountId, by: actors[actor], userId }, `fresh${count}@firm.example`);
      if (may) await expect(done).resolves.toBeDefined();
      else {
        await expect(done).rejects.toMatchObject(refused('forbidden'));
        expect(await firm.user(userId)).toEqual(before);
      }
    },
  );

  it('that was done is answered again, even if the actor could not begin it any more', async () => {
    const { id: userId } = await firm.join('watched', { groups: [strong] });
    const ban = { accountId: firm.accountId, userId, reason: 'Lost laptop' };
    const first = await stage.ask(banUser, { ...ban, by: actors.peer });
    expect(await stage.ask(banUser, { ...ban, by: actors.clerk })).toEqual(first);
    const leave = { accountId: firm.accountId, userId };
    const gone = await stage.ask(deactivateUser, { ...leave, by: actors.peer });
    expect(await stage.ask(deactivateUser, { ...leave, by: actors.clerk })).toEqual(gone);
  });
});
