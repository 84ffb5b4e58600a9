import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;
let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 5);
}, 60_000);

const settings = (id: string) => firm.get<{ choices: object }>(`/v1/users/${id}/mail-settings`);

it.each([
  { language: 'en', theme: 'light', kind: 'No seat is left', follow: 'As the account has it' },
  { language: 'fr', theme: 'dark', kind: 'Il ne reste plus de place', follow: 'Comme le compte' },
] as const)(
  'in $language and $theme somebody without any permission switches a kind off by keyboard, and follows the account again',
  async ({ language, theme, kind, follow }) => {
    const ben = await firm.join(firm.person(`ben-${language}`));
    const at = await Person.at(browser(), stack().info().gateway, { language, theme });
    // As who follows the link of a mail.
    const page = await at.open('/my-mails');
    await signIn(page, firm, ben.username);
    await inside(page);
    const tick = page.getByRole('checkbox', { name: kind });
    await tick.focus();
    const saved = () => page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await Promise.all([saved(), page.keyboard.press('Space')]);
    expect(await tick.isChecked()).toBe(false);
    expect(await settings(ben.id)).toMatchObject({ choices: { 'seats-exhausted': false } });
    await page.getByRole('button', { name: follow }).waitFor();
    expect(await wrongWith(page, `my-mails-${language}-${theme}`)).toEqual([]);
    await page.getByRole('button', { name: follow }).focus();
    await Promise.all([saved(), page.keyboard.press('Enter')]);
    expect(await settings(ben.id)).toMatchObject({ choices: {} });
    expect(await tick.isChecked()).toBe(true);
    expect(at.misdeeds).toEqual([]);
    await at.leave();
  },
  90_000,
);

it('an administrator finds the way from the menu, and switches a kind off for a colleague', async () => {
  const cat = await firm.join(firm.person('cat'));
  await firm.call('PATCH', '/v1/mail-settings', { choices: { 'seats-low': false } });
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByRole('button', { name: /^Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Mails I get' }).click();
  await page.getByText('The account does without them.').waitFor();
  await page.goto(`/people/${cat.id}?part=mails`);
  const tick = page.getByRole('checkbox', { name: 'No seat is left' });
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await tick.press('Space');
  expect((await saved).status()).toBe(200);
  expect(await settings(cat.id)).toMatchObject({ choices: { 'seats-exhausted': false } });
  expect(await wrongWith(page, 'person-mails-switched')).toEqual([]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 90_000);
