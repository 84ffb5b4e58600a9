import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;
const PART = '/organisation?part=affiliate';

const place = async (firm: Firm, parent: Firm) => {
  const offer = await parent.call('POST', '/v1/account/affiliate-offers', { account: firm.slug });
  expect((await firm.call('POST', `/v1/account/parent-offers/${offer.body.id}/accept`)).status).toBe(200);
};
const branches = (page: Page) => page.locator('.branches .branch-words').allTextContents();

it('accounts are opened and asked, one accepts, and all stand in a list until they are let go, by keyboard alone', async () => {
  const [home, asked] = [await Firm.signUp(stack()), await Firm.signUp(stack())];
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open(PART);
  await signIn(page, home, home.admin.username);
  await page.getByText('No account is below yours').waitFor();
  expect(await wrongWith(page, 'affiliates-none')).toEqual([]);

  await press(page, 'New affiliate');
  await page.getByRole('dialog').waitFor();
  const slug = `${home.slug}-lyon`.slice(-40).replace(/^-+/, '');
  await page.keyboard.type('Lyon');
  const fill = async (name: string, value: string) => page.locator(`input[name="${name}"]`).fill(value);
  await fill('slug', home.slug);
  await fill('admin.firstName', 'Noor');
  await fill('admin.lastName', 'Haddad');
  await fill('admin.username', `noor@${slug}.example`);
  await fill('admin.password', 'first day at the firm');
  await press(page, 'Open the account');
  // The slug is taken, which the dialog says and keeps what was typed.
  await page.getByRole('dialog').getByRole('alert').waitFor();
  expect(await wrongWith(page, 'affiliates-new')).toEqual([]);
  await fill('slug', slug);
  await press(page, 'Open the account');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await eventually(async () => expect(await branches(page)).toEqual([`Lyon ${slug}`]));

  await press(page, 'Ask an account');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(asked.slug);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Withdraw: ${asked.slug}` }).waitFor();
  expect(await wrongWith(page, 'affiliates-asked')).toEqual([]);

  const bea = await Person.at(browser(), stack().info().gateway, { language: 'fr', theme: 'dark' });
  const theirs = await bea.open(PART);
  await signIn(theirs, asked, asked.admin.username);
  await theirs.getByRole('heading', { name: 'Compte au-dessus du vôtre' }).waitFor();
  expect(await wrongWith(theirs, 'affiliates-offer')).toEqual([]);
  await press(theirs, /^Accepter.: /);
  await theirs.getByRole('dialog').waitFor();
  await press(theirs, 'Accepter');
  await theirs.getByRole('button', { name: 'Quitter' }).waitFor();
  expect(bea.misdeeds).toEqual([]);
  await bea.leave();

  await page.reload();
  await eventually(async () => expect((await branches(page)).length).toBe(2));
  expect(await page.getByRole('button', { name: /^Withdraw/ }).count()).toBe(0);
  const { name: theirName } = await asked.get('/v1/account');
  const { name: ownName } = await home.get('/v1/account');
  for (const [place, depth] of [
    ['Lyon', 1],
    [ownName, 0],
  ] as const) {
    await press(page, `Move: ${theirName}`);
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: /Beneath/ }).click();
    await page.getByRole('option', { name: place }).click();
    expect(await wrongWith(page, 'affiliates-move')).toEqual([]);
    await press(page, 'Move');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.locator('.branches .branches').count()).toBe(depth));
  }
  await press(page, 'Let go: Lyon');
  await press(page, 'Let go');
  await eventually(async () => expect((await branches(page)).length).toBe(1));
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 180_000);

it('who is above goes in under a banner, and is at home again by the way back, by a reload, and when the account has left', async () => {
  const [home, below, low] = [
    await Firm.signUp(stack()),
    await Firm.withSeats(stack(), 6),
    await Firm.signUp(stack()),
  ];
  await place(below, home);
  await place(low, below);
  const names = await Promise.all([home, below].map(async (firm) => (await firm.get('/v1/account')).name));
  await below.call('PATCH', '/v1/account', { name: 'Lyon' });
  await low.call('PATCH', '/v1/account', { name: 'Villeurbanne' });
  const zoe = await below.join(below.person('zoe'));
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open(PART);
  await signIn(page, home, home.admin.username);
  await eventually(async () =>
    expect(await branches(page)).toEqual([`Lyon ${below.slug}`, `Villeurbanne ${low.slug}`]),
  );
  expect(await page.locator('.branches .branches').count()).toBe(1);
  expect(await wrongWith(page, 'affiliates-tree')).toEqual([]);

  await press(page, 'Go in: Lyon');
  await page.getByText('You act in Lyon.').waitFor();
  await page.getByText(zoe.username).waitFor();
  expect(await page.getByText(home.admin.username).count()).toBe(0);
  const ways = () => page.locator('.rail .way').allTextContents();
  for (const closed of ['Audit log', 'Settings', 'Webhooks', 'Messages', 'Hand-overs'])
    expect(await ways()).not.toContain(closed);
  expect(await wrongWith(page, 'affiliates-acting')).toEqual([]);
  await page.getByText(zoe.username).click();
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  expect(await wrongWith(page, 'affiliates-acting-person')).toEqual([]);
  // No token of any account is where a script could read it later.
  expect(await ada.kept(page)).not.toMatch(/eyJ/);

  for (const [way, heading] of [
    ['Home', 'Welcome'],
    ['Invitations', 'Invitations'],
    ['Groups', 'Groups'],
    ['Organisation', 'Organisation'],
    ['Licences', 'Licences'],
  ] as const) {
    await page.locator('.rail .way', { hasText: way }).first().click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await ada.settled(page);
    expect(await page.locator('.note-bad').count()).toBe(0);
  }
  await page.goto('/people');
  await page.getByText(home.admin.username).first().waitFor();
  expect(await page.getByText('You act in Lyon.').count()).toBe(0);

  await page.goto(PART);
  await press(page, 'Go in: Lyon');
  await page.getByText('You act in Lyon.').waitFor();
  await press(page, `Back to ${names[0]}`);
  await page.getByRole('heading', { name: 'Affiliates' }).waitFor();
  expect(await page.getByText('You act in Lyon.').count()).toBe(0);

  // Whoever is at home there reads who it was, though they are of another account.
  const noor = await Person.at(browser(), stack().info().gateway, { theme: 'dark' });
  const log = await noor.open('/audit');
  await signIn(log, below, below.admin.username);
  await log.getByText(`Ada Quill (${names[0]})`).first().waitFor();
  expect(await wrongWith(log, 'affiliates-log')).toEqual([]);
  await noor.leave();

  // What has left meanwhile is told above the page, and the way back is open.
  await press(page, 'Go in: Lyon');
  await page.getByText('You act in Lyon.').waitFor();
  expect((await below.call('DELETE', '/v1/account/parent')).status).toBe(204);
  await eventually(async () => {
    await page.locator('.rail .way', { hasText: 'Groups' }).first().click();
    await page.locator('.rail .way', { hasText: 'People' }).first().click();
    expect(await page.getByText('You can no longer act in Lyon.').count()).toBe(1);
  });
  await press(page, `Back to ${names[0]}`);
  await page.getByText('No account is below yours').waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 180_000);

it('people of affiliates stand in one list with those of home, and lead into their account', async () => {
  const [home, below] = [await Firm.signUp(stack()), await Firm.withSeats(stack(), 6)];
  await place(below, home);
  await below.call('PATCH', '/v1/account', { name: 'Lyon' });
  const zoe = await below.join(below.person('zoe'));
  const ada = await Person.at(browser(), stack().info().gateway, { language: 'fr' });
  const page = await ada.open('/people');
  await signIn(page, home, home.admin.username);
  await inside(page);
  await page.getByRole('checkbox', { name: 'Avec les filiales' }).focus();
  await page.keyboard.press('Space');
  await page.getByText(zoe.username).waitFor();
  expect(page.url()).toContain('affiliates=true');
  expect(await page.getByText(home.admin.username).count()).toBeGreaterThan(0);
  await page.getByRole('columnheader', { name: 'Compte' }).waitFor();
  expect(await wrongWith(page, 'people-with-affiliates')).toEqual([]);
  await page.getByText(zoe.username).click();
  await page.getByRole('dialog').waitFor();
  expect(await wrongWith(page, 'people-go-in')).toEqual([]);
  await press(page, 'Entrer dans Lyon');
  await page.getByText('Vous agissez dans Lyon.').waitFor();
  await page.getByRole('button', { name: 'Modifier' }).waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);
