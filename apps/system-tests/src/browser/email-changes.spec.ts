import { eventually } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';
import { press } from './tabbing.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;

let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 4);
}, 60_000);

it.each([
  { language: 'en', theme: 'light', width: 'desktop' },
  { language: 'fr', theme: 'dark', width: 'phone' },
] as const)(
  'in $language and $theme on a $width another address is asked for, confirmed by keyboard on its page, seen at once, and the next one is cancelled by the person',
  async (looks) => {
    const { language, theme } = looks;
    const say = wordsOf(language);
    const { gateway } = stack().info();
    const eve = await firm.join(firm.person(`eve-${language}`), { locale: language });
    const next = (n: number) => `eve${n}@${language}-${firm.slug}.example`;
    const linkTo = (address: string) =>
      eventually(async () => {
        const link = (await firm.mails(address)).at(-1)?.links[0];
        expect(link).toBeDefined();
        return link!.replace(/^https?:\/\/[^/]+/, gateway);
      }, 20_000);
    const ada = await Person.at(browser(), gateway, looks);
    const page = await ada.open(`/people/${eve.id}`);
    const size = page.viewportSize()!;
    const look = async (at: typeof page, name: string) => {
      expect(await wrongWith(at, `email-change-${name}-${language}-${theme}`)).toEqual([]);
      await at.setViewportSize(size);
    };
    await signIn(page, firm, firm.admin.username);
    await inside(page);

    await page.getByRole('button', { name: say('people.edit'), exact: true }).click();
    await page.getByText(say('people.field.email.hint')).waitFor();
    await page.locator('input[name=email]').fill(next(1));
    await look(page, 'form');
    await page.getByRole('button', { name: say('shell.save'), exact: true }).click();
    const note = page.locator('.note').filter({ hasText: next(1) });
    await note.first().waitFor();
    await look(page, 'note');
    const first = await linkTo(next(1));
    await press(page, page.getByRole('button', { name: say('person.emailChange.again'), exact: true }));
    await page.getByText(say('person.emailChange.sentAgain').replace('{address}', next(1))).waitFor();
    const again = await eventually(async () => {
      const link = await linkTo(next(1));
      expect(link).not.toBe(first);
      return link;
    }, 20_000);

    const mailbox = await Person.at(browser(), gateway, looks);
    const confirmation = await mailbox.open(first);
    await confirmation.locator('h1').waitFor();
    expect(await confirmation.locator('form').count()).toBe(0);
    await look(confirmation, 'ended');
    await confirmation.goto(again);
    await look(confirmation, 'page');
    await press(confirmation, confirmation.locator('form button'));
    await confirmation.locator('form').waitFor({ state: 'detached' });
    await look(confirmation, 'confirmed');
    // The page of the person follows by itself.
    await page.getByRole('button', { name: say('person.emailChange.cancel') }).waitFor({ state: 'detached' });
    expect((await firm.get(`/v1/users/${eve.id}`)).email).toBe(next(1));

    await firm.call('PATCH', `/v1/users/${eve.id}`, { email: next(2) });
    const own = await mailbox.open('/security');
    await signIn(own, firm, eve.username);
    await inside(own);
    const cancel = { name: say('person.emailChange.cancel'), exact: true };
    await own.getByRole('button', cancel).waitFor();
    // Who may not change people sends nothing again.
    expect(await own.getByRole('button', { name: say('person.emailChange.again') }).count()).toBe(0);
    await look(own, 'own');
    await press(own, own.getByRole('button', cancel));
    await look(own, 'cancel');
    await press(own, own.getByRole('dialog').getByRole('button', cancel));
    await own.getByRole('dialog').waitFor({ state: 'detached' });
    await own.getByRole('button', cancel).waitFor({ state: 'detached' });
    expect(await firm.get(`/v1/users/${eve.id}`)).toMatchObject({ email: next(1), emailChange: null });
    for (const person of [ada, mailbox]) {
      expect(person.misdeeds).toEqual([]);
      await person.leave();
    }
  },
  180_000,
);
