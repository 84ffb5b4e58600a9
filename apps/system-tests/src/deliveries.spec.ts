import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

it('an administrator sees that the mail of an invitation was sent, and cannot have it sent twice; a colleague sees none', async () => {
  const firm = await Firm.withSeats(sharedStack(), 3);
  const ben = await firm.join(firm.person('ben'));
  const { body: invited } = await firm.invite(firm.person('ann'));
  const path = `/v1/deliveries?user=${invited.id}&kind=invitation,confirmation&state=sent`;
  const mail = await eventually(async () => {
    const { items } = await firm.get(path);
    expect(items).toHaveLength(1);
    return items[0];
  }, 30_000);
  expect(mail).toMatchObject({ to: { address: firm.person('ann').username }, attempts: 1 });
  const details = await firm.get(`/v1/deliveries/${mail.id}`);
  expect(details).toEqual({ ...mail, answers: [mail.lastAttempt] });
  expect(JSON.stringify(details)).not.toContain(await firm.invitationToken(firm.person('ann').username));

  const again = await firm.call('POST', `/v1/deliveries/${mail.id}/retry`);
  expect(again).toMatchObject({ status: 409, body: { code: 'wrong-delivery-state', state: 'sent' } });
  expect(await firm.mails(firm.person('ann').username)).toHaveLength(1);
  expect(await firm.call('GET', '/v1/deliveries?state=lost')).toMatchObject({ status: 422 });
  expect(await firm.call('GET', '/v1/deliveries/x')).toMatchObject({ status: 404 });

  const { body: tokens } = await firm.signIn(ben.username);
  const asBen = await call(firm.stack.info().gateway, 'GET', path, undefined, { token: tokens.accessToken });
  expect(asBen).toMatchObject({ status: 403, body: { permission: 'deliveries.read' } });
}, 90_000);
