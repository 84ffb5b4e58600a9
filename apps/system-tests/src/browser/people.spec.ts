import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;
const GUESTS = 40;

let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), GUESTS + 5);
}, 60_000);

async function open(path: string): Promise<{ ada: Person; page: Page }> {
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open(path);
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  return { ada, page };
}

it('a status that there is not is refused, and never means everybody', async () => {
  const { ada, page } = await open('/people?status=gone');
  await page.getByText('Some fields are not valid').first().waitFor();
  expect(page.url()).toContain('status=gone');
  expect(await page.getByText(firm.admin.username).count()).toBe(0);
  expect(await wrongWith(page, 'people-no-status')).toEqual([]);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText(firm.admin.username).first().waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('half an end of a ban bans nobody: it has to be whole, or none, and is a time of the account', async () => {
  const ben = await firm.invite(firm.person('ben'));
  await firm.accept(firm.person('ben').username);
  const { ada, page } = await open(`/people/${ben.body.id}`);
  await page.getByRole('button', { name: 'Ban', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Lost laptop');
  await dialog.getByLabel('Until').focus();
  await page.keyboard.type('1231');
  await dialog.getByRole('button', { name: 'Ban' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Give the whole time').first().waitFor();
  expect(await wrongWith(page, 'people-half-an-end')).toEqual([]);
  expect(await firm.get(`/v1/users/${ben.body.id}`)).toMatchObject({ status: 'active' });

  await dialog.getByLabel('Until').fill('2031-01-31T18:00');
  await dialog.getByRole('button', { name: 'Ban' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { account } = await firm.get('/v1/me');
  const banned = await firm.get(`/v1/users/${ben.body.id}`);
  const until = new Date(banned.ban.until).toLocaleString('sv-SE', { timeZone: account.timeZone });
  expect(until).toBe('2031-01-31 18:00:00');
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('who closes what is done to many before it is over is told how it ended, and the list follows', async () => {
  for (const person of firm.people(GUESTS)) await firm.invite(person);
  const { ada, page } = await open('/people?status=invited');
  await page.getByText(`${GUESTS} people`).first().waitFor();
  await page.getByText(firm.person(1).username).waitFor();
  await page.locator('.table .tick').first().click();
  await page.getByRole('button', { name: 'Do something' }).click();
  await page.getByRole('menuitem', { name: 'Withdraw the invitation' }).click();
  let answer = () => {};
  const isClosed = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/v1/jobs/*', async (route) => {
    await isClosed;
    await route.continue();
  });
  const isAsked = page.waitForRequest('**/v1/jobs/*');
  await page.getByRole('button', { name: `Go on with ${GUESTS} people` }).click();
  await isAsked;
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  answer();
  await page.getByText(`Withdraw the invitation: Finished. ${GUESTS} done`).waitFor({ timeout: 30_000 });
  await page.getByText('Nobody matches').waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('custom fields narrow, sort and are columns of the list, and the address says so', async () => {
  const field = (key: string, label: string, type: string) =>
    firm.call('POST', '/v1/custom-fields', { key, label, type });
  await field('town', 'Town', 'text');
  await field('hours', 'Hours', 'number');
  const add = (name: string, customFields: object) => firm.invite(firm.person(name), { customFields });
  await add('olga', { town: 'Évry', hours: 7.5 });
  await add('pia', { town: 'Évry', hours: 35 });
  await add('quin', { town: 'Lyon', hours: 35 });
  const { ada, page } = await open('/people?columns=lastName,custom.town,custom.hours&sort=-custom.hours');
  await page.getByRole('columnheader', { name: 'Hours' }).waitFor();
  await page.getByText('7.5').waitFor();

  await page.getByRole('button', { name: 'Custom fields' }).click();
  await page.getByRole('menuitem', { name: 'Town' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value').fill('evry');
  expect(await wrongWith(page, 'people-custom-filter')).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('2 people').first().waitFor();
  await page.getByRole('button', { name: 'Custom fields' }).click();
  await page.getByRole('menuitem', { name: 'Hours' }).click();
  await dialog.getByLabel('From').fill('7,5');
  await dialog.getByLabel('To').fill('20');
  await dialog.getByRole('button', { name: 'Show' }).click();
  await page.getByText('1 person').first().waitFor();
  await page.getByRole('button', { name: 'Hours: 7.5 to 20' }).waitFor();
  const { searchParams } = new URL(page.url());
  expect(searchParams.get('custom.town')).toBe('evry');
  expect(JSON.parse(searchParams.get('custom.hours.from') ?? '')).toBe('7.5');

  await page.getByRole('button', { name: 'Hours: 7.5 to 20' }).click();
  await dialog.getByRole('button', { name: 'Remove this filter' }).click();
  await page.getByText('2 people').first().waitFor();
  expect(await wrongWith(page, 'people-custom-fields')).toEqual([]);
  await page.goto(page.url().replace('custom.town=evry', 'custom.gone=evry'));
  await page.getByText('Some fields are not valid').first().waitFor();
  await page.getByRole('button', { name: 'gone: evry' }).click();
  await dialog.getByText('This custom field is not there any more').first().waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);
