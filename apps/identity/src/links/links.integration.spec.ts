import {
  confirmationIssued,
  getConfirmationLink,
  getInvitationLink,
  getPasswordResetLink,
  passwordResetIssued,
  sendPasswordReset,
  signUp,
  viewConfirmation,
  viewInvitation,
  viewPasswordReset,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService, testService, uniqueName } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { identitySecrets } from '../../testing/identity-settings.js';
import { type Neighbours, PASSWORD, refused, startNeighbours } from '../../testing/stage.js';
import { IdentityModule } from '../identity.module.js';
import { identitySettings } from '../settings.js';

const [OLD, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

/** A link that was mailed: what the worker that mails it is told, and what opening it says. */
interface Mailed {
  readonly token: string;
  readonly again: () => Promise<string | null>;
  readonly open: (token: string) => Promise<unknown>;
}

describe('when the secret of links is changed, an invitation, a confirmation and a link for a new password', () => {
  let neighbours: Neighbours;
  let identity: TestService;
  let mailed: Mailed[];

  const start = async (settings: Record<string, string>) => {
    identity = await testService({
      name: 'identity',
      world: neighbours.world,
      spec: identitySettings,
      settings: { ...identitySecrets, ...settings },
      imports: [IdentityModule],
    });
  };
  const restart = async (settings: Record<string, string>) => {
    await identity.close();
    await start(settings);
  };

  beforeAll(async () => {
    neighbours = await startNeighbours();
    await start({ LINK_SECRET: OLD });
    mailed = [await invitation(), await confirmation(), await passwordReset()];
  });
  afterAll(async () => {
    await identity.close();
    await neighbours.close();
  });

  const mail = async (again: Mailed['again'], open: Mailed['open']): Promise<Mailed> => ({
    token: (await again()) ?? '',
    again,
    open,
  });
  async function invitation(): Promise<Mailed> {
    const { ask } = neighbours;
    const { accountId, invite } = await neighbours.signUp();
    const { id: userId, invitation: open } = await invite('liam');
    const which = { accountId, userId, invitationId: open?.id ?? '' };
    return mail(
      async () => (await ask(getInvitationLink, which)).token,
      (token) => ask(viewInvitation, { token }),
    );
  }
  async function confirmation(): Promise<Mailed> {
    const { ask, heard } = neighbours;
    const [accountId, slug] = [newId('acc'), uniqueName('firm')];
    const admin = {
      username: `ada@${slug}.example`,
      firstName: 'Ada',
      lastName: 'Quill',
      password: PASSWORD,
    };
    await ask(signUp, { accountId, adminId: newId('usr'), slug, name: 'Harbour Lane', admin });
    await eventually(() => expect(heard.of(confirmationIssued, accountId)).toHaveLength(1));
    const confirmationId = heard.of(confirmationIssued, accountId)[0]?.confirmationId ?? '';
    return mail(
      async () => (await ask(getConfirmationLink, { accountId, confirmationId })).token,
      (token) => ask(viewConfirmation, { token }),
    );
  }
  async function passwordReset(): Promise<Mailed> {
    const { ask, heard } = neighbours;
    const { accountId, by, join } = await neighbours.signUp();
    const { id: userId } = await join('mei');
    await ask(sendPasswordReset, { accountId, by, userId });
    await eventually(() => expect(heard.of(passwordResetIssued, accountId)).toHaveLength(1));
    const resetId = heard.of(passwordResetIssued, accountId)[0]?.resetId ?? '';
    return mail(
      async () => (await ask(getPasswordResetLink, { accountId, userId, resetId })).token,
      (token) => ask(viewPasswordReset, { token }),
    );
  }
  const expectAllToWork = async () => {
    for (const { token, again, open } of mailed) {
      expect(await open(token)).toMatchObject({ account: { name: 'Harbour Lane' } });
      expect(await again()).toBe(token);
    }
  };

  it('go on working while the old one is named as retired; new links are made of the new one', async () => {
    await expectAllToWork();
    await restart({ LINK_SECRET: NEW, RETIRED_LINK_SECRETS: OLD });
    await expectAllToWork();
    const { token, open } = await invitation();
    await restart({ LINK_SECRET: NEW });
    expect(await open(token)).toMatchObject({ state: 'open' });
  });

  it('open nothing once it is taken out, and no mail with them is sent', async () => {
    await restart({ LINK_SECRET: NEW });
    for (const { token, again, open } of mailed) {
      await expect(open(token)).rejects.toMatchObject(refused('not-found'));
      expect(await again()).toBeNull();
    }
    await restart({ LINK_SECRET: NEW, RETIRED_LINK_SECRETS: OLD });
    await expectAllToWork();
  });

  it('that are from before tokens named their secret work as long as the secret is named', async () => {
    await restart({ LINK_SECRET: OLD });
    const { accountId, invite } = await neighbours.signUp();
    const { id: userId, invitation: issued } = await invite('old');
    const token = createHmac('sha256', Buffer.from(OLD, 'base64'))
      .update(`invitation:${issued?.id}`)
      .digest('base64url');
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const users = identity.get<Connection>(MONGO_CONNECTION).collection<{ _id: string }>('users');
    await users.updateOne({ _id: userId }, { $set: { 'invitation.tokenHash': tokenHash } });
    const open = () => neighbours.ask(viewInvitation, { token });
    const which = { accountId, userId, invitationId: issued?.id ?? '' };

    await restart({ LINK_SECRET: NEW, RETIRED_LINK_SECRETS: OLD });
    expect(await open()).toMatchObject({ state: 'open' });
    expect(await neighbours.ask(getInvitationLink, which)).toMatchObject({ token });
    await restart({ LINK_SECRET: NEW });
    await expect(open()).rejects.toMatchObject(refused('not-found'));
    expect(await neighbours.ask(getInvitationLink, which)).toEqual({ token: null, letter: null });
  });
});
