import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

async function named(page: Page, button: string, name: string): Promise<void> {
  await press(page, button);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

it('offices are made, renamed for everybody, and go only when nobody needs them, by keyboard alone', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const ben = await firm.join(firm.person('ben'), { offices: ['Montréal'], seniority: 'Partner' });
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/organisation');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByRole('rowheader', { name: 'Montréal' }).waitFor();
  await named(page, 'New office', 'Lisbon');
  await page.getByRole('rowheader', { name: 'Lisbon' }).waitFor();
  expect(await wrongWith(page, 'organisation-offices')).toEqual([]);

  await press(page, 'Rename Montréal');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Old Port');
  const office = ben.officeIds[0];
  // Somebody else is faster: theirs is shown, and ours is applied above it.
  expect((await firm.call('PATCH', `/v1/offices/${office}`, { name: 'Québec' })).status).toBe(200);
  await page.keyboard.press('Enter');
  await page.getByText('Name: Québec').waitFor();
  expect(await wrongWith(page, 'organisation-overtaken')).toEqual([]);
  await press(page, 'Apply again');
  await page.getByRole('rowheader', { name: 'Old Port' }).waitFor();
  await eventually(async () => expect((await firm.get(`/v1/users/${ben.id}`)).offices).toEqual(['Old Port']));

  await press(page, 'Delete Old Port');
  await page.getByRole('link', { name: '1 person is filed under it' }).waitFor();
  await press(page, 'Delete');
  await page.getByText('Old Port stays: 1 person who is not deactivated is filed under it').waitFor();
  expect(await wrongWith(page, 'organisation-in-use')).toEqual([]);
  await page.getByRole('button', { name: /Move them to/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Lisbon' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await press(page, 'Delete and move people');
  await page.getByRole('rowheader', { name: 'Old Port' }).waitFor({ state: 'detached' });
  expect((await firm.get(`/v1/users/${ben.id}`)).offices).toEqual(['Lisbon']);

  await page.getByRole('link', { name: '1 person in Lisbon' }).click();
  await page.getByText(ben.username).waitFor();
  expect(await page.locator('.table-row').count()).toBe(1);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it('seniorities stand in an order that is changed by keyboard, where the focus stays', async () => {
  const firm = await Firm.signUp(stack());
  for (const name of ['Partner', 'Associate', 'Trainee'])
    await firm.call('POST', '/v1/seniorities', { name });
  const ada = await Person.at(browser(), stack().info().gateway, { language: 'fr', theme: 'dark' });
  const page = await ada.open('/organisation?part=seniority');
  await signIn(page, firm, firm.admin.username);
  const rows = () => page.locator('.organisation-table tbody th').allTextContents();
  await eventually(async () => expect(await rows()).toEqual(['Partner', 'Associate', 'Trainee']));
  expect(await wrongWith(page, 'organisation-seniorities')).toEqual([]);
  await press(page, 'Monter Trainee');
  await eventually(async () => expect(await rows()).toEqual(['Partner', 'Trainee', 'Associate']));
  const focused = () => page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? ""');
  await eventually(async () => expect(await focused()).toBe('Monter Trainee'));
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await rows()).toEqual(['Trainee', 'Partner', 'Associate']));
  const { items } = await firm.get('/v1/seniorities');
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Trainee', 'Partner', 'Associate']);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('a field is defined with choices, changed, and taken back with the values kept', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/organisation?part=field');
  await signIn(page, firm, firm.admin.username);
  await page.getByText('No field is defined').waitFor();
  expect(await wrongWith(page, 'organisation-no-field')).toEqual([]);
  await press(page, 'New field');
  await page.getByText('people get values of defined fields alone').waitFor();
  await page.keyboard.type('Cost centre');
  expect(await page.getByLabel('Key').inputValue()).toBe('costCentre');
  await page.getByRole('button', { name: /Type/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Choice' }).click();
  await press(page, 'Define');
  await page.getByText('Name at least one choice.').first().waitFor();
  for (const [n, name] of ['Harbour', 'Inland'].entries()) {
    await press(page, 'Add a choice');
    await page.getByLabel(`Choice ${n + 1}: what it is called`).fill(name);
  }
  await page.getByLabel('Choice 1: value').fill('CC-7');
  await page.getByRole('checkbox', { name: /Required/ }).focus();
  await page.keyboard.press('Space');
  expect(await wrongWith(page, 'organisation-new-field')).toEqual([]);
  await press(page, 'Define');
  await page.getByText('costCentre').waitFor();
  const field = (await firm.get('/v1/custom-fields')).items[0];
  expect(field).toMatchObject({
    key: 'costCentre',
    type: 'choice',
    required: true,
    choices: [
      { value: 'CC-7', label: 'Harbour' },
      { value: 'Inland', label: 'Inland' },
    ],
  });
  await firm.invite(firm.person('ben'), { customFields: { costCentre: 'CC-7' } });

  await press(page, 'Change Cost centre');
  await press(page, 'Remove Harbour');
  await page.getByLabel('Label').fill('Centre');
  await press(page, 'Save');
  await page.getByText('1 person has a choice that you took away').waitFor();
  expect(await wrongWith(page, 'organisation-choice-in-use')).toEqual([]);
  await press(page, 'Cancel');
  expect((await firm.get('/v1/custom-fields')).items).toEqual([field]);

  await press(page, 'Take Cost centre back');
  await page.getByText('1 person has a value of it').waitFor();
  await press(page, 'Take the definition back');
  await page.getByText('Say that the values stay').first().waitFor();
  await page.getByRole('checkbox', { name: /Keep the values/ }).focus();
  await page.keyboard.press('Space');
  expect(await wrongWith(page, 'organisation-field-back')).toEqual([]);
  await press(page, 'Take the definition back');
  await page.getByText('No field is defined').waitFor();
  expect((await firm.get('/v1/custom-fields')).items).toEqual([]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('who may only look sees everything, and each button says which permission is missing', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const { body: group } = await firm.call('POST', '/v1/groups', { name: 'L', permissions: ['users.read'] });
  const eve = await firm.join(firm.person('eve'), { offices: ['Paris'], groups: [group.id] });
  const at = await Person.at(browser(), stack().info().gateway, { language: 'fr', width: 'phone' });
  const page = await at.open('/organisation');
  await signIn(page, firm, eve.username);
  await page.getByRole('rowheader', { name: 'Paris' }).waitFor();
  for (const name of ['Nouveau bureau', 'Renommer Paris', 'Supprimer Paris'])
    expect(await page.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
  await press(page, 'Supprimer Paris');
  await page.getByText('organisation.manage').first().waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 60_000);
