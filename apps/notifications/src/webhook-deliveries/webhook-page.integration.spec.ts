import { eventually, startChild } from '@seatkeeper/testing';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Receiver } from '../../testing/receiver.js';
import { WebhookHouse } from '../../testing/webhook-house.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Beside the product, so that it finds the library that it names. */
function receiverOfPage(): { program: URL; remove: () => void } {
  const page = readFileSync(join(repository, 'docs/webhooks.md'), 'utf8');
  const [, code = ''] = /```js receiver\n(.*?)```/s.exec(page) ?? [];
  mkdirSync(join(repository, '.local'), { recursive: true });
  const folder = mkdtempSync(join(repository, '.local/webhooks-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, code);
  return { program: pathToFileURL(file), remove: () => rmSync(folder, { recursive: true }) };
}

it('the receiver in the page for integrators takes what we send, once, and nothing that others send', async () => {
  const { program, remove } = receiverOfPage();
  const house = await WebhookHouse.open();
  const place = await Receiver.start();
  const { port } = place;
  await place.stop();
  const url = `http://127.0.0.1:${port}/`;
  const endpoint = await house.endpoint(url);
  const child = startChild(program, { env: { PORT: String(port), WEBHOOK_SECRET: endpoint.secret } });
  const forged = await eventually(() => fetch(url, { method: 'POST', body: '{"type":"forged"}' }), 20_000);
  expect(forged.status).toBe(400);

  await house.ban(endpoint.accountId, 2);
  await house.only(endpoint, { state: 'sent' });
  await eventually(() => expect(child.output()).toBe(`identity.user.banned ${endpoint.accountId}\n`));
  await child.kill();
  await house.close();
  remove();
}, 60_000);
