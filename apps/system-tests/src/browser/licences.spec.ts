import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { barriers, inside, Person, picture, signIn, useBrowser } from './browser.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;

it('who administers licences sees a sum that adds up, who holds the seats and why, and every change with its cause', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const [bob, eve] = [await firm.join(firm.person('bob')), await firm.join(firm.person('eve'))];
  await firm.invite(firm.person('invited'));
  await firm.call('POST', `/v1/users/${eve.id}/ban`, { reason: 'Lost laptop' });
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/licences');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  const terms = async () => {
    const numbers = await page.locator('.sum .term-number').allTextContents();
    return numbers.map(Number);
  };
  // Active, invited, banned; held; free; purchased.
  await eventually(async () => expect(await terms()).toEqual([2, 1, 1, 4, 4, 8]));
  await page.locator('.chart-picture').waitFor();
  expect(await page.locator('.chart-picture').getAttribute('aria-label')).toMatch(/from 0 to 8|to 8/);
  await page.getByText('As a table').click();
  expect(await page.locator('.chart-table tbody tr').count()).toBeGreaterThan(0);
  await picture(page, 'licences-overview');
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('link', { name: 'Banned: 1' }).click();
  await page.getByText(`${eve.lastName}, ${eve.firstName}`).waitFor();
  expect(await page.locator('.table-row').count()).toBe(1);
  await page.goBack();

  await page.getByRole('link', { name: 'Who holds seats' }).click();
  const eves = page.locator('tr', { hasText: eve.username });
  await eves.getByText('A ban keeps the seat').waitFor();
  expect(await page.locator('.line-table tbody tr').count()).toBe(4);
  await picture(page, 'licences-holders');
  expect(await barriers(page)).toEqual([]);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/licences?view=holders&at=${yesterday}`);
  await page.getByText('Nobody held a seat').waitFor();

  await page.goto('/licences?view=ledger');
  await page.getByText(`${bob.firstName} ${bob.lastName} got a seat`).waitFor();
  await page.getByText('5 seats of the trial').waitFor();
  await page.getByText(/3 seats bought/).waitFor();
  await picture(page, 'licences-ledger');
  expect(await barriers(page)).toEqual([]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('seats are bought at a price that is shown first, to the cent, and it is said what happens next', async () => {
  const firm = await Firm.signUp(stack());
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/licences?do=buy&seats=3');
  await signIn(page, firm, firm.admin.username);
  await page.getByText('5 purchased + 3 = 8').waitFor();
  await page.getByRole('button', { name: 'One seat more' }).click();
  await page.getByText('5 purchased + 4 = 9').waitFor();
  await picture(page, 'licences-buy');
  await page.getByRole('button', { name: 'See the price' }).click();
  await page.getByText('€29.00 each a month').waitFor();
  expect(await page.locator('.quote-total td').textContent()).toBe('€116.00');
  expect(page.url()).toMatch(/order=ord_/);
  await picture(page, 'licences-quote');
  expect(await barriers(page)).toEqual([]);
  // Back is to the number of seats, which is still there.
  await page.goBack();
  await page.getByText('5 purchased + 4 = 9').waitFor();
  await page.goForward();
  await page.getByRole('button', { name: 'Order on invoice' }).click();
  await page.getByText('Your vendor has the order and approves it').waitFor();
  await picture(page, 'licences-ordered');
  await page.getByRole('link', { name: 'See all orders' }).click();
  await page.getByText('Waits for approval').waitFor();
  expect(await barriers(page)).toEqual([]);
  const { items } = await firm.get('/v1/orders');
  expect(items[0]).toMatchObject({ status: 'awaiting-approval', grossMinor: 11_600 });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('what cannot be done says why: seats that another system bills are bought there', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/licences');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  const buy = page.getByRole('button', { name: 'Buy seats' });
  await eventually(async () => expect(await buy.getAttribute('aria-disabled')).toBe('true'));
  await buy.focus();
  await page.keyboard.press('Enter');
  await page.getByText('billed by another system').first().waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('the order of the wait list is changed by keyboard alone, and somebody is taken off it', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  for (const person of firm.people(4)) await firm.invite(person);
  const names = ['first', 'second', 'third'];
  for (const name of names) await firm.invite(firm.person(name), { whenNoSeat: 'wait' });
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/licences?view=waiting');
  await signIn(page, firm, firm.admin.username);
  const rows = async () =>
    (await page.locator('.wait-table tbody .who-name').allTextContents()).map(
      (name) => /^Person(\w+)/.exec(name)?.[1],
    );
  await eventually(async () => expect(await rows()).toEqual(names));
  await picture(page, 'licences-waiting');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: /Move Personthird .* up/ }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await rows()).toEqual(['first', 'third', 'second']));
  // The focus has gone with who was moved.
  const focused = () =>
    page.evaluate<string[]>(
      '["aria-label", "aria-disabled"].map((name) => document.activeElement?.getAttribute(name) ?? "")',
    );
  await eventually(async () =>
    expect(await focused()).toEqual([expect.stringMatching(/Move Personthird .* up/), '']),
  );
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await rows()).toEqual(['third', 'first', 'second']));
  await page.getByRole('button', { name: /Take Personfirst .* off the list/ }).click();
  await page.getByRole('button', { name: 'Take off the list' }).click();
  await eventually(async () => expect(await rows()).toEqual(['third', 'second']));
  const { items } = await firm.get('/v1/licenses/core/waiting');
  expect(items.map(({ user }: { user: { firstName: string } }) => user.firstName)).toEqual([
    'Personthird',
    'Personsecond',
  ]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);

it('where no seat is free, inviting says so with three ways out, and whose seat might be spared', async () => {
  const firm = await Firm.signUp(stack());
  const idle = await firm.join(firm.person('idle'));
  for (const person of firm.people(3)) await firm.invite(person);
  const ada = await Person.at(browser(), origin(), { width: 'phone' });
  const page = await ada.open('/invite');
  await signIn(page, firm, firm.admin.username);
  await page
    .getByLabel('People')
    .fill(`Ann Lee <ann@${firm.slug}.example>; Bob Ray <bob@${firm.slug}.example>`);
  await page.getByRole('button', { name: 'Look at them' }).click();
  await page.getByText('No free licence of Seatkeeper Core').waitFor();
  await page.getByText('2 seats are missing').waitFor();
  await page.getByRole('link', { name: `${idle.firstName} ${idle.lastName}` }).waitFor();
  await picture(page, 'seat-limit-invite-phone');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Buy 2 seats' }).click();
  await page.getByText('5 purchased + 2 = 7').waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);
