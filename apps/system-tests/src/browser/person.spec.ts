import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm, PASSWORD } from '../firm.js';
import { call } from '../http.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;
const PARTS = ['profile', 'access', 'sign-in', 'mails', 'records', 'history'];

let firm: Firm;
let ben: { id: string; username: string };
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 8);
  await firm.call('POST', '/v1/custom-fields', { key: 'costCentre', label: 'Cost centre', type: 'text' });
  await firm.call('POST', '/v1/groups', { name: 'Front desk', permissions: ['users.read', 'users.invite'] });
  ben = await firm.join(firm.person('ben'), { department: 'Litigation' });
  const record = { title: 'Lumen lease', ownerId: ben.id, tags: ['urgent'] };
  await firm.call('PUT', '/v1/records/matter/M-2041', record);
}, 120_000);

/** A page of the console, signed in as the admin. */
async function open(path: string, looks = {}): Promise<{ ada: Person; page: Page }> {
  const ada = await Person.at(browser(), origin(), looks);
  const page = await ada.open(path);
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  return { ada, page };
}

it.each([
  { language: 'en', theme: 'light' },
  { language: 'fr', theme: 'dark' },
] as const)(
  'every part of the page of a person can be used by everybody, in $language and $theme',
  async ({ language, theme }) => {
    const { ada, page } = await open(`/people/${ben.id}`, { language, theme });
    const found: Record<string, string[]> = {};
    for (const part of PARTS) {
      await page.goto(`/people/${ben.id}?part=${part}`);
      await page.locator('.person h2').first().waitFor();
      await ada.settled(page);
      found[part] = await wrongWith(page, `person-${part}-${language}-${theme}`);
    }
    expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  120_000,
);

it.each(['en', 'fr'] as const)(
  'in %s the page says on which day somebody leaves, and takes it back',
  async (language) => {
    const say = wordsOf(language);
    const lea = await firm.join(firm.person(`lea-${language}`));
    const plan = await firm.call('PUT', `/v1/users/${lea.id}/departure`, {
      on: '2031-06-30',
      reason: 'Moves',
    });
    expect(plan.status).toBe(200);
    const { ada, page } = await open(`/people/${lea.id}`, { language });
    const size = page.viewportSize()!;
    await page.getByText('2031').first().waitFor();
    expect(await page.getByText('Moves').count()).toBe(1);
    expect(await wrongWith(page, `person-departure-${language}`)).toEqual([]);
    await page.setViewportSize(size);
    const takeBack = { name: say('person.departure.takeBack') };
    await page.getByRole('button', takeBack).click();
    await page.getByRole('dialog').getByRole('button', takeBack).click();
    await page.getByText('2031').first().waitFor({ state: 'detached' });
    expect(await firm.get(`/v1/users/${lea.id}/departure`)).toEqual({ departure: null });
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
);

it.each(['en', 'fr'] as const)(
  'in %s somebody is planned for a day, put off, called off, and invited at once',
  async (language) => {
    const say = wordsOf(language);
    const mei = firm.person(`mei-${language}`);
    const { ada, page } = await open('/invite', { language });
    const size = page.viewportSize()!;
    await page.getByLabel(say('invite.paste')).fill(`Mei Tan <${mei.username}>`);
    await page.getByRole('button', { name: say('invite.read') }).click();
    await page.getByLabel(say('invite.joinsOn'), { exact: true }).fill('2031-06-30');
    expect(await wrongWith(page, `invite-planned-${language}`)).toEqual([]);
    await page.setViewportSize(size);
    await page.getByRole('button', { name: /^(Plan|Prévoir) 1 person/ }).click();
    await page.getByText(say('invite.result.planned'), { exact: true }).waitFor();

    const people = await firm.all<{ id: string; username: string }>('/v1/users');
    const { id } = people.find(({ username }) => username === mei.username)!;
    const joinsOn = async () => (await firm.get(`/v1/users/${id}`)).joinsOn as string | null;
    expect(await joinsOn()).toBe('2031-06-30');
    await page.goto('/people');
    await page.getByRole('row', { name: mei.username }).getByText('2031').waitFor();
    await page.goto(`/people/${id}`);
    const [move, callOff, now] = (['move', 'callOff', 'now'] as const).map((way) => ({
      name: say(`person.arrival.${way}`),
    }));
    await page.getByRole('button', move).click();
    await page.getByRole('dialog').getByLabel(say('person.arrival.day')).fill('2031-09-15');
    expect(await wrongWith(page, `person-arrival-move-${language}`)).toEqual([]);
    await page.setViewportSize(size);
    await page.getByRole('dialog').getByRole('button', move).click();
    await page
      .getByText(/septemb/i)
      .first()
      .waitFor();
    expect(await joinsOn()).toBe('2031-09-15');
    expect(await wrongWith(page, `person-arrival-${language}`)).toEqual([]);
    await page.setViewportSize(size);
    await page.getByRole('button', callOff).click();
    await page.getByRole('dialog').getByRole('button', callOff).click();
    await page.getByRole('button', callOff).first().waitFor({ state: 'detached' });
    expect(await joinsOn()).toBeNull();

    // Whoever plans another day elsewhere is seen here, without a step of anybody.
    expect((await firm.call('PUT', `/v1/users/${id}/arrival`, { on: '2031-03-01' })).status).toBe(200);
    await page.getByRole('button', now).click();
    await page.getByRole('dialog').getByRole('button', now).click();
    await page.getByRole('button', now).first().waitFor({ state: 'detached' });
    expect(await firm.get(`/v1/users/${id}`)).toMatchObject({ status: 'invited', joinsOn: null });
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  90_000,
);

it('what is typed while somebody else is faster is kept, and applied above theirs', async () => {
  const { ada, page } = await open(`/people?person=${ben.id}`);
  await page.getByRole('link', { name: 'Open the page' }).click();
  await page.waitForURL(`**/people/${ben.id}`);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Partner');
  await page.getByLabel('Mobile phone').fill('+1 514 555 0100');
  await page.getByLabel('Cost centre').fill('CC-7');
  const theirs = await firm.call('PATCH', `/v1/users/${ben.id}`, { department: 'Tax' });
  expect(theirs.status).toBe(200);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Department: Tax').waitFor();
  expect(await wrongWith(page, 'person-overtaken')).toEqual([]);
  await page.getByRole('button', { name: 'Apply again' }).click();
  await page.getByText('Cost centre').first().waitFor();
  await eventually(async () =>
    expect(await firm.get(`/v1/users/${ben.id}`)).toMatchObject({
      title: 'Partner',
      department: 'Tax',
      phones: { cell: '+1 514 555 0100' },
      customFields: { costCentre: 'CC-7' },
    }),
  );
  await page.getByRole('link', { name: 'History' }).click();
  const change = page.locator('.trail-change', { hasText: 'Department' }).first();
  expect((await change.textContent())?.replace(/\s+/g, ' ')).toContain('Litigation → After: Tax');
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('what a group would bring is said before somebody comes into it, and by which group they may do what after', async () => {
  const { ada, page } = await open(`/people/${ben.id}?part=access`);
  await page.getByRole('button', { name: 'Add to a group' }).click();
  await page.getByRole('menuitem', { name: 'Front desk' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Invite people, resend').waitFor();
  expect(await wrongWith(page, 'person-group')).toEqual([]);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.waitFor({ state: 'detached' });
  const permission = page.locator('.permission', { hasText: 'users.invite' });
  await permission.getByText('Front desk').waitFor();
  const { items } = await firm.get(`/v1/users/${ben.id}/permissions`);
  expect(items).toContainEqual({ permission: 'users.invite', via: ['Front desk'] });

  await page.goto(`/people/${firm.admin.id}?part=access`);
  await page.getByRole('button', { name: 'Take out of Global admin' }).click();
  await page.getByRole('dialog').getByText('Ada Quill: The account would be left').waitFor();
  expect(await wrongWith(page, 'person-last-admin')).toEqual([]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('a key of a service user is shown once, works, and is revoked; a session is ended', async () => {
  const robot = await firm.invite(firm.person('robot'), { type: 'service' });
  const groups = await firm.get('/v1/groups');
  const member = groups.items.find(({ builtIn }: { builtIn: string }) => builtIn === 'member');
  await firm.call('PATCH', `/v1/users/${robot.body.id}`, { groups: [member.id] });
  const { ada, page } = await open(`/people/${robot.body.id}?part=sign-in`);
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('What it is for').fill('Payroll export');
  await page.getByText('See people, their details').click();
  expect(await wrongWith(page, 'person-key')).toEqual([]);
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByLabel('Payroll export').inputValue();
  expect((await call(origin(), 'GET', '/v1/users?limit=1', undefined, { token: key })).status).toBe(200);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText(key.slice(0, 8)).waitFor();
  expect(await page.getByText(key).count()).toBe(0);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No key.').waitFor();
  await eventually(async () =>
    expect((await call(origin(), 'GET', '/v1/users?limit=1', undefined, { token: key })).status).toBe(401),
  );

  const session = await firm.signIn(ben.username, PASSWORD);
  await page.goto(`/people/${ben.id}?part=sign-in`);
  const buttons = page.getByRole('button', { name: /^End the session/ });
  await buttons.first().waitFor();
  const before = await buttons.count();
  await buttons.first().click();
  await eventually(async () => expect(await buttons.count()).toBe(before - 1));
  await eventually(async () => {
    const answer = await call(origin(), 'GET', '/v1/me', undefined, { token: session.body.accessToken });
    expect(answer.status).toBe(401);
  });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('who sees nobody else is told so, and looks beyond it for a reason that stays in the history', async () => {
  const groups = await firm.call('POST', '/v1/groups', {
    name: 'Privacy',
    permissions: ['users.read', 'users.privacy'],
  });
  const eve = await firm.join(firm.person('eve'), { groups: [groups.body.id], visibility: 'self' });
  const at = await Person.at(browser(), origin());
  const page = await at.open(`/people/${ben.id}`);
  await signIn(page, firm, eve.username);
  await page.getByRole('heading', { name: 'Look beyond what you see' }).waitFor();
  expect(await wrongWith(page, 'person-beyond')).toEqual([]);
  await page.getByLabel('Reason').fill('Accès demandé : un cœur brisé');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.locator('.person').waitFor();
  await eventually(async () => {
    const { items } = await firm.get(`/v1/users/${ben.id}/history`);
    const look = items.find(
      ({ action }: { action: string }) => action === 'identity.user.privacy-overridden',
    );
    expect(look?.detail.reason).toBe('Accès demandé : un cœur brisé');
  });
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 60_000);
