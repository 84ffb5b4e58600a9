import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { importRecords, recordsOf } from '../import-records.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

it.each([
  ['en', 'light'],
  ['fr', 'dark'],
] as const)(
  'in %s Home leads a new firm through its first steps, tells what waits for somebody and who comes and goes, and stays true by itself',
  async (language, theme) => {
    const say = wordsOf(language);
    const firm = await Firm.withSeats(stack(), 5);
    const ada = await Person.at(browser(), stack().info().gateway, { language, theme });
    const page = await ada.open('/');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    const card = (id: string) => page.getByRole('region', { name: say(id) });
    await card('home.steps').waitFor();
    expect(await card('home.steps').getByText(say('home.steps.done')).count()).toBe(0);
    await card('home.todo').getByText(say('home.todo.none')).waitFor();
    await card('home.planned').getByText(say('home.planned.none')).waitFor();
    expect(await wrongWith(page, `home-new-${language}`)).toEqual([]);

    // Without a reload: some take the last seats, one waits, one will come, one will go.
    const ben = await firm.join(firm.person('ben'));
    for (const person of firm.people(3)) await firm.invite(person);
    await firm.invite(firm.person('guest'), { whenNoSeat: 'wait' });
    const { body } = await firm.invite(firm.person('newcomer'), { joinsOn: inDays(9) });
    const leaving = await firm.call('PUT', `/v1/users/${ben.id}/departure`, { on: inDays(5) });
    expect(leaving.status).toBe(200);
    await firm.call('POST', '/v1/groups', { name: 'Clerks', permissions: [] });
    const waiting = card('home.todo').getByRole('link', { name: /^Seatkeeper Core.+1/ });
    await waiting.waitFor();
    const planned = card('home.planned').getByRole('listitem');
    await planned.nth(1).waitFor();
    const ways = (await planned.getByRole('link').all()).map((link) => link.getAttribute('href'));
    expect(await Promise.all(ways)).toEqual([`/people/${ben.id}`, `/people/${body.id}`]);
    const done = card('home.steps').getByText(say('home.steps.done'));
    await done.nth(1).waitFor();
    const sum = page.locator('.sum .term-number');
    await eventually(async () => expect(await sum.allTextContents()).toEqual(['2', '3', '0', '5', '0', '5']));
    expect(await wrongWith(page, `home-${language}`)).toEqual([]);

    await waiting.press('Enter');
    await page.getByText(firm.person('guest').username).first().waitFor();

    await page.goto('/');
    await card('home.steps').waitFor();
    await press(page, say('home.steps.putAway'));
    await card('home.steps').waitFor({ state: 'detached' });
    await page.reload();
    await waiting.waitFor();
    await ada.settled(page);
    expect(await card('home.steps').count()).toBe(0);
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  120_000,
);

it('who administers nothing finds the ways to what is theirs, and nothing of anybody else', async () => {
  const say = wordsOf('en');
  const firm = await Firm.withSeats(stack(), 3);
  const ben = firm.person('ben');
  await importRecords(firm, recordsOf(await firm.join(ben), 2));
  await importRecords(firm, recordsOf(firm.admin, 3, 'matter'));
  const person = await Person.at(browser(), stack().info().gateway);
  const page = await person.open('/');
  await signIn(page, firm, ben.username);
  await inside(page);
  await page.getByRole('region', { name: say('home.own') }).waitFor();
  await person.settled(page);
  expect(await page.locator('main h2').allTextContents()).toEqual([say('home.own')]);
  expect(await wrongWith(page, 'home-own')).toEqual([]);
  const ways = page.getByRole('region', { name: say('home.own') }).getByRole('link');
  expect(await ways.allTextContents()).toEqual([say('shell.page.profile'), say('shell.page.security')]);
  await ways.first().press('Enter');
  await page.getByRole('heading', { name: '2 records' }).waitFor();
  expect(await page.locator('main .person-list li').count()).toBe(2);
  expect(await wrongWith(page, 'profile')).toEqual([]);
  expect(person.misdeeds).toEqual([]);
  await person.leave();
});
