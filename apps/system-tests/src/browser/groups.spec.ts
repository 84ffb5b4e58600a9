import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

it('a group is made, its change is looked at before it is saved, people come into it, and it goes', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const ben = await firm.join(firm.person('ben'));
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/groups');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name').fill('Front desk');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Front desk', level: 1 }).waitFor();
  await page.getByText('Invite people, resend').click();
  await page.getByText('See people, their details').click();
  await page.getByText('Nobody gains anything').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'What would change' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Add people' }).click();
  await page.getByRole('combobox', { name: 'Whom' }).fill('Personben');
  await page.getByRole('option', { name: /Personben/ }).click();
  await page.getByText('1 person gains something').waitFor();
  expect(await wrongWith(page, 'groups-add')).toEqual([]);
  await page.getByRole('button', { name: 'Add 1 person' }).click();
  await page.getByText('1 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.locator('.group-person', { hasText: ben.username }).waitFor();

  await page.getByText('Invite people, resend').click();
  await page.getByText('See people, their details').click();
  await page.getByText('1 person could do nothing any more').waitFor();
  expect(await wrongWith(page, 'groups-locked-out')).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();

  const url = page.url();
  await page.goto('/groups');
  await page.getByRole('link', { name: 'Global admin', exact: true }).click();
  await page.locator('.group-person', { hasText: firm.admin.username }).getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Take out 1' }).click();
  await page.getByText('Ada Quill: The account would be left without a global admin.').waitFor();
  expect(await wrongWith(page, 'groups-last-admin')).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await page.goto(url);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByText('1 person loses something').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/groups$/);
  await eventually(async () => {
    const { items } = await firm.get(`/v1/users/${ben.id}/permissions`);
    expect(items).toEqual([]);
  });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it.each([
  { language: 'en', theme: 'light' },
  { language: 'fr', theme: 'dark' },
] as const)(
  'a group as the account made it, and one that is built in, can be used by everybody in $language and $theme',
  async ({ language, theme }) => {
    const firm = await Firm.withSeats(stack(), 5);
    const ben = await firm.join(firm.person('ben'));
    const { body: group } = await firm.call('POST', '/v1/groups', {
      name: 'Office managers',
      permissions: ['users.read', 'users.invite', 'records.read'],
      managers: [ben.id],
    });
    const { items } = await firm.get('/v1/groups');
    const ada = await Person.at(browser(), stack().info().gateway, { language, theme });
    const page = await ada.open('/groups');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    const found: Record<string, string[]> = {};
    for (const [name, id] of Object.entries({ own: group.id, 'built-in': items[0].id })) {
      await page.goto(`/groups/${id}`);
      await page.locator('.matrix').waitFor();
      await ada.settled(page);
      found[name] = await wrongWith(page, `group-${name}-${language}-${theme}`);
    }
    expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  90_000,
);
