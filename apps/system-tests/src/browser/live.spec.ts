import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { importRecords, recordsOf } from '../import-records.js';
import { sharedStack } from '../stack.js';
import { barriers, inside, Person, picture, signIn, useBrowser } from './browser.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;

/** The calls of a page, and those of streams by themselves. */
function callsOf(page: Page) {
  const calls: string[] = [];
  const streams: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/v1/events') streams.push(pathname);
    else if (pathname.startsWith('/v1/')) calls.push(`${request.method()} ${pathname}`);
  });
  return { calls, streams };
}

/** A page that was loaded anew has lost it. */
const marked = (page: Page) => page.evaluate('window.mark = "the same page"');
const isSame = async (page: Page) => (await page.evaluate('window.mark')) === 'the same page';

async function signedIn(firm: Firm, path: string, username = firm.admin.username) {
  const person = await Person.at(browser(), origin());
  // Time goes on by itself, and faster where nothing has to happen.
  await person.context.clock.install();
  const page = await person.open('/sign-in');
  const seen = callsOf(page);
  await page.goto(path);
  await signIn(page, firm, username);
  await inside(page);
  await marked(page);
  return { person, page, ...seen };
}

it('an admin sees an invitation accepted, seats bought and a hand-over finish, without loading anything anew', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const [leaver, heir] = [await firm.join(firm.person('leaver')), await firm.join(firm.person('heir'))];
  const guest = firm.person('guest');
  expect((await firm.invite(guest)).status).toBe(201);
  await importRecords(firm, recordsOf(leaver, 30));

  const ada = await signedIn(firm, '/people?q=guest');
  const { page } = ada;
  const row = page.getByRole('row', { name: /guest/ });
  await row.getByText('Invited').waitFor();
  await firm.accept(guest.username);
  await row.getByText('Active').waitFor();

  await page.getByRole('link', { name: 'Licences' }).first().click();
  const purchased = page.locator('.sum .term-number').last();
  await eventually(async () => expect(await purchased.textContent()).toBe('8'));
  await firm.buy(3);
  await eventually(async () => expect(await purchased.textContent()).toBe('11'));

  await page.getByRole('link', { name: 'Hand-overs' }).first().click();
  await page.getByText('Nothing was handed over yet').waitFor();
  const run = await firm.call('POST', '/v1/reassignments', { from: leaver.id, to: heir.id });
  expect(run.status).toBe(202);
  await page.getByRole('row', { name: /30 \/ 30/ }).waitFor({ timeout: 20_000 });
  await picture(page, 'live-hand-over');
  expect(await barriers(page)).toEqual([]);
  expect(await isSame(page)).toBe(true);
  expect(ada.streams).toHaveLength(1);
  expect(ada.person.misdeeds).toEqual([]);
  await ada.person.leave();
}, 120_000);

it('who types keeps every letter while a colleague changes the same person, and is told of it when they save', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const bob = await firm.join(firm.person('bob'));
  const { items } = await firm.get('/v1/groups');
  const admins = items.find(({ builtIn }: { builtIn: string | null }) => builtIn === 'user-admin');
  const colleague = await firm.join(firm.person('colleague'), { groups: [admins.id] });
  const ada = await signedIn(firm, `/people/${bob.id}`);
  const other = await signedIn(firm, `/people/${bob.id}`, colleague.username);
  for (const { page } of [ada, other]) await page.getByRole('button', { name: 'Edit' }).click();
  const title = ada.page.getByLabel('Title', { exact: true });
  await title.fill('Head of Le');
  const theirs = other.page.getByLabel('Last name');
  await theirs.fill('Builder');
  await other.page.getByRole('button', { name: 'Save' }).first().click();
  await ada.page
    .getByRole('heading', { name: /Builder/ })
    .first()
    .waitFor();
  expect(await title.inputValue()).toBe('Head of Le');
  expect(await ada.page.evaluate('document.activeElement?.value')).toBe('Head of Le');
  await title.press('End');
  await title.pressSequentially('gal');
  await ada.page.getByRole('button', { name: 'Save' }).first().click();
  await ada.page.getByText('Last name: Builder').waitFor();
  expect(await title.inputValue()).toBe('Head of Legal');
  await picture(ada.page, 'live-conflict');
  // So soon after *Save* it is taken for the second click of a double click: who sees nothing happen presses again.
  const again = ada.page.getByRole('button', { name: 'Apply again' });
  await eventually(async () => {
    await again.click();
    await again.waitFor({ state: 'detached', timeout: 1000 });
  });
  expect(await firm.get(`/v1/users/${bob.id}`)).toMatchObject({
    title: 'Head of Legal',
    lastName: 'Builder',
  });
  // What one has saved is shown to the other.
  await other.page.getByText('Head of Legal').first().waitFor();
  await ada.person.leave();
  await other.person.leave();
}, 120_000);

it('a hundred changes are a few calls, who is at rest makes none; selection and place stay', async () => {
  const firm = await Firm.withSeats(stack(), 130);
  const group = await firm.call('POST', '/v1/groups', { name: 'Many', permissions: [] });
  const invited = [];
  for (let from = 1; from <= 100; from += 20)
    invited.push(...(await Promise.all(firm.people(20, from).map((person) => firm.invite(person)))));
  const ids = invited.map(({ body }) => body.id);
  const { person, page, calls, streams } = await signedIn(firm, '/people?sort=lastName');
  await page.getByRole('row').nth(5).waitFor();
  await page.getByRole('row').nth(3).locator('label, [role=checkbox], input').first().click();
  await page.getByText('1 selected').waitFor();
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 700);
  const scrolled = () =>
    page.evaluate<number>('Math.max(...[...document.querySelectorAll("*")].map((one) => one.scrollTop))');
  await eventually(async () => expect(await scrolled()).toBeGreaterThan(300));
  const before = await scrolled();

  // The stream says now and then that it is still there; the page asks for nothing.
  calls.length = 0;
  await page.clock.runFor(40_000);
  expect(calls).toEqual([]);

  const wish = { action: 'regroup', select: { ids }, add: [group.body.id] };
  const job = await firm.call('POST', '/v1/users/bulk', wish);
  expect(job.status).toBe(202);
  await eventually(async () => {
    const { state, progress } = await firm.get(`/v1/jobs/${job.body.jobId}`);
    expect({ state, done: progress.done }).toEqual({ state: 'finished', done: 100 });
  }, 60_000);
  await eventually(async () => {
    const seen = calls.length;
    expect(calls).toContain('GET /v1/users');
    await page.clock.runFor(8_000);
    expect(calls.length).toBe(seen);
  }, 60_000);
  expect(calls.length).toBeLessThan(15);
  expect(streams).toHaveLength(1);
  expect(await scrolled()).toBe(before);
  await page.getByText('1 selected').waitFor();
  expect(await isSame(page)).toBe(true);
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 240_000);

it('the tabs of a browser have one stream; when its tab is closed another goes on, and who signs out has none', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const bob = await firm.join(firm.person('bob'));
  const one = await signedIn(firm, '/people');
  const tabs = await Promise.all(
    [1, 2].map(async () => {
      const page = await one.person.context.newPage();
      const seen = callsOf(page);
      await page.goto(`/people/${bob.id}`);
      await page
        .getByRole('heading', { name: /Personbob/ })
        .first()
        .waitFor();
      return { page, ...seen };
    }),
  );
  const streams = () => [one, ...tabs].reduce((sum, tab) => sum + tab.streams.length, 0);
  await firm.call('PATCH', `/v1/users/${bob.id}`, { lastName: 'First' });
  for (const { page } of tabs) await page.getByRole('heading', { name: /First/ }).first().waitFor();
  expect(streams()).toBe(1);
  await one.page.close();
  await eventually(() => expect(streams()).toBe(2));
  await firm.call('PATCH', `/v1/users/${bob.id}`, { lastName: 'Second' });
  for (const { page } of tabs)
    await page
      .getByRole('heading', { name: /Second/ })
      .first()
      .waitFor();
  expect(streams()).toBe(2);

  const [{ page }, other] = tabs as [(typeof tabs)[0], (typeof tabs)[0]];
  await page.locator('button.me').first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  await other.page.locator('input[name=password]').waitFor();
  for (const { calls } of tabs) calls.length = 0;
  await page.clock.runFor(60_000);
  expect(tabs.flatMap(({ calls }) => calls)).toEqual([]);
  expect(streams()).toBe(2);
  await one.person.leave();
}, 120_000);

it('while nothing is told that is said, and what is shown is looked at now and then until it is healed', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const bob = await firm.join(firm.person('bob'));
  const ada = await Person.at(browser(), origin());
  await ada.context.route('**/v1/events', (route) => route.abort());
  const page = await ada.open(`/people/${bob.id}`);
  await signIn(page, firm, firm.admin.username);
  const note = page.getByText('What others change is not told at the moment');
  await note.waitFor({ timeout: 30_000 });
  await picture(page, 'live-lost');
  expect(await barriers(page)).toEqual([]);
  await firm.call('PATCH', `/v1/users/${bob.id}`, { lastName: 'Meanwhile' });
  await page
    .getByRole('heading', { name: /Meanwhile/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await note.waitFor();
  await ada.context.unroute('**/v1/events');
  await note.waitFor({ state: 'detached', timeout: 30_000 });
  await firm.call('PATCH', `/v1/users/${bob.id}`, { lastName: 'Healed' });
  await page
    .getByRole('heading', { name: /Healed/ })
    .first()
    .waitFor();
  await ada.leave();
}, 120_000);

it('whoever is looked at for a reason is not looked at again by the page itself', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const ben = await firm.join(firm.person('ben'));
  const groups = await firm.call('POST', '/v1/groups', {
    name: 'Privacy',
    permissions: ['users.read', 'users.privacy', 'audit.read'],
  });
  const eve = await firm.join(firm.person('eve'), { groups: [groups.body.id], visibility: 'self' });
  const { person, page, calls } = await signedIn(firm, `/people/${ben.id}`, eve.username);
  await page.getByLabel('Reason').fill('A question of the family');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.locator('.person').waitFor();
  const looks = async () => {
    const { items } = await firm.get('/v1/audit?action=identity.user.privacy-overridden');
    return items.length as number;
  };
  await eventually(async () => expect(await looks()).toBeGreaterThan(0));
  calls.length = 0;
  await firm.call('PATCH', `/v1/users/${ben.id}`, { title: 'Clerk' });
  await firm.call('PATCH', `/v1/groups/${groups.body.id}`, { name: 'Discretion' });
  // What else is shown is looked at again.
  await eventually(() => expect(calls).toContain('GET /v1/me'));
  await page.clock.runFor(30_000);
  await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
  await page.clock.runFor(5_000);
  expect(calls.filter((call) => call.includes(ben.id))).toEqual([]);
  await person.leave();
}, 120_000);
