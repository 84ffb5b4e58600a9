import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { Firm } from '../firm.js';
import { Receiver } from '../receiver.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.listen('/doors');
});
afterEach(() => receiver.close());

async function open(firm: Firm, path: string, looks = {}): Promise<{ ada: Person; page: Page }> {
  const ada = await Person.at(browser(), stack().info().gateway, looks);
  const page = await ada.open(path);
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  return { ada, page };
}

it('an endpoint is made for some events, its secret signs a test, and another secret takes its place, by keyboard', async () => {
  const firm = await Firm.signUp(stack());
  const { ada, page } = await open(firm, '/webhooks');
  await page.getByText('Nothing is sent anywhere').waitFor();
  await press(page, 'New endpoint');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('ftp://somewhere');
  await press(page, 'Create');
  await page.getByText('Expected an address such as').first().waitFor();
  await page.getByLabel('Address').fill(receiver.url);
  await page.getByLabel('What it is for').fill('Door system');
  await page.getByRole('radio', { name: /All, also/ }).focus();
  await page.keyboard.press('ArrowDown');
  await press(page, 'Create');
  await page.getByText('Choose at least one event').first().waitFor();
  await page.getByRole('checkbox', { name: /identity\.user\.banned/ }).focus();
  await page.keyboard.press('Space');
  expect(await wrongWith(page, 'webhooks-new')).toEqual([]);
  // What is long scrolls by itself, never the window with its navigation.
  expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
  await press(page, 'Create');
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  // Shown this once: no key takes it away before somebody has it.
  await page.keyboard.press('Escape');
  expect(await wrongWith(page, 'webhooks-secret')).toEqual([]);
  await press(page, 'I have kept it');
  await page.waitForURL(/\/webhooks\/whe_/);
  await page.getByText('Nothing was sent yet').waitFor();
  expect(await page.content()).not.toContain(secret);

  await press(page, 'Send a test');
  await page.getByText('HTTP 204').waitFor();
  expect(receiver.received).toHaveLength(1);
  const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]];
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(JSON.parse((await page.locator('.payload').textContent()) ?? '')).toEqual(JSON.parse(body));
  expect(await wrongWith(page, 'webhooks-delivery')).toEqual([]);
  expect(await firm.get('/v1/webhook-endpoints')).toMatchObject({
    items: [{ description: 'Door system', events: ['identity.user.banned'] }],
  });

  await press(page, 'New secret');
  await page.getByText('For 24 hours the secret of now signs too').waitFor();
  await press(page, 'Make a new secret');
  const next = await page.getByLabel('Secret', { exact: true }).inputValue();
  await press(page, 'I have kept it');
  await page.getByText('The one before signs too until').waitFor();
  await press(page, 'Send again');
  await eventually(() => expect(receiver.received).toHaveLength(2), 20_000);
  for (const either of [secret, next])
    expect(new Webhook(either).verify(receiver.received[1]!.body, receiver.received[1]!.headers)).toEqual(
      JSON.parse(body),
    );
  expect(next).not.toBe(secret);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it('what was refused is found by its state in the address, with the words of the receiver, and arrives when it is sent again', async () => {
  const firm = await Firm.signUp(stack());
  const { body: made } = await firm.call('POST', '/v1/webhook-endpoints', { url: receiver.url });
  receiver.answer = { status: 500, body: 'The doors are stuck' };
  await firm.call('POST', `/v1/webhook-endpoints/${made.id}/test`);
  const { ada, page } = await open(firm, `/webhooks/${made.id}`, { language: 'fr', theme: 'dark' });
  await page.getByText('500').waitFor();
  await page.getByText('Rien n’est arrivé depuis').waitFor();
  await page.getByRole('button', { name: 'État' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Arrivé' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.waitForURL(/state=sent/);
  await page.getByText('Rien dans cet état').waitFor();
  await page.goBack();
  await page.locator('.line-table tbody a').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/delivery=/);
  await page.getByText('The doors are stuck').waitFor();
  expect(await wrongWith(page, 'webhooks-refused')).toEqual([]);
  receiver.answer = { status: 204 };
  await press(page, 'Renvoyer');
  await page.getByText('HTTP 204').waitFor();
  // The next attempt may have come by itself meanwhile; whatever comes is the same message.
  expect(receiver.received.length).toBeGreaterThanOrEqual(2);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await page.getByText('Rien n’est arrivé depuis').waitFor({ state: 'detached' });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('an endpoint that said that it is gone tells so, is enabled again, changed while somebody else is faster, and deleted', async () => {
  const firm = await Firm.signUp(stack());
  const { body: made } = await firm.call('POST', '/v1/webhook-endpoints', { url: receiver.url });
  receiver.answer = { status: 410 };
  await firm.call('POST', `/v1/webhook-endpoints/${made.id}/test`);
  const path = `/v1/webhook-endpoints/${made.id}`;
  await eventually(async () => expect((await firm.get(path)).state).toBe('disabled'), 20_000);
  const { ada, page } = await open(firm, '/webhooks');
  await page.getByText('Disabled').waitFor();
  expect(await wrongWith(page, 'webhooks-list')).toEqual([]);
  await page.getByRole('link', { name: receiver.url }).click();
  await page.getByText('It answered that it is gone (410)').waitFor();
  await press(page, 'Send a test');
  await page.getByText('The webhook endpoint is disabled.').first().waitFor();
  expect(await wrongWith(page, 'webhooks-disabled')).toEqual([]);
  await press(page, 'Enable');
  await page.getByText('It answered that it is gone (410)').waitFor({ state: 'detached' });
  expect(receiver.received).toHaveLength(1);

  await press(page, 'Edit');
  await page.getByLabel('What it is for').fill('Doors');
  const theirs = { url: `${receiver.url}/of-theirs` };
  expect((await firm.call('PATCH', path, theirs)).status).toBe(200);
  await press(page, 'Save');
  await page.getByText(`Address: ${theirs.url}`).waitFor();
  expect(await wrongWith(page, 'webhooks-overtaken')).toEqual([]);
  await press(page, 'Apply again');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await firm.get(path)).toMatchObject({ ...theirs, description: 'Doors', events: null });

  await press(page, 'Disable');
  await page.getByText('What waits for it is cancelled').waitFor();
  await press(page, 'Disable');
  await page.getByText('Somebody disabled it').waitFor();
  await press(page, 'Delete');
  await page.getByText('its log are forgotten').waitFor();
  await press(page, 'Delete');
  await page.getByText('Nothing is sent anywhere').waitFor();
  expect((await firm.call('GET', path)).status).toBe(404);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('who may not manage webhooks sees no way there, and is told why where they go all the same', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const eve = await firm.join(firm.person('eve'));
  const at = await Person.at(browser(), stack().info().gateway, { width: 'phone' });
  const page = await at.open('/webhooks');
  await signIn(page, firm, eve.username);
  await page.getByText('webhooks.manage').first().waitFor();
  expect(await page.getByRole('button', { name: 'New endpoint' }).getAttribute('aria-disabled')).toBe('true');
  expect(await page.locator('.rail a[href="/webhooks"]').count()).toBe(0);
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 60_000);
