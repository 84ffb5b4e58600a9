import type { Group, SharedItem } from '@seatkeeper/contracts';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;
const NAME = 'Intake';

it.each([
  ['en', 'light'],
  ['fr', 'dark'],
] as const)(
  'in %s a thing is registered, a group has it, one of its members loses it and has it back, and somebody else is given it',
  async (language, theme) => {
    const say = wordsOf(language);
    const firm = await Firm.withSeats(stack(), 4);
    const group = (await firm.call<Group>('POST', '/v1/groups', { name: 'Clerks' })).body;
    const ann = await firm.join(firm.person('ann'), { groups: [group.id] });
    const ben = await firm.join(firm.person('ben'));
    const has = async (id: string) =>
      (await firm.get(`/v1/users/${id}/shared-items`)).items.map(
        ({ item, via, override }: { item: SharedItem; via: Group[]; override: object | null }) => [
          item.name,
          via.length,
          override !== null,
        ],
      );
    const of = (id: string) => say(id).replace('{name}', NAME);
    const ada = await Person.at(browser(), stack().info().gateway, { language, theme });
    const page = await ada.open('/organisation');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    await page.getByRole('link', { name: say('organisation.shared-item'), exact: true }).press('Enter');
    await page.getByText(say('shared-items.none')).waitFor();
    expect(await wrongWith(page, `shared-none-${language}`)).toEqual([]);

    const field = (id: string) => page.getByRole('dialog').getByLabel(say(id), { exact: true });
    await press(page, say('shared-items.new'));
    await field('shared-items.name').fill(NAME);
    await field('shared-items.kind').fill('Mail box');
    await field('shared-items.externalId').fill('intake@harbour-lane.example');
    await page.getByRole('checkbox', { name: 'Clerks' }).press('Space');
    await press(page, say('shared-items.register'));
    await page.getByText(say('shared-items.kind.wrong')).first().waitFor();
    expect(await firm.get('/v1/shared-items')).toMatchObject({ items: [] });
    await field('shared-items.kind').fill('mailbox');
    expect(await wrongWith(page, `shared-new-${language}`)).toEqual([]);
    await press(page, say('shared-items.register'));
    await page.getByRole('rowheader', { name: NAME }).waitFor();
    expect(await has(ann.id)).toEqual([[NAME, 1, false]]);
    await press(page, of('shared-items.who.of'));
    await page.getByRole('dialog').getByText(ann.username).waitFor();
    expect(await page.getByRole('dialog').getByText(ben.username).count()).toBe(0);
    expect(await wrongWith(page, `shared-who-${language}`)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').focus();
    expect(await wrongWith(page, `shared-items-${language}`)).toEqual([]);

    await page.goto(`/people/${ann.id}?part=shared`);
    await page.getByText('Clerks').first().waitFor();
    await press(page, of('shared-items.take.of'));
    await page.getByRole('dialog').getByText('Clerks').waitFor();
    await press(page, say('shared-items.take'));
    await page.getByRole('heading', { name: say('shared-items.taken') }).waitFor();
    expect(await has(ann.id)).toEqual([]);
    expect(await wrongWith(page, `shared-taken-${language}`)).toEqual([]);
    await press(page, of('shared-items.leave.of'));
    await press(page, say('shared-items.leave'));
    await page.getByRole('heading', { name: say('shared-items.taken') }).waitFor({ state: 'detached' });
    expect(await has(ann.id)).toEqual([[NAME, 1, false]]);

    await page.goto(`/people/${ben.id}?part=shared`);
    await page.getByText(say('shared-items.has.none')).waitFor();
    await press(page, say('shared-items.give'));
    await press(page, say('shared-items.give.go'));
    await page.getByText(say('shared-items.give.first')).first().waitFor();
    const which = page.getByRole('combobox', { name: say('shared-items.give.which') });
    await which.fill('int');
    await page.getByRole('option', { name: NAME }).waitFor();
    await which.press('ArrowDown');
    await which.press('Enter');
    await press(page, say('shared-items.give.go'));
    await page.getByText(say('shared-items.override.added')).waitFor();
    expect(await has(ben.id)).toEqual([[NAME, 0, true]]);
    expect(await wrongWith(page, `shared-given-${language}`)).toEqual([]);
    // What another admin does is there at once.
    const [{ id }] = (await firm.get<{ items: [SharedItem] }>('/v1/shared-items')).items;
    expect((await firm.call('PATCH', `/v1/shared-items/${id}`, { name: 'Harbour' })).status).toBe(200);
    await page.getByText('Harbour').waitFor();
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  180_000,
);

it('what somebody else changes of a thing meanwhile stays beneath, and a thing that goes is gone for everybody', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const given = { kind: 'plan', externalId: 'plan-1', name: 'Plan' };
  const { id } = (await firm.call<SharedItem>('POST', '/v1/shared-items', given)).body;
  const ben = await firm.join(firm.person('ben'));
  expect((await firm.call('PUT', `/v1/users/${ben.id}/shared-items/${id}`, { shared: true })).status).toBe(
    200,
  );
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/organisation?part=shared-item');
  await signIn(page, firm, firm.admin.username);
  await press(page, 'Change Plan');
  await page.getByRole('checkbox', { name: 'Member' }).first().press('Space');
  expect((await firm.call('PATCH', `/v1/shared-items/${id}`, { name: 'Plan A' })).status).toBe(200);
  await press(page, 'Save');
  await page.getByText('Name: Plan A').waitFor();
  expect(await wrongWith(page, 'shared-overtaken')).toEqual([]);
  await press(page, 'Apply again');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await firm.get<SharedItem>(`/v1/shared-items/${id}`)).groups).toHaveLength(1);

  await page.getByRole('searchbox').fill('other');
  await page.getByText('Nothing begins with “other”').waitFor();
  await page.getByRole('searchbox').fill('plan-1');
  await page.getByRole('rowheader', { name: 'Plan A' }).waitFor();
  await press(page, 'Remove Plan A');
  await page.getByText('Nobody has it from then on').waitFor();
  await press(page, 'Remove');
  await page.getByRole('rowheader', { name: 'Plan A' }).waitFor({ state: 'detached' });
  expect(await firm.get(`/v1/users/${ben.id}/shared-items`)).toMatchObject({ items: [] });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it('who may not decide sees what there is, and which permission is missing', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const reader = await firm.call<Group>('POST', '/v1/groups', {
    name: 'Readers',
    permissions: ['users.read'],
  });
  const eve = await firm.join(firm.person('eve'), { groups: [reader.body.id] });
  const given = { kind: 'plan', externalId: 'plan-1', name: 'Plan', groups: [reader.body.id] };
  expect((await firm.call('POST', '/v1/shared-items', given)).status).toBe(201);
  const at = await Person.at(browser(), stack().info().gateway, { width: 'phone' });
  const page = await at.open('/organisation?part=shared-item');
  await signIn(page, firm, eve.username);
  await page.getByRole('rowheader', { name: 'Plan' }).waitFor();
  const isRefused = async (name: string) =>
    (await page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')) === 'true';
  for (const name of ['New shared item', 'Change Plan', 'Remove Plan'])
    expect([name, await isRefused(name)]).toEqual([name, true]);
  await page.goto(`/people/${eve.id}?part=shared`);
  await page.getByText('plan-1').waitFor();
  for (const name of ['Give something', 'Take away: Plan'])
    expect([name, await isRefused(name)]).toEqual([name, true]);
  expect(await wrongWith(page, 'shared-read')).toEqual([]);
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 90_000);
