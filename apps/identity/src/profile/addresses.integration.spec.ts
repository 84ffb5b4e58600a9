import {
  acceptInvitation,
  createGroup,
  getInvitationLink,
  invitationIssued,
  type Permission,
  resendInvitation,
  updateUser,
  type User,
  userActor,
  type UserChanges,
  userUpdated,
  viewInvitation,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import type { z } from 'zod';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { InvitationsService } from '../invitations/invitations.service.js';

const EIGHT_DAYS_MS = 8 * 86_400_000;

/** Whoever reads the wrong inbox holds a link that makes them the person who was meant. */
describe('another address of somebody who is invited', () => {
  const clock = new TestClock();
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  afterAll(() => stage.close());

  const accept = (token: string) => stage.ask(acceptInvitation, { token, password: PASSWORD });
  const patch = (firm: Firm, { id: userId }: User, changes: z.input<typeof UserChanges>, by = firm.by) =>
    stage.ask(updateUser, { accountId: firm.accountId, by, userId, changes });
  const resend = (firm: Firm, { id: userId }: User) =>
    stage.ask(resendInvitation, { accountId: firm.accountId, by: firm.by, userId });
  const sentTo = (firm: Firm, { id }: User) =>
    stage.heard
      .of(invitationIssued, firm.accountId)
      .filter(({ userId }) => userId === id)
      .map(({ sendTo }) => sendTo);
  const actor = async (firm: Firm, name: string, permissions: Permission[]) => {
    const groupId = newId('grp');
    const group = { name, permissions };
    await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
    return userActor((await firm.join(name, { groups: [groupId] })).id);
  };

  it.each<[string, (right: string) => z.input<typeof UserChanges>]>([
    ['as the username', (username) => ({ username })],
    ['as the e-mail address', (email) => ({ email })],
    ['along with another product', (email) => ({ email, products: ['core', 'contract'] })],
  ])('%s voids the open link, and sends a new one there', async (_case, changes) => {
    const firm = await stage.signUp();
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const liam = await firm.invite('laim');
    const old = await firm.link(liam);
    const right = `liam@${firm.slug}.example`;
    const after = await patch(firm, liam, changes(right));
    expect(after).toMatchObject({
      status: 'invited',
      email: right,
      invitation: { state: 'open', sentTo: right, mail: { state: 'queued' } },
    });
    expect(await stage.ask(viewInvitation, { token: old })).toMatchObject({ state: 'revoked' });
    await expect(accept(old)).rejects.toMatchObject(refused('invitation-revoked'));
    // The worker that is about to send the old one is told that it is not open any more.
    const which = { accountId: firm.accountId, userId: liam.id, invitationId: liam.invitation?.id ?? '' };
    expect(await stage.ask(getInvitationLink, which)).toEqual({ token: null, letter: null });
    await eventually(() => expect(sentTo(firm, liam)).toEqual([liam.username, right]));
    const [told] = stage.heard.of(userUpdated, firm.accountId);
    expect(told?.changes).toContainEqual({ field: 'email', before: liam.username, after: right });
    expect(told?.changes).toContainEqual({
      field: 'invitation',
      before: liam.invitation,
      after: after.invitation,
    });
    expect(await accept(await firm.link(after))).toBeDefined();
  });

  it('sends nothing new while the link goes there already, or when another field changes', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    await patch(firm, liam, { email: liam.username.toUpperCase() });
    const after = await patch(firm, liam, { username: `lo@${firm.slug}.example`, title: 'Partner' });
    expect(after.invitation).toEqual(liam.invitation);
    expect(await accept(await firm.link(liam))).toBeDefined();
  });

  it('leaves a link that is over as it ended, noted or not; the next one goes to the new address', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    clock.advance(EIGHT_DAYS_MS);
    const email = 'liam@private.example';
    expect((await patch(firm, liam, { email })).invitation?.id).toBe(liam.invitation?.id);
    await stage.identity.get(InvitationsService).expire();
    expect((await firm.user(liam.id)).invitation).toMatchObject({ state: 'expired' });
    expect((await resend(firm, liam)).invitation).toMatchObject({ state: 'open', sentTo: email });
    await eventually(() => expect(sentTo(firm, liam)).toEqual([liam.username, email]));
  });

  it('is refused when another is invited there, and changes nothing', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.invite('liam'), await firm.invite('mei')];
    await expect(patch(firm, liam, { email: mei.username })).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'email' }],
    });
    expect(await firm.user(liam.id)).toEqual(liam);
    expect(await accept(await firm.link(liam))).toBeDefined();
  });

  it('is given by those alone who may invite: the link that follows is theirs to send', async () => {
    const firm = await stage.signUp();
    const clerk = await actor(firm, 'clerk', ['users.update']);
    const recruiter = await actor(firm, 'recruiter', ['users.update', 'users.invite']);
    const liam = await firm.invite('liam');
    const email = 'liam@private.example';
    await expect(patch(firm, liam, { email }, clerk)).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { permission: 'users.invite' },
    });
    expect(await firm.user(liam.id)).toEqual(liam);
    expect(await patch(firm, liam, { title: 'Partner' }, clerk)).toMatchObject({ title: 'Partner' });
    expect(await patch(firm, liam, { email }, recruiter)).toMatchObject({ invitation: { sentTo: email } });
  });

  it('given twice at once sends one new link', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const email = 'liam@private.example';
    const { values, refusals } = await race(5, () => patch(firm, liam, { email }));
    expect([values.length, refusals]).toEqual([5, {}]);
    expect(await accept(await firm.link(await firm.user(liam.id)))).toBeDefined();
    await eventually(() => expect(sentTo(firm, liam)).toEqual([liam.username, email]));
  });

  it('given while the link is accepted ends in one of the two', async () => {
    const firm = await stage.signUp(50);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const user = await firm.invite(`user${attempt}`);
      const old = await firm.link(user);
      const email = `user${attempt}@private.example`;
      const [accepted] = await Promise.allSettled([accept(old), patch(firm, user, { email })]);
      const after = await firm.user(user.id);
      // Of who is in by then the address counts, and another one waits for who reads it.
      expect(after).toMatchObject(
        accepted.status === 'fulfilled'
          ? {
              ...{ status: 'active', email: user.email, emailChange: { to: email } },
              invitation: { id: user.invitation?.id, state: 'accepted' },
            }
          : { status: 'invited', email, emailChange: null, invitation: { state: 'open', sentTo: email } },
      );
      await expect(accept(old)).rejects.toMatchObject({ name: 'Fault' });
    }
  });

  it('given while links are sent anew, or end, leaves one that is open at most, at the new address', async () => {
    const firm = await stage.signUp(50);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const user = await firm.invite(`user${attempt}`);
      const old = await firm.link(user);
      const email = `user${attempt}@private.example`;
      const others = [resend(firm, user), stage.identity.get(InvitationsService).expire()];
      if (attempt % 2 === 1) clock.advance(EIGHT_DAYS_MS);
      const [again] = await Promise.all([others[0], patch(firm, user, { email }), ...others.slice(1)]);
      const after = await firm.user(user.id);
      expect(after.email).toBe(email);
      if (after.invitation?.state === 'open') expect(after.invitation.sentTo).toBe(email);
      await expect(accept(old)).rejects.toMatchObject({ name: 'Fault' });
      expect(again).toBeDefined();
    }
  });
});
