import { eventually } from '@seatkeeper/testing';
import { Webhook } from 'standardwebhooks';
import { Firm } from './firm.js';
import { call } from './http.js';
import { Receiver } from './receiver.js';
import { linesOfSharedStack, sharedStack } from './stack.js';

it('a receiver is told, signed, that somebody was banned; the log and the audit say so, and no log shows its secret', async () => {
  const receiver = await Receiver.listen('/doors?key=of-the-receiver');
  const { received, url } = receiver;

  const firm = await Firm.withSeats(sharedStack(), 3);
  const ben = await firm.join(firm.person('ben'));
  const wrong = { url, events: ['user.baned'] };
  expect(await firm.call('POST', '/v1/webhook-endpoints', wrong)).toMatchObject({ status: 422 });
  const events = ['identity.user.banned', 'identity.user.unbanned'];
  const created = await firm.call('POST', '/v1/webhook-endpoints', { url, events });
  expect(created).toMatchObject({ status: 201, body: { url, events, state: 'enabled' } });
  const { id, secret } = created.body as { id: string; secret: string };

  await firm.call('POST', `/v1/users/${ben.id}/ban`, { reason: 'Lost the key' });
  await eventually(() => expect(received).toHaveLength(1), 20_000);
  const [{ body, headers }] = received as [(typeof received)[0]];
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    type: 'identity.user.banned',
    data: { accountId: firm.accountId, user: { id: ben.id, status: 'banned' }, changes: expect.any(Array) },
  });
  expect(body).not.toContain('Lost the key');

  const path = `/v1/webhook-endpoints/${id}`;
  const delivery = await eventually(async () => {
    const { items } = await firm.get(`${path}/deliveries?state=sent`);
    expect(items).toHaveLength(1);
    return items[0] as { id: string; messageId: string };
  });
  expect(delivery.messageId).toBe(headers['webhook-id']);
  const details = await firm.get(`${path}/deliveries/${delivery.id}`);
  expect(details.payload).toEqual(JSON.parse(body));

  const rotated = await firm.call('POST', `${path}/secret`);
  expect(rotated).toMatchObject({ status: 200, body: { secrets: [{ expiresAt: null }, {}] } });
  expect(await firm.call('POST', `${path}/deliveries/${delivery.id}/replay`)).toMatchObject({ status: 202 });
  await eventually(() => expect(received).toHaveLength(2), 20_000);
  for (const either of [secret, rotated.body.secret as string])
    expect(new Webhook(either).verify(received[1]!.body, received[1]!.headers)).toEqual(JSON.parse(body));

  await eventually(async () => {
    const { items } = await firm.get(`/v1/audit?target=${id}`);
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'notifications.webhook-endpoint.secret-rotated',
      'notifications.webhook-endpoint.created',
    ]);
    expect(JSON.stringify(items)).not.toContain('of-the-receiver');
  });
  for (const hidden of [secret, rotated.body.secret as string, 'of-the-receiver'])
    expect(await linesOfSharedStack(hidden)).toEqual([]);
  expect(await firm.call('DELETE', path)).toMatchObject({ status: 204 });
  expect(await firm.call('GET', path)).toMatchObject({ status: 404 });
  const { body: tokens } = await firm.signIn(firm.person('ben').username);
  expect(tokens.accessToken).toBeUndefined();
  expect(await call(firm.stack.info().gateway, 'GET', '/v1/webhook-endpoints')).toMatchObject({
    status: 401,
  });
  receiver.close();
}, 90_000);
