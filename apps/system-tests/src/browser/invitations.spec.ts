import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

it('invitations are found by their state, sent again, revoked many at once, and go to another address', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/invitations');
  await signIn(page, firm, firm.admin.username);
  await page.getByText('Nobody has been invited yet').waitFor();
  expect(await wrongWith(page, 'invitations-empty')).toEqual([]);

  const [ann, bob, cid] = firm.people(3);
  for (const person of [ann!, bob!, cid!]) await firm.invite(person);
  await firm.accept(cid!.username);
  await page.reload();
  await inside(page);
  await page.getByText(ann!.username).waitFor();
  expect(await wrongWith(page, 'invitations-list')).toEqual([]);

  await page.getByRole('button', { name: 'State' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Open' }).click();
  await page.keyboard.press('Escape');
  await page.waitForURL(/state=open/);
  await page.getByText(cid!.username).waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByText(cid!.username).waitFor();

  await page
    .getByRole('button', { name: `What can be done with the invitation of ${ann!.firstName}` })
    .click();
  await page.getByRole('menuitem', { name: 'Correct the address' }).click();
  const field = page.getByLabel('New e-mail address');
  await field.fill(`right@${firm.slug}.example`);
  expect(await wrongWith(page, 'invitations-correct')).toEqual([]);
  await page.getByRole('button', { name: 'Change and send' }).click();
  await eventually(async () => {
    expect(await firm.mails(`right@${firm.slug}.example`)).toHaveLength(1);
  }, 20_000);
  await page.getByText(`Sent to right@${firm.slug}.example`).waitFor();

  await page
    .getByRole('row', { name: new RegExp(bob!.username) })
    .getByRole('checkbox')
    .focus();
  await page.keyboard.press('Space');
  await page
    .getByRole('row', { name: new RegExp(ann!.firstName) })
    .getByRole('checkbox')
    .focus();
  await page.keyboard.press('Space');
  const bar = page.getByRole('region', { name: 'Selected people' });
  await bar.getByRole('button', { name: 'Withdraw the invitation' }).click();
  await page.getByText('It is about 2 people').waitFor();
  await page.getByRole('button', { name: 'Go on with 2 people' }).click();
  await page.getByText('2 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await eventually(async () => {
    const { total } = await firm.get('/v1/invitations?state=revoked');
    expect(total).toBe(2);
  });
  await page.getByText('Withdrawn').nth(1).waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);
