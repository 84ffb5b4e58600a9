import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, type Looks, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

async function open(firm: Firm, path: string, looks: Looks = {}, who = firm.admin.username) {
  const person = await Person.at(browser(), stack().info().gateway, looks);
  const page = await person.open(path);
  await signIn(page, firm, who);
  await inside(page);
  return { person, page };
}

const item = (page: Page, name: string) => page.getByRole('menuitem', { name });

it('what the list shows is saved, opened from the address, changed, moved, shared and deleted', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const group = await firm.call('POST', '/v1/groups', { name: 'Tax', permissions: ['users.read'] });
  await firm.invite(firm.person('ben'), { groups: [group.body.id] });
  await firm.invite(firm.person('cem'));
  const { person, page } = await open(firm, `/people?group=${group.body.id}&sort=-status`);
  await page.getByText(firm.person('ben').username).waitFor();
  await press(page, 'Views');
  await item(page, 'Save as a view…').click();
  // Where one is to type, one is already.
  await page.getByRole('dialog').locator('input[name=name]:focus').waitFor();
  await page.keyboard.type('Tax people');
  expect(await wrongWith(page, 'views-save')).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Views: Tax people' }).waitFor();
  const [view] = (await firm.get('/v1/views')).items;
  expect(view).toMatchObject({
    name: 'Tax people',
    shared: false,
    filter: { group: group.body.id },
    sort: '-status',
    columns: expect.arrayContaining(['lastName', 'status']) as string[],
  });

  // The address is the truth: everybody, and back.
  await press(page, 'Views: Tax people');
  await item(page, 'Everybody').click();
  await page.getByText(firm.person('cem').username).waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.goBack();
  await page.getByRole('button', { name: 'Views: Tax people' }).waitFor();
  await page.getByText(firm.person('cem').username).waitFor({ state: 'detached' });

  // Another filter beside it is no view any more, and can be saved into the one it came from.
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Invited' }).click();
  await page.keyboard.press('Escape');
  await press(page, 'Views');
  await item(page, 'Save changes to Tax people').click();
  await page.getByRole('button', { name: 'Views: Tax people' }).waitFor();
  expect((await firm.get(`/v1/views/${view.id}`)).filter).toEqual({
    group: group.body.id,
    status: 'invited',
  });

  await firm.call('POST', '/v1/views', { name: 'No group', filter: { group: 'none' } });
  await page.reload();
  await press(page, 'Views: Tax people');
  await item(page, 'Manage views…').click();
  await press(page, 'Move No group up');
  await eventually(async () =>
    expect((await firm.get('/v1/views')).items.map(({ name }: { name: string }) => name)).toEqual([
      'No group',
      'Tax people',
    ]),
  );
  await press(page, 'Share Tax people');
  await page.getByText('A copy is offered to everybody here').waitFor();
  await press(page, 'Share');
  await page.getByRole('columnheader', { name: 'For everybody here' }).waitFor();
  await press(page, 'Rename No group');
  await page.getByLabel('Name', { exact: true }).fill('Without a group');
  await page.keyboard.press('Enter');
  await page.getByRole('rowheader', { name: 'Without a group' }).waitFor();
  expect(await wrongWith(page, 'views-manage')).toEqual([]);
  await press(page, 'Delete Without a group');
  await press(page, 'Delete');
  await page.getByRole('rowheader', { name: 'Without a group' }).waitFor({ state: 'detached' });
  const left = (await firm.get('/v1/views')).items as { name: string; shared: boolean }[];
  expect(left.map(({ name, shared }) => [name, shared])).toEqual([
    ['Tax people', true],
    ['Tax people', false],
  ]);
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 120_000);

it('a shared view is opened on a phone by who may not share, and says that its group was deleted', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const [readers, tax] = [
    await firm.call('POST', '/v1/groups', { name: 'Readers', permissions: ['users.read'] }),
    await firm.call('POST', '/v1/groups', { name: 'Tax', permissions: ['users.read'] }),
  ];
  const ben = await firm.join(firm.person('ben'), { groups: [readers.body.id] });
  const shared = { name: 'Fiscalité', shared: true, filter: { group: tax.body.id } };
  expect((await firm.call('POST', '/v1/views', shared)).status).toBe(201);
  expect((await firm.call('DELETE', `/v1/groups/${tax.body.id}`)).status).toBe(204);
  const { person, page } = await open(
    firm,
    '/people',
    { language: 'fr', width: 'phone', theme: 'dark' },
    ben.username,
  );
  await press(page, 'Vues');
  await item(page, 'Fiscalité').click();
  await page.getByText('Cette vue demande ce qui a été supprimé (un groupe)').waitFor();
  await page.getByText('Personne ne correspond').first().waitFor();
  expect(new URL(page.url()).searchParams.get('group')).toBe(tax.body.id);
  expect(await wrongWith(page, 'views-missing')).toEqual([]);
  await press(page, /^Vues.:.Fiscalité$/);
  expect(await wrongWith(page, 'views-menu')).toEqual([]);
  await item(page, 'Gérer les vues…').click();
  const move = page.getByRole('button', { name: 'Supprimer Fiscalité' });
  await move.focus();
  await page.getByText('views.share').first().waitFor();
  expect(await wrongWith(page, 'views-manage-refused')).toEqual([]);
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 90_000);
