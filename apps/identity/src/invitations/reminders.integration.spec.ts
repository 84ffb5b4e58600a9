import {
  acceptInvitation,
  deliverySent,
  getInvitationLink,
  invitationReminded,
  resendInvitation,
  systemActor,
  updateAccount,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell } from '@seatkeeper/testing';
import { randomUUID } from 'node:crypto';
import { type Firm, PASSWORD } from '../../testing/stage.js';
import { useTwoCopies } from '../../testing/two-copies.js';
import { RemindersService } from './reminders.service.js';

const DAY_MS = 86_400_000;
const NOON = '2030-11-04T12:00:00Z';

const { clock, stage, rounds } = useTwoCopies(NOON);

/** Invites somebody, whose mail goes out. */
async function invited(firm: Firm, name: string): Promise<User> {
  const user = await firm.invite(name);
  await mailed(firm, user);
  return user;
}

async function mailed({ accountId, user: find }: Firm, { id: userId }: User): Promise<void> {
  const { invitation } = await find(userId);
  const data = {
    accountId,
    actor: systemActor('notifications'),
    deliveryId: newId('dlv'),
    kind: 'invitation',
    userId,
    invitationId: invitation?.id,
  };
  const at = new Date(clock.now().getTime() + 1_000);
  await tell(stage().identity.world, {
    id: randomUUID(),
    name: deliverySent.name,
    subject: userId,
    at,
    data,
  });
  await eventually(async () => expect((await find(userId)).invitation?.mail.state).toBe('sent'));
}

/** So many rounds of all copies at once, so many days after noon. */
async function remind(days: number, times = 1): Promise<void> {
  clock.set(new Date(Date.parse(NOON) + days * DAY_MS));
  await rounds(times, (copy) => copy.get(RemindersService).remind());
}
const heard = ({ accountId }: Firm) => stage().heard.of(invitationReminded, accountId);

it('who has not accepted is reminded after two and after five days, once each however many look at once', async () => {
  const firm = await stage().signUp();
  const liam = await invited(firm, 'liam');
  await remind(1.9, 3);
  await remind(2, 5);
  await eventually(() => expect(heard(firm)).toHaveLength(1));
  await remind(5, 5);
  await eventually(() =>
    expect(heard(firm)).toMatchObject([
      { userId: liam.id, invitationId: liam.invitation?.id, sendTo: liam.email, reminder: 1 },
      { userId: liam.id, reminder: 2 },
    ]),
  );
  expect((await firm.user(liam.id)).invitation).toMatchObject({ state: 'open', reminders: 2 });
});

it('the link of the reminder is the one of the invitation, and still works once', async () => {
  const firm = await stage().signUp();
  const liam = await invited(firm, 'liam');
  const before = await firm.link(liam);
  await remind(2);
  expect(await firm.link(await firm.user(liam.id))).toBe(before);
  await stage().ask(acceptInvitation, { token: before, password: PASSWORD });
  await remind(5);
  await eventually(async () => expect((await firm.user(liam.id)).status).toBe('active'));
  expect(heard(firm)).toHaveLength(1);
  const which = { accountId: firm.accountId, userId: liam.id, invitationId: liam.invitation!.id };
  expect(await stage().ask(getInvitationLink, which)).toEqual({ token: null, letter: null });
});

it('a new link is a new invitation, whose reminders begin anew', async () => {
  const firm = await stage().signUp();
  const liam = await invited(firm, 'liam');
  clock.advance(1.5 * DAY_MS);
  await stage().ask(resendInvitation, { accountId: firm.accountId, by: firm.by, userId: liam.id });
  await mailed(firm, liam);
  await remind(2);
  expect(heard(firm)).toEqual([]);
  clock.set(new Date(Date.parse(NOON) + 3.5 * DAY_MS + 10 * 3_600_000));
  await stage().identity.get(RemindersService).remind();
  await eventually(() => expect(heard(firm)).toHaveLength(1));
});

it('nobody is reminded in an account that wants no reminders', async () => {
  const [firm, other] = [await stage().signUp(), await stage().signUp()];
  const changes = { policies: { invitationReminders: false } };
  await stage().ask(updateAccount, { accountId: firm.accountId, by: firm.by, changes });
  await invited(firm, 'liam');
  await invited(other, 'mia');
  await remind(2);
  await eventually(() => expect(heard(other)).toHaveLength(1));
  expect(heard(firm)).toEqual([]);
});
