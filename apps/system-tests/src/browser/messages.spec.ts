import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

it.each([
  {
    looks: { language: 'en', theme: 'light' },
    words: {
      state: 'State',
      refused: 'Refused',
      mail: 'Invitation',
    },
  },
  {
    looks: { language: 'fr', theme: 'dark' },
    words: {
      state: 'État',
      refused: 'Refusé',
      mail: 'Invitation',
    },
  },
] as const)(
  'a mail that the server refused is found by keyboard, and told in its words: $looks.language',
  async ({ looks, words }) => {
    const firm = await Firm.withSeats(stack(), 4);
    // The domain is no name that could be looked up, which the mail server says.
    const address = `ann@${firm.slug}.xn--zz`;
    await firm.invite({ ...firm.person('ann'), username: address });
    await firm.invite(firm.person('ben'));
    await eventually(async () => {
      expect((await firm.get('/v1/deliveries?state=failed')).items).toHaveLength(1);
      expect((await firm.get('/v1/deliveries?state=sent&kind=invitation')).items).toHaveLength(1);
    }, 30_000);
    const ada = await Person.at(browser(), stack().info().gateway, looks);
    const page = await ada.open('/messages');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    await page.getByText(firm.person('ben').username).waitFor();
    expect(await wrongWith(page, `messages-list-${looks.language}`)).toEqual([]);

    await page.getByRole('button', { name: words.state }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemcheckbox', { name: words.refused }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.waitForURL(/state=failed/);
    await page.getByText(firm.person('ben').username).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: words.mail, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Bad recipient address syntax').waitFor();
    expect(await wrongWith(page, `messages-refused-${looks.language}`)).toEqual([]);

    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  120_000,
);

it('mails to one person are a list of their own, which the address says; who may not retry is told why', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const { body: group } = await firm.call('POST', '/v1/groups', {
    name: 'Post room',
    permissions: ['deliveries.read', 'users.read'],
  });
  const eve = await firm.join(firm.person('eve'), { groups: [group.id] });
  await firm.invite(firm.person('ben'));
  const at = await Person.at(browser(), stack().info().gateway);
  const page = await at.open('/messages');
  await signIn(page, firm, eve.username);
  await inside(page);
  await page.getByText(firm.person('ben').username).waitFor();
  await page.getByRole('combobox', { name: 'To whom' }).fill('Personeve');
  // Everybody is offered until the answer for what was typed has come.
  await eventually(async () =>
    expect(await page.getByRole('option').allTextContents()).toEqual([expect.stringContaining('Personeve')]),
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`user=${eve.id}`));
  await page.getByText(firm.person('ben').username).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Invitation', exact: true }).click();
  await press(page, 'Send again');
  await page.getByText('deliveries.retry').first().waitFor();
  expect(await wrongWith(page, 'messages-of-one')).toEqual([]);
  await page.goBack();
  await page.goBack();
  await page.getByText(firm.person('ben').username).waitFor();
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 90_000);
