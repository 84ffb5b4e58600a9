import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  listWebhookEndpoints,
  MOST_WEBHOOK_ENDPOINTS,
  rotateWebhookSecret,
  updateWebhookEndpoint,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import { behaviours, Receiver } from '../../testing/receiver.js';
import { WebhookHouse, type Where } from '../../testing/webhook-house.js';
import { Webhook } from 'standardwebhooks';

const keys = [1, 2].map(() => randomBytes(32).toString('base64')) as [string, string];
let house: WebhookHouse;
beforeAll(async () => {
  house = await WebhookHouse.open(1, { WEBHOOK_KEY: keys[0], WEBHOOK_PLAIN_HTTP: 'false' });
});
afterAll(() => house.close());

const by = userActor(newId('usr'));
const url = 'https://hooks.firm.example/T01/secret-path';
const where = ({ accountId, endpointId }: Where) => ({ accountId, endpointId });
const heard = (endpointId: string) =>
  house.office.heard.filter(({ data }) => JSON.stringify(data).includes(endpointId));

it('an endpoint is made once under its id, and answers with the same secret when it is asked for again', async () => {
  const asked = { accountId: newId('acc'), by, endpointId: newId('whe'), endpoint: { url } };
  const { values } = await race(5, () => house.office.ask(createWebhookEndpoint, asked));
  expect(new Set(values.map(({ secret }) => secret)).size).toBe(1);
  expect(values[0]!.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { items } = await house.office.ask(listWebhookEndpoints, asked);
  expect(items).toEqual([
    expect.objectContaining({ id: asked.endpointId, url, events: null, state: 'enabled' }),
  ]);
  expect(JSON.stringify(items)).not.toContain('whsec');
  await eventually(() =>
    expect(heard(asked.endpointId)).toEqual([
      {
        type: 'notifications.webhook-endpoint.created.v1',
        data: expect.objectContaining({
          actor: by,
          webhook: { id: asked.endpointId, origin: 'https://hooks.firm.example', events: null },
        }),
      },
    ]),
  );
});

it('what lies in the database signs nothing: the secret is sealed', async () => {
  const { secret, ...endpoint } = await house.endpoint(url);
  const stored = await house.endpoints.findById(endpoint.accountId, endpoint.endpointId);
  const text = JSON.stringify(stored);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(secret.slice('whsec_'.length));
  expect(stored?.secrets).toHaveLength(1);
});

it('of more who want a place at once ten get one; a deleted endpoint makes room for another', async () => {
  const accountId = newId('acc');
  const { values, refusals } = await race(13, () => house.endpoint(url, accountId));
  expect(values).toHaveLength(MOST_WEBHOOK_ENDPOINTS);
  expect(refusals).toEqual({ 'too-many-endpoints': 3 });
  const gone = where(values[0]!);
  await house.office.ask(deleteWebhookEndpoint, { ...gone, by });
  await expect(house.office.ask(deleteWebhookEndpoint, { ...gone, by })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(house.office.ask(getWebhookEndpoint, gone)).rejects.toMatchObject({ code: 'not-found' });
  await house.endpoint(url, accountId);
  const { items } = await house.office.ask(listWebhookEndpoints, { accountId });
  expect(items.map(({ id }) => id)).not.toContain(gone.endpointId);
  expect(items).toHaveLength(MOST_WEBHOOK_ENDPOINTS);
  await eventually(() =>
    expect(heard(gone.endpointId).map(({ type }) => type)).toEqual([
      'notifications.webhook-endpoint.created.v1',
      'notifications.webhook-endpoint.deleted.v1',
    ]),
  );
  const stored = await house.endpoints.findById(accountId, gone.endpointId);
  expect(stored?.secrets).toEqual([]);
});

it.each([
  ['http://hooks.firm.example/', 'Expected an address that begins with https'],
  ['https://169.254.169.254/latest', 'Expected an address that can be reached from the internet'],
  ['https://[::1]/', 'Expected an address that can be reached from the internet'],
])('%s is refused when it is set, and changes nothing', async (wrong, message) => {
  const refused = { code: 'validation-failed', errors: [{ path: 'url', message }] };
  await expect(house.endpoint(wrong)).rejects.toMatchObject(refused);
  const endpoint = await house.endpoint(url);
  const asked = { ...where(endpoint), by, changes: { url: wrong } };
  await expect(house.office.ask(updateWebhookEndpoint, asked)).rejects.toMatchObject(refused);
  expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({ url, version: 1 });
});

it('of two who change the same version one is told that it has changed', async () => {
  const endpoint = await house.endpoint(url);
  const change = (description: string) =>
    house.office.ask(updateWebhookEndpoint, {
      ...where(endpoint),
      by,
      changes: { description },
      ifVersion: 1,
    });
  const { values, refusals } = await race(2, (index) => change(`Doors ${index}`));
  expect(values).toHaveLength(1);
  expect(refusals).toEqual({ 'precondition-failed': 1 });
});

it('nobody of another account sees, changes, rotates or deletes it', async () => {
  const endpoint = await house.endpoint(url);
  const strange = { accountId: newId('acc'), endpointId: endpoint.endpointId, by, commandId: newId('cmd') };
  const attempts = [
    house.office.ask(getWebhookEndpoint, strange),
    house.office.ask(updateWebhookEndpoint, { ...strange, changes: { state: 'disabled' } }),
    house.office.ask(rotateWebhookSecret, strange),
    house.office.ask(deleteWebhookEndpoint, strange),
  ];
  for (const answer of await Promise.allSettled(attempts))
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
  expect(await house.office.ask(listWebhookEndpoints, strange)).toEqual({ items: [] });
  expect(await house.office.ask(getWebhookEndpoint, where(endpoint))).toMatchObject({ version: 1 });
});

it('under a new key the old secret still signs, and is sealed anew as it does', async () => {
  const target = await Receiver.start();
  target.behaviour = behaviours.ok;
  const before = await WebhookHouse.open(1, { WEBHOOK_KEY: keys[0] });
  const endpoint = await before.endpoint(target.url);
  const [old] = (await before.endpoints.findById(endpoint.accountId, endpoint.endpointId))!.secrets;
  await before.office.services.shift()!.stop();
  await before.addCopy({ WEBHOOK_KEY: keys[1], RETIRED_WEBHOOK_KEYS: keys[0] });

  await before.ban(endpoint.accountId);
  await eventually(() => expect(target.received).toHaveLength(1), 20_000);
  const [{ body, headers }] = target.received as [(typeof target.received)[0]];
  expect(new Webhook(endpoint.secret).verify(body, headers)).toMatchObject({ type: 'identity.user.banned' });
  const [sealed] = (await before.endpoints.findById(endpoint.accountId, endpoint.endpointId))!.secrets;
  expect(sealed!.sealed).not.toBe(old!.sealed);
  await before.close();
  await target.stop();
}, 60_000);

it('with a secret that no key opens nothing is signed, and nobody is told the one before it', async () => {
  const target = await Receiver.start();
  const before = await WebhookHouse.open(1, { WEBHOOK_KEY: keys[0] });
  const lost = await before.endpoint(target.url);
  const rotation = { ...where(lost), by, commandId: newId('cmd') };
  await before.office.services.shift()!.stop();
  // A copy under a new key makes the newest secret, and one that was not told of the key comes back.
  await before.addCopy({ WEBHOOK_KEY: keys[1] });
  await before.office.ask(rotateWebhookSecret, rotation);
  await before.office.services.shift()!.stop();
  await before.addCopy({ WEBHOOK_KEY: keys[0] });
  await expect(before.office.ask(rotateWebhookSecret, rotation)).rejects.toMatchObject({
    code: 'service-unavailable',
  });

  await before.office.services.shift()!.stop();
  await before.addCopy({ WEBHOOK_KEY: randomBytes(32).toString('base64') });
  const other = await Receiver.start();
  const well = await before.endpoint(other.url, lost.accountId);
  await before.ban(lost.accountId);
  await before.only(well, { state: 'sent' });
  await before.only(lost, { state: 'queued', attempts: 0 });
  expect(target.received).toEqual([]);
  await before.close();
  for (const each of [target, other]) await each.stop();
}, 90_000);
