import { invitationReminded } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type Stage, startStage } from '../../testing/stage.js';
import { storedUser } from '../../testing/stored-users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredInvitation } from '../users/user-invitations.schema.js';
import { InvitationsService } from './invitations.service.js';
import { newInvitation } from './invitations.js';
import { RemindersService } from './reminders.service.js';

const clock = new TestClock('2030-11-04T12:00:00Z');
const DAY_MS = 86_400_000;
/** As many as one round takes. */
const A_ROUND = 200;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ clock });
});
afterAll(() => stage.close());

/** Somebody invited, with an invitation that is due in both ways; `broken` is what no write can be made of. */
function invited(accountId: string, n: number, given: Partial<StoredInvitation>, broken: object = {}) {
  const now = clock.now();
  const issued = { id: newId('inv'), token: `token-${n}`, sentTo: `n${n}@firm.example`, now, days: 14 };
  const invitation = { ...newInvitation({ ...issued, by: { type: 'system', id: 'test' } }), ...given };
  const user = storedUser({ accountId, status: 'invited' as const });
  return { ...user, version: 1, ...broken, invitation: { ...invitation, ...broken } };
}

/** Two hundred broken ones that come first, and one behind them. */
async function aQueue(given: (n: number) => Partial<StoredInvitation>) {
  const { accountId } = await stage.signUp();
  const poison = Array.from({ length: A_ROUND }, (_, n) =>
    invited(accountId, n, given(n), { createdAt: '?' }),
  );
  const last = invited(accountId, A_ROUND, given(A_ROUND));
  const users = stage.identity.get<Connection>(MONGO_CONNECTION).collection<{ _id: string }>('users');
  await users.insertMany([...poison, last]);
  const found = () => stage.identity.get(UsersRepository).get(accountId, last._id);
  const forget = () => users.deleteMany({ accountId, 'invitation.createdAt': '?' });
  return { accountId, userId: last._id, found, forget };
}
const ago = (days: number, n: number) => new Date(clock.now().getTime() - days * DAY_MS + n);

it('two hundred invitations that cannot be ended keep nobody behind them from being ended', async () => {
  const { found, forget } = await aQueue((n) => ({ expiresAt: ago(1, n) }));
  await stage.identity.get(InvitationsService).expire();
  expect((await found()).invitation?.state).toBe('open');
  await stage.identity.get(InvitationsService).expire();
  expect((await found()).invitation?.state).toBe('expired');
  await forget();
});

it('two hundred reminders that cannot be written keep nobody behind them from being reminded', async () => {
  const mail = { state: 'sent' as const, at: clock.now() };
  const { accountId, userId, forget } = await aQueue((n) => ({ remindAt: ago(1, n), mail }));
  for (let round = 1; round <= 2; round += 1) await stage.identity.get(RemindersService).remind();
  await eventually(() =>
    expect(stage.heard.of(invitationReminded, accountId)).toMatchObject([{ userId, reminder: 1 }]),
  );
  await forget();
});
