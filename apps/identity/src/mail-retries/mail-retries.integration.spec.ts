import { admitMail, deliveryRetried, listAudit, listInvitations, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell } from '@seatkeeper/testing';
import { randomUUID } from 'node:crypto';
import { refused, type Stage, startStage } from '../../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

it('a mail sent once more counts as a new link to the person, and is refused above that', async () => {
  const firm = await stage.signUp(5);
  const { id: userId } = await firm.invite('liam');
  const admit = () =>
    stage.ask(admitMail, { accountId: firm.accountId, by: firm.by, userId, kind: 'invitation' });
  for (let time = 0; time < 3; time += 1) await expect(admit()).resolves.toEqual({});
  await expect(admit()).rejects.toMatchObject(refused('too-many-requests'));
});

it('only a global admin has a mail to a global admin sent once more', async () => {
  const firm = await stage.signUp(5);
  const colleague = await firm.join('ben');
  const asked = { accountId: firm.accountId, userId: firm.admin.id, kind: 'password-reset' as const };
  await expect(stage.ask(admitMail, { ...asked, by: userActor(colleague.id) })).rejects.toMatchObject(
    refused('forbidden'),
  );
  await expect(stage.ask(admitMail, { ...asked, by: firm.by })).resolves.toEqual({});
});

it('the invitation says that its mail is on its way again, and the audit log who wanted it', async () => {
  const firm = await stage.signUp(5);
  const { id: userId, invitation } = await firm.invite('mia');
  const { accountId, by: actor } = firm;
  const deliveryId = newId('dlv');
  const ids = { accountId, deliveryId, userId, invitationId: invitation!.id };
  const at = new Date(Date.now() + 2_000);
  const data = { ...ids, kind: 'invitation', actor };
  await tell(stage.world, { id: randomUUID(), name: deliveryRetried.name, at, subject: deliveryId, data });
  await eventually(async () => {
    const { items } = await stage.ask(listInvitations, { accountId, filter: {}, page: {} });
    expect(items[0]?.mail).toEqual({ state: 'queued', at: at.toISOString() });
    const audit = await stage.ask(listAudit, { accountId, filter: { target: deliveryId }, page: {} });
    expect(audit.items).toMatchObject([
      { action: 'notifications.delivery.retried', actor, detail: { userId } },
    ]);
  }, 20_000);
});
