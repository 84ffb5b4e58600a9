import { Fault, getDelivery, listDeliveries, retryDelivery, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';

let server: ScriptedMailServer;
let office: PostOffice;

beforeAll(async () => {
  server = await ScriptedMailServer.start();
  office = await PostOffice.open(server.url, 2);
});
afterAll(async () => {
  await office.close();
  await server.stop();
});
beforeEach(() => {
  office.peer.objection = null;
});

const by = userActor(newId('usr'));
const retry = (
  { accountId, _id: deliveryId }: { accountId: string; _id: string },
  commandId = newId('cmd'),
) => office.ask(retryDelivery, { accountId, by, deliveryId, commandId });

/** An invitation whose mail the server refused. */
async function refusedMail() {
  server.will('RCPT TO', '550 5.7.1 Not wanted here');
  const issued = office.invitation();
  await office.issue(issued);
  const delivery = await eventually(async () => {
    const [found] = await office.deliveriesOf(issued);
    expect(found?.state).toBe('failed');
    return found!;
  }, 20_000);
  return { issued, delivery };
}
const mailsOf = ({ messageId }: { messageId: string }) =>
  server.taken.filter((mail) => mail.includes(`Message-ID: ${messageId}`));

it('a mail that failed is sent once more under its Message-ID, once, however often and at once the command comes', async () => {
  const { issued, delivery } = await refusedMail();
  const commandId = newId('cmd');
  const answers = await Promise.all([1, 2, 3, 4].map(() => retry(delivery, commandId)));
  for (const answer of answers) expect(answer).toMatchObject({ id: delivery._id });

  const after = await eventually(async () => {
    const [found] = await office.deliveriesOf(issued);
    expect(found?.state).toBe('sent');
    return found;
  }, 20_000);
  expect(after?.answers.map(({ outcome }) => outcome)).toEqual(['refused', 'sent']);
  expect(mailsOf(delivery)).toHaveLength(1);
  // Delivered again after all is done, it is answered and changes nothing.
  await expect(retry(delivery, commandId)).resolves.toMatchObject({ state: 'sent' });
  expect(mailsOf(delivery)).toHaveLength(1);
  await eventually(() =>
    expect(office.peer.retried.filter(({ deliveryId }) => deliveryId === delivery._id)).toEqual([
      expect.objectContaining({ actor: by, invitationId: issued.invitationId }),
    ]),
  );
  expect(office.peer.admitted).toContainEqual({
    accountId: issued.accountId,
    by,
    userId: issued.userId,
    kind: 'invitation',
  });
});

it('of two who want it at once one has it sent, and the other is told that it is on its way', async () => {
  const { issued, delivery } = await refusedMail();
  const answers = await Promise.allSettled([retry(delivery), retry(delivery), retry(delivery)]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'wrong-delivery-state' });
  await eventually(async () => expect((await office.deliveriesOf(issued))[0]?.state).toBe('sent'), 20_000);
  expect(mailsOf(delivery)).toHaveLength(1);
});

it('an invitation that is no longer open is told to be so, and a limit of identity is passed on; both change nothing', async () => {
  const { issued, delivery } = await refusedMail();
  office.peer.objection = new Fault('too-many-requests', 'One mail address gets at most ten.');
  await expect(retry(delivery)).rejects.toMatchObject({ code: 'too-many-requests' });
  office.peer.objection = null;
  office.peer.closed.add(issued.invitationId);
  const before = office.peer.admitted.length;
  await expect(retry(delivery)).rejects.toMatchObject({
    code: 'nothing-to-send',
    detail: expect.stringContaining('The invitation is not open any more'),
  });
  expect(office.peer.admitted).toHaveLength(before);
  expect((await office.deliveriesOf(issued))[0]).toEqual(delivery);
});

it('what was sent is not sent again, and a delivery of another account is not found', async () => {
  const issued = office.invitation();
  await office.issue(issued);
  await eventually(async () => expect((await office.deliveriesOf(issued))[0]?.state).toBe('sent'), 20_000);
  const { items } = await office.ask(listDeliveries, { accountId: issued.accountId, filter: {}, page: {} });
  const sent = { accountId: issued.accountId, _id: items[0]!.id };
  await expect(retry(sent)).rejects.toMatchObject({
    code: 'wrong-delivery-state',
    members: { state: 'sent' },
  });
  await expect(retry({ ...sent, accountId: newId('acc') })).rejects.toMatchObject({ code: 'not-found' });
  const { accountId, _id: deliveryId } = sent;
  await expect(office.ask(getDelivery, { accountId, deliveryId })).resolves.toMatchObject({ attempts: 1 });
});
