import {
  acceptInvitation,
  authorizeApiKey,
  authorizeSession,
  createApiKey,
  listAudit,
  refreshSession,
  resumeAccount,
  signIn,
  suspendAccount,
  userActor,
  viewInvitation,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { createHash } from 'node:crypto';
import { sessionOf } from '../../testing/sign-in-stage.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';

const OPERATORS = 'acc_00000000operators';
const operator = userActor('usr_0000000operator');
const reason = 'Three invoices are not paid.';
const secretHash = createHash('sha256').update('a secret').digest('base64url');

describe('a suspended account', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ settings: { OPERATOR_ACCOUNT: OPERATORS } });
  });
  afterAll(() => stage.close());

  const decision = ({ accountId }: Pick<Firm, 'accountId'>, commandId = newId('cmd')) => ({
    accountId,
    by: operator,
    operatorAccountId: OPERATORS,
    commandId,
  });
  const suspend = (firm: Pick<Firm, 'accountId'>, commandId?: string) =>
    stage.ask(suspendAccount, { ...decision(firm, commandId), suspension: { reason } });
  const resume = (firm: Firm, commandId?: string) => stage.ask(resumeAccount, decision(firm, commandId));
  const enter = ({ slug, admin }: Firm) =>
    stage.ask(signIn, { account: slug, username: admin.username, password: PASSWORD });
  const keyOf = async ({ accountId, admin, by }: Firm) => {
    const keyId = newId('key');
    const key = { name: 'Payroll', scopes: ['users.read' as const] };
    await stage.ask(createApiKey, { accountId, by, userId: admin.id, keyId, secretHash, key });
    return { keyId, secretHash };
  };
  const auditOf = async (accountId: string) =>
    (await stage.ask(listAudit, { accountId, filter: {}, page: { limit: 200 } })).items;

  it('keeps everybody out by every door, without a word of which password is right, and loses nothing', async () => {
    const firm = await stage.signUp();
    const [tokens, key, mei] = [await enter(firm), await keyOf(firm), await firm.invite('mei')];
    const token = await firm.link(mei);
    const session = sessionOf(tokens);
    expect(await suspend(firm)).toMatchObject({ suspended: true, reason, since: expect.any(String) });

    const out = { code: 'account-suspended', members: { reason } };
    await expect(enter(firm)).rejects.toMatchObject(out);
    await expect(
      stage.ask(signIn, { account: firm.slug, username: firm.admin.username, password: 'wrong' }),
    ).rejects.toMatchObject(refused('sign-in-failed'));
    await expect(stage.ask(authorizeSession, session)).rejects.toMatchObject(out);
    await expect(stage.ask(refreshSession, tokens)).rejects.toMatchObject(out);
    await expect(stage.ask(authorizeApiKey, key)).rejects.toMatchObject(out);
    await expect(
      stage.ask(authorizeApiKey, {
        ...key,
        secretHash: createHash('sha256').update('x').digest('base64url'),
      }),
    ).rejects.toMatchObject(refused('unauthenticated'));
    await expect(stage.ask(acceptInvitation, { token, password: PASSWORD })).rejects.toMatchObject(out);

    expect(await resume(firm)).toEqual({ accountId: firm.accountId, suspended: false });
    expect(await stage.ask(authorizeSession, session)).toMatchObject({ userId: firm.admin.id });
    expect(await stage.ask(authorizeApiKey, key)).toMatchObject({ userId: firm.admin.id });
    expect(await stage.ask(refreshSession, tokens)).toHaveProperty('accessToken');
    expect(await stage.ask(viewInvitation, { token })).toMatchObject({ state: 'open' });
    expect(await stage.ask(acceptInvitation, { token, password: PASSWORD })).toHaveProperty('accessToken');
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('leaves other accounts alone', async () => {
    const [firm, other] = [await stage.signUp(), await stage.signUp()];
    const tokens = await enter(other);
    await suspend(firm);
    expect(await stage.ask(authorizeSession, sessionOf(tokens))).toMatchObject({ userId: other.admin.id });
  });

  it('is told once in both accounts, however many suspend it at once, and by the account whose operator it was', async () => {
    const firm = await stage.signUp();
    const { errors } = await race(6, () => suspend(firm));
    expect(errors).toEqual([]);
    await resume(firm);
    const actor = { type: 'user', id: operator.id };
    await eventually(async () => {
      const told = (await auditOf(firm.accountId)).filter(({ action }) => /suspended|resumed/.test(action));
      expect(told).toMatchObject([
        { action: 'identity.account.resumed', actor: { ...actor, accountId: OPERATORS } },
        {
          action: 'identity.account.suspended',
          actor: { ...actor, accountId: OPERATORS },
          detail: { reason },
        },
      ]);
      const own = (await auditOf(OPERATORS)).filter(
        ({ detail }) => detail['customerAccountId'] === firm.accountId,
      );
      expect(own.map(({ action }) => action)).toEqual([
        'identity.operator.account-resumed',
        'identity.operator.account-suspended',
      ]);
    });
  });

  it('stays resumed when the command that suspended it comes once more', async () => {
    const firm = await stage.signUp();
    const commandId = newId('cmd');
    await suspend(firm, commandId);
    await resume(firm);
    expect(await suspend(firm, commandId)).toMatchObject({ suspended: false });
  });

  it('has no session that works, of all who sign in while it is being suspended', async () => {
    const firm = await stage.signUp();
    const copy = await stage.addCopy();
    const answers = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => enter(firm)),
      suspend(firm),
      ...Array.from({ length: 4 }, () =>
        copy.bus.request(signIn, { account: firm.slug, username: firm.admin.username, password: PASSWORD }),
      ),
    ]);
    for (const answer of answers)
      if (answer.status === 'fulfilled' && 'accessToken' in answer.value)
        await expect(stage.ask(authorizeSession, sessionOf(answer.value))).rejects.toMatchObject(
          refused('account-suspended'),
        );
      else if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject(refused('account-suspended'));
  });

  it('cannot be the one of the operators, nor one that nobody opened', async () => {
    await expect(suspend({ accountId: OPERATORS })).rejects.toMatchObject(refused('operators-account'));
    await expect(suspend({ accountId: newId('acc') })).rejects.toMatchObject(refused('not-found'));
  });
});
