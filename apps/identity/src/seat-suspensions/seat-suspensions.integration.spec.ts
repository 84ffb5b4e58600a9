import {
  acceptInvitation,
  authorizeApiKey,
  authorizeSession,
  createApiKey,
  deactivateUser,
  listAudit,
  listActiveAdmins,
  refreshSession,
  signIn,
  updateUser,
  userActor,
  viewInvitation,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { createHash } from 'node:crypto';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { ReconciliationService } from '../seats/reconciliation.service.js';

const secretHash = createHash('sha256').update('a secret').digest('base64url');
const out = { code: 'seat-suspended', members: { products: ['core'] } };

describe('who is one of those too many', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const enter = ({ slug }: Firm, username: string) =>
    stage.ask(signIn, { account: slug, username, password: PASSWORD });
  const isOut = (firm: Firm, userId: string, expected = true) =>
    eventually(async () => expect(Boolean((await firm.user(userId)).seatSuspended)).toBe(expected));
  const keyOf = async ({ accountId }: Firm, userId: string) => {
    const keyId = newId('key');
    const key = { name: 'Payroll', scopes: ['users.read' as const] };
    await stage.ask(createApiKey, { accountId, by: userActor(userId), userId, keyId, secretHash, key });
    return { keyId, secretHash };
  };

  it('is kept out by every door, keeps status and seat, and goes on in the same session once enough were bought', async () => {
    const firm = await stage.signUp();
    const { accountId } = firm;
    const ben = await firm.join('ben', { globalAdmin: true });
    const [tokens, key] = [await enter(firm, ben.username), await keyOf(firm, ben.id)];
    const session = sessionOf(tokens);
    await stage.licensing.suspend(accountId, ben.id);
    await isOut(firm, ben.id);

    await expect(enter(firm, ben.username)).rejects.toMatchObject(out);
    await expect(
      stage.ask(signIn, { account: firm.slug, username: ben.username, password: 'wrong' }),
    ).rejects.toMatchObject(refused('sign-in-failed'));
    await expect(stage.ask(authorizeSession, session)).rejects.toMatchObject(out);
    await expect(stage.ask(refreshSession, tokens)).rejects.toMatchObject(out);
    await expect(stage.ask(authorizeApiKey, key)).rejects.toMatchObject(out);
    expect(await firm.user(ben.id)).toMatchObject({ status: 'active', products: ['core'] });
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);

    await stage.licensing.suspend(accountId, ben.id, false);
    await isOut(firm, ben.id, false);
    expect(await stage.ask(authorizeSession, session)).toMatchObject({ userId: ben.id });
    expect(await stage.ask(authorizeApiKey, key)).toMatchObject({ userId: ben.id });
    expect(await stage.ask(refreshSession, tokens)).toHaveProperty('accessToken');
  });

  it('and was invited, finds the link good as before once there is a seat', async () => {
    const firm = await stage.signUp();
    const mei = await firm.invite('mei');
    const token = await firm.link(mei);
    await stage.licensing.suspend(firm.accountId, mei.id);
    await isOut(firm, mei.id);
    await expect(stage.ask(acceptInvitation, { token, password: PASSWORD })).rejects.toMatchObject(out);
    expect(await stage.ask(viewInvitation, { token })).toMatchObject({ state: 'open' });
    await stage.licensing.suspend(firm.accountId, mei.id, false);
    await isOut(firm, mei.id, false);
    expect(await stage.ask(acceptInvitation, { token, password: PASSWORD })).toHaveProperty('accessToken');
  });

  it('is told of once, however often it is heard, with whose doing it was, and is in the log', async () => {
    const firm = await stage.signUp();
    const { accountId } = firm;
    const ben = await firm.join('ben');
    const { errors } = await race(4, () => stage.licensing.suspend(accountId, ben.id));
    expect(errors).toEqual([]);
    await isOut(firm, ben.id);
    await stage.licensing.suspend(accountId, ben.id, false);
    await isOut(firm, ben.id, false);
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, { accountId, filter: {}, page: { limit: 50 } });
      const told = items.filter(({ action }) => /seat-(suspended|resumed)/.test(action));
      const actor = { type: 'system', id: 'licensing-peer' };
      expect(told).toMatchObject([
        { action: 'identity.user.seat-resumed', actor, target: { id: ben.id } },
        { action: 'identity.user.seat-suspended', actor, target: { id: ben.id } },
      ]);
    });
  });

  it('is let in as a global admin while all others are kept out as well, and no longer once one is not', async () => {
    const firm = await stage.signUp();
    const { accountId, admin, by } = firm;
    const bea = await firm.join('bea');
    await stage.ask(updateUser, { accountId, by, userId: bea.id, changes: { globalAdmin: true } });
    expect((await stage.ask(listActiveAdmins, { accountId })).userIds.sort()).toEqual(
      [admin.id, bea.id].sort(),
    );
    for (const { id } of [admin, bea]) {
      await stage.licensing.suspend(accountId, id);
      await isOut(firm, id);
    }
    const sessions = [await enter(firm, admin.username), await enter(firm, bea.username)];
    await stage.licensing.suspend(accountId, admin.id, false);
    await isOut(firm, admin.id, false);
    await expect(stage.ask(authorizeSession, sessionOf(sessions[1]!))).rejects.toMatchObject(out);
    expect(await stage.ask(authorizeSession, sessionOf(sessions[0]!))).toMatchObject({ userId: admin.id });
  });

  it('is let in at once when the only admin who was is deactivated', async () => {
    const firm = await stage.signUp();
    const { accountId, admin, by } = firm;
    const bea = await firm.join('bea');
    await stage.ask(updateUser, { accountId, by, userId: bea.id, changes: { globalAdmin: true } });
    await stage.licensing.suspend(accountId, bea.id);
    await isOut(firm, bea.id);
    await expect(enter(firm, bea.username)).rejects.toMatchObject(out);
    await stage.ask(deactivateUser, { accountId, by: userActor(bea.id), userId: admin.id });
    expect(await enter(firm, bea.username)).toHaveProperty('accessToken');
  });

  it('is found by a comparison when nobody was told, on both sides', async () => {
    const firm = await stage.signUp();
    const { accountId } = firm;
    const [ben, cem] = [await firm.join('ben'), await firm.join('cem')];
    await stage.licensing.suspend(accountId, cem.id);
    await isOut(firm, cem.id);
    stage.licensing.mark(accountId, ben.id);
    stage.licensing.mark(accountId, cem.id, false);
    const reconciliation = stage.identity.get(ReconciliationService);
    // A sweep of its own may have come first.
    await reconciliation.reconcile(accountId, ['core']);
    await isOut(firm, ben.id);
    await isOut(firm, cem.id, false);
    expect(await reconciliation.reconcile(accountId, ['core'])).toBe(0);
  });
});
