import {
  acceptInvitation,
  deactivateUser,
  getInvitationLink,
  invitationExpired,
  invitationIssued,
  invitationRevoked,
  listAudit,
  resendInvitation,
  revokeInvitation,
  signIn,
  type User,
  userActivated,
  userActor,
  viewInvitation,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { TrailService } from '../audit/trail.service.js';
import { InvitationsService } from './invitations.service.js';

const DAY_MS = 86_400_000;

describe('a link', () => {
  const clock = new TestClock();
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  afterAll(() => stage.close());

  const accept = (token: string, password = PASSWORD) => stage.ask(acceptInvitation, { token, password });
  const view = (token: string) => stage.ask(viewInvitation, { token });
  const command = (firm: Firm, { id: userId }: User) => ({ accountId: firm.accountId, by: firm.by, userId });

  it('shows who invites, changes nothing however often it is opened, and works once', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam', { locale: 'fr' });
    const token = await firm.link(liam);
    for (let opened = 0; opened < 3; opened += 1)
      expect(await view(token)).toMatchObject({
        account: { name: 'Harbour Lane', slug: firm.slug },
        firstName: 'Liam',
        invitedBy: 'Ada Quill',
        locale: 'fr',
        timeZone: 'UTC',
        state: 'open',
      });
    expect(await firm.user(liam.id)).toEqual(liam);
    expect(await accept(token)).toMatchObject({ mustChangePassword: false, expiresIn: 600 });
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active', invitation: { state: 'accepted' } });
    await expect(accept(token)).rejects.toMatchObject(refused('invitation-used'));
    expect(await view(token)).toMatchObject({ state: 'accepted' });
    expect(
      await stage.ask(signIn, { account: firm.slug, username: liam.username, password: PASSWORD }),
    ).toBeDefined();
    await eventually(() =>
      expect(
        stage.heard.of(userActivated, firm.accountId).filter(({ user }) => user.id === liam.id),
      ).toMatchObject([{ actor: userActor(liam.id) }]),
    );
  });

  it.each([
    ['a user', {}],
    ['a global admin', { globalAdmin: true }],
  ])('accepted six times at once makes %s active once', async (_case, more) => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam', more);
    const token = await firm.link(liam);
    const { values, refusals } = await race(6, () => accept(token));
    expect([values.length, refusals]).toEqual([1, { 'invitation-used': 5 }]);
    expect((await firm.seats()).do).toHaveLength(2);
  });

  it('of a global admin makes one that counts', async () => {
    const firm = await stage.signUp();
    const second = await firm.join('second', { globalAdmin: true });
    const gone = await stage.ask(deactivateUser, { ...command(firm, firm.admin), by: userActor(second.id) });
    expect(gone.user.status).toBe('deactivated');
  });

  it('with a password everybody could guess is refused and still works', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const token = await firm.link(liam);
    for (const password of [liam.username, 'Football2026!', 'Liam-Osei-99', 'harbour lane 1'])
      await expect(accept(token, password)).rejects.toMatchObject({
        ...refused('validation-failed'),
        errors: [{ path: 'password' }],
      });
    expect(await accept(token)).toBeDefined();
  });

  it('sent anew works, and the one before does not', async () => {
    const firm = await stage.signUp(2);
    const liam = await firm.invite('liam');
    const old = await firm.link(liam);
    const again = await stage.ask(resendInvitation, command(firm, liam));
    expect(again.invitation).toMatchObject({ state: 'open', mail: { state: 'queued' } });
    expect(await view(old)).toMatchObject({ state: 'revoked' });
    await expect(accept(old)).rejects.toMatchObject(refused('invitation-revoked'));
    expect(await accept(await firm.link(again))).toBeDefined();
    await expect(accept(old)).rejects.toMatchObject(refused('invitation-revoked'));
    await expect(stage.ask(resendInvitation, command(firm, liam))).rejects.toMatchObject(
      refused('wrong-status'),
    );
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(2));
  });

  it('that is tried when it works no more leaves a trace in the audit; one of nobody does not', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const token = await firm.link(liam);
    await accept(token);
    for (let n = 0; n < 3; n += 1)
      await expect(
        stage.ask(acceptInvitation, { token, password: PASSWORD, address: '192.0.2.1', client: 'curl' }),
      ).rejects.toMatchObject(refused('invitation-used'));
    for (const invented of ['x', token.slice(1)])
      await expect(accept(invented)).rejects.toMatchObject(refused('not-found'));
    await stage.identity.get(TrailService).flush();
    const filter = { action: 'identity.invitation.misused' };
    const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} });
    expect(items).toMatchObject([
      {
        actor: { type: 'system', id: 'invitations' },
        target: { kind: 'user', id: liam.id },
        detail: { count: 3, firstAddress: '192.0.2.1', client: 'curl' },
      },
    ]);
  });

  it('withdrawn is void, and the seat is free', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const token = await firm.link(liam);
    expect(await stage.ask(revokeInvitation, command(firm, liam))).toMatchObject({
      status: 'deactivated',
      invitation: { state: 'revoked' },
    });
    await expect(accept(token)).rejects.toMatchObject(refused('invitation-revoked'));
    expect((await firm.seats()).do).toEqual([firm.admin.id]);
    await eventually(() => expect(stage.heard.of(invitationRevoked, firm.accountId)).toHaveLength(1));
    await expect(stage.ask(revokeInvitation, command(firm, firm.admin))).rejects.toMatchObject(
      refused('wrong-status'),
    );
  });

  it('accepted and withdrawn at once ends in one of the two, with the seat to match', async () => {
    const firm = await stage.signUp(50);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const user = await firm.invite(`user${attempt}`);
      const token = await firm.link(user);
      await Promise.allSettled([accept(token), stage.ask(revokeInvitation, command(firm, user))]);
      expect(['active', 'deactivated']).toContain((await firm.user(user.id)).status);
    }
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('expires after seven days; the seat stays held, and a new link can be sent', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const token = await firm.link(liam);
    clock.advance(7 * DAY_MS + 1);
    expect(await view(token)).toMatchObject({ state: 'expired' });
    await expect(accept(token)).rejects.toMatchObject(refused('invitation-expired'));
    const which = { accountId: firm.accountId, userId: liam.id, invitationId: liam.invitation?.id ?? '' };
    expect(await stage.ask(getInvitationLink, which)).toEqual({ token: null, letter: null });
    await stage.identity.get(InvitationsService).expire();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'invited', invitation: { state: 'expired' } });
    expect((await firm.seats()).do).toContain(liam.id);
    await eventually(() => expect(stage.heard.of(invitationExpired, firm.accountId)).toHaveLength(1));
    const again = await stage.ask(resendInvitation, command(firm, liam));
    await expect(accept(token)).rejects.toMatchObject(refused('invitation-expired'));
    expect(await accept(await firm.link(again))).toBeDefined();
  });

  it('expires although another one cannot be ended', async () => {
    const firm = await stage.signUp();
    const [poison, liam] = [await firm.invite('poison'), await firm.invite('liam')];
    const { db } = stage.identity.get<Connection>(MONGO_CONNECTION);
    const users = db!.collection<{ _id: string }>('users');
    await users.updateOne({ _id: poison.id }, { $set: { firstName: null } });
    clock.advance(7 * DAY_MS + 1);
    await stage.identity.get(InvitationsService).expire();
    const of = async (_id: string) =>
      (await users.findOne({ _id }, { projection: { invitation: 1 } })) as object;
    expect(await of(poison.id)).toMatchObject({ invitation: { state: 'open' } });
    expect(await of(liam.id)).toMatchObject({ invitation: { state: 'expired' } });
    await users.deleteOne({ _id: poison.id });
  });

  it.each(['', '.', 'x'.repeat(200), '{"$gt":""}'])('nobody knows answers not-found: %j', async (token) => {
    if (!token) return expect(view(token)).rejects.toMatchObject(refused('validation-failed'));
    await expect(view(token)).rejects.toMatchObject(refused('not-found'));
    await expect(accept(token)).rejects.toMatchObject(refused('not-found'));
  });
});
