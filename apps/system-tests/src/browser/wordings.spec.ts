import { eventually } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;
const PATH = '/messages/wordings';
const INVITATION = '/v1/templates/invitation/en';

async function open(
  firm: Firm,
  path: string,
  looks: { language?: 'en' | 'fr'; theme?: 'light' | 'dark' } = {},
) {
  const person = await Person.at(browser(), stack().info().gateway, looks);
  const page = await person.open(path);
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  return { person, page };
}
const shownIn = (page: Page) => page.frameLocator('.mail-frame').locator('body');

it('an invitation is worded: a tag that there is not is named where it stands, the mail is seen first, and the next one has the words', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const { person, page } = await open(firm, '/messages');
  await page.getByRole('link', { name: 'Wordings' }).click();
  await page.getByRole('heading', { name: 'Mails that you can word' }).waitFor();
  await page.locator('.line-table').waitFor();
  expect(await wrongWith(page, 'wordings-all')).toEqual([]);
  await page.getByRole('link', { name: '(Invitation, English)' }).click();
  const [subject, body] = [page.locator('input[name=subject]'), page.locator('textarea[name=body]')];
  await shownIn(page).getByText('Seatkeeper', { exact: true }).waitFor();

  await body.fill('Welcome aboard, {frstName}!\n\nBegin here:\n\n{link}');
  await page.getByText('There is no {frstName}, in line 1.').waitFor();
  const save = page.getByRole('button', { name: 'Save' });
  expect(await save.getAttribute('aria-disabled')).toBe('true');
  expect(await wrongWith(page, 'wordings-wrong')).toEqual([]);
  await page.getByRole('button', { name: 'Go to {frstName}' }).click();
  expect(await page.evaluate('getSelection().toString()')).toBe('{frstName}');
  await page.getByRole('button', { name: 'Write {firstName}' }).click();
  await shownIn(page).getByText('Welcome aboard,').waitFor();

  // By keyboard: a tag comes where the cursor is.
  await subject.fill('Join ');
  await subject.press('End');
  const insert = page.getByRole('button', { name: 'Insert into: Subject' });
  await insert.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /\{accountName\}/ }).waitFor();
  await page.keyboard.type('{account');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await subject.inputValue()).toBe('Join {accountName}'));
  await page.getByText(`Join Firm ${firm.slug}`).or(page.getByText('Join ')).first().waitFor();
  expect(await wrongWith(page, 'wordings-editor')).toEqual([]);

  // The draft comes to who writes it, before it is saved.
  await page.getByRole('button', { name: 'Send me a test' }).click();
  await page.getByText(`It was sent to ${firm.admin.username}.`).waitFor();
  await page.getByText('The mail server of the product says:').waitFor();
  expect(await wrongWith(page, 'wordings-tested')).toEqual([]);
  await eventually(async () => {
    const mail = (await firm.mails(firm.admin.username)).at(-1);
    expect(mail?.subject).toMatch(/^\[Test\] Join Firm firm-/);
    expect(mail?.text).toContain('Welcome aboard, Ann!');
  });
  expect(await firm.get(INVITATION)).toMatchObject({ changed: false });

  // Nothing that was written is lost by a wrong click.
  await page.getByRole('link', { name: 'Sent', exact: true }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(await subject.inputValue()).toBe('Join {accountName}');
  await save.click();
  await page.getByText('The next mail has these words.').waitFor();
  expect(await firm.get(INVITATION)).toMatchObject({ changed: true, subject: 'Join {accountName}' });
  const guest = firm.person('guest');
  await firm.invite(guest);
  await eventually(async () =>
    expect((await firm.mails(guest.username)).at(-1)?.subject).toMatch(/^Join Firm firm-/),
  );
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 120_000);

it('who is overtaken keeps what they wrote above theirs; words of before are taken again, and those of the product come back', async () => {
  const firm = await Firm.signUp(stack());
  const words = (subject: string) => ({ subject, body: 'Hello {firstName}:\n\n{link}' });
  for (const subject of ['First', 'Second'])
    expect((await firm.call('PUT', INVITATION, words(subject))).status).toBe(200);
  const { person, page } = await open(firm, `${PATH}?kind=invitation&locale=en`, { theme: 'dark' });
  const subject = page.locator('input[name=subject]');
  await subject.fill('Mine');
  await firm.call('PUT', INVITATION, { ...words('Theirs'), body: 'Hello:\n\n{link}' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has changed this meanwhile').waitFor();
  expect(await wrongWith(page, 'wordings-overtaken')).toEqual([]);
  expect(await subject.inputValue()).toBe('Mine');
  await page.getByRole('button', { name: 'Apply again' }).click();
  await eventually(async () =>
    expect(await firm.get(INVITATION)).toMatchObject({ subject: 'Mine', body: 'Hello:\n\n{link}' }),
  );

  await page.getByText(/earlier wordings?$/).click();
  const second = page.locator('.wording-versions li', { hasText: 'Second' });
  await second.getByText('Ada Quill').waitFor();
  await second.getByRole('button', { name: 'Take these words' }).click();
  expect(await subject.inputValue()).toBe('Second');
  await page.getByRole('button', { name: 'Save' }).click();
  await eventually(async () => expect(await firm.get(INVITATION)).toMatchObject({ subject: 'Second' }));
  await page.getByRole('button', { name: 'Words of the product' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Words of the product' }).click();
  await eventually(async () => expect(await firm.get(INVITATION)).toMatchObject({ changed: false }));
  await eventually(async () => expect(await subject.inputValue()).not.toBe('Second'));
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 120_000);

it('in French, what is fixed is only shown, and what nobody can word is said to be so', async () => {
  const firm = await Firm.signUp(stack(), { locale: 'fr' });
  const { person, page } = await open(firm, `${PATH}?kind=password-reset&locale=fr`, { language: 'fr' });
  await page.getByText('Ce message garde toujours le texte du produit').waitFor();
  expect(await page.getByRole('button', { name: 'Enregistrer' }).count()).toBe(0);
  expect(await wrongWith(page, 'wordings-fixed')).toEqual([]);
  await page.goto(`${PATH}?kind=invitation&locale=fr`);
  await shownIn(page).getByText('Seatkeeper', { exact: true }).waitFor();
  expect(await wrongWith(page, 'wordings-editor-fr')).toEqual([]);
  // Nothing of the mail can be followed, and its looks are its own.
  expect(await page.frameLocator('.mail-frame').locator('a[href]').count()).toBe(0);
  const padding = await page.frameLocator('.mail-frame').locator('.card').getAttribute('style');
  expect(padding).toContain('padding');
  expect(person.misdeeds).toEqual([]);
  await person.leave();
}, 120_000);
