import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { call } from '../http.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;

it('what a change of the account will do is said before it is saved, by keyboard alone, and what somebody else was faster with', async () => {
  const firm = await Firm.signUp(stack());
  const { body: group } = await firm.call('POST', '/v1/groups', {
    name: 'Staff',
    permissions: ['users.read'],
  });
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/settings');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByLabel('Name', { exact: true }).focus();
  expect(await wrongWith(page, 'settings')).toEqual([]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Harbour Lane');
  await page.getByText('The account is called Harbour Lane from now on').waitFor();
  await page.getByLabel('Days until everybody signs in again').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('400');
  await press(page, 'Save');
  await page.getByText('A whole number from 1 to 365.').first().waitFor();
  await page.getByLabel('Days until everybody signs in again').fill('14');
  await page.getByText('Whoever signed in more than 14 days ago signs in again').waitFor();
  await page.getByRole('checkbox', { name: /Remind of invitations/ }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Nobody is reminded of an invitation any more.').waitFor();
  await page.getByRole('button', { name: /Group of new people/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Staff' }).waitFor();
  await page.keyboard.type('Staff');
  await page.keyboard.press('Enter');
  await page.getByText('comes into Staff').waitFor();
  expect(await page.getByLabel('Address of SCIM', { exact: true }).inputValue()).toBe(`${origin()}/scim/v2`);
  await page.getByRole('radio', { name: /Refused: the provider/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('People for whom no seat is free wait for one.').waitFor();
  expect(await wrongWith(page, 'settings-changes')).toEqual([]);
  const before = await firm.get('/v1/account');
  expect(before).toMatchObject({ policies: { sessionDays: 30, invitationReminders: true } });

  await firm.call('PATCH', '/v1/account', { timeZone: 'Europe/Paris', policies: { sessionDays: 60 } });
  await press(page, 'Save');
  await page.getByText('Time zone: Europe/Paris').waitFor();
  await page.getByText('Days until everybody signs in again: 60 days').waitFor();
  expect(await wrongWith(page, 'settings-overtaken')).toEqual([]);
  expect(await firm.get('/v1/account')).toMatchObject({ name: before.name, timeZone: 'Europe/Paris' });
  await press(page, 'Apply again');
  await page.getByRole('heading', { name: 'What this will do' }).waitFor({ state: 'detached' });
  expect(await firm.get('/v1/account')).toMatchObject({
    name: 'Harbour Lane',
    timeZone: 'Europe/Paris',
    policies: {
      sessionDays: 14,
      invitationReminders: false,
      provisioningWhenNoSeat: 'wait',
      defaultGroup: group.id,
      secondFactor: 'optional',
    },
  });
  await page.locator('.rail .firm', { hasText: 'Harbour Lane' }).waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('a second factor that is demanded is said to hold at once, also for who says so, and it does', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const ben = await firm.join(firm.person('ben'));
  const { body: tokens } = await firm.signIn(ben.username);
  const asBen = () => call(origin(), 'GET', '/v1/account', undefined, { token: tokens.accessToken });
  expect((await asBen()).status).toBe(200);
  const ada = await Person.at(browser(), origin(), { language: 'fr', theme: 'dark' });
  const page = await ada.open('/settings');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByRole('radio', { name: /Facultatif/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('Qui n’a pas de second facteur ne peut plus qu’en ajouter un').waitFor();
  expect(await wrongWith(page, 'settings-factor')).toEqual([]);
  expect((await asBen()).status).toBe(200);
  await press(page, 'Enregistrer');
  await eventually(async () =>
    expect(await asBen()).toMatchObject({ status: 403, body: { code: 'second-factor-missing' } }),
  );
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('who may not change the account sees what it has decided, and is told which permission is missing', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const eve = await firm.join(firm.person('eve'));
  const at = await Person.at(browser(), origin(), { width: 'phone' });
  const page = await at.open('/settings');
  await signIn(page, firm, eve.username);
  await page.getByText('account.update').waitFor();
  const name = page.getByLabel('Name', { exact: true });
  expect(await name.inputValue()).toBe(`Firm ${firm.slug}`);
  expect(await name.getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('checkbox', { name: /Remind/ }).isDisabled()).toBe(true);
  expect(await wrongWith(page, 'settings-locked')).toEqual([]);
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 60_000);
