import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { TOTP } from 'otpauth';
import { Firm, PASSWORD } from '../firm.js';
import { call } from '../http.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press, type } from './tabbing.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;
/** A key of a person lasts a year at most. */
const lastDay = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
const NEXT = 'seven ferries leave at noon';

let firm: Firm;
let group: string;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 5);
  const made = { name: 'Desk', permissions: ['users.read', 'users.invite'] };
  group = (await firm.call('POST', '/v1/groups', made)).body.id;
}, 60_000);

it.each([
  { language: 'en', theme: 'light', width: 'desktop', weak: /^Has too few different characters/ },
  { language: 'fr', theme: 'dark', width: 'phone', weak: /^A trop peu de caractères différents/ },
] as const)(
  'by keyboard alone, in $language and $theme on a $width, somebody looks after the own sessions, password, second factor and keys',
  async ({ weak, ...looks }) => {
    const say = wordsOf(looks.language);
    const { gateway } = stack().info();
    const eve = await firm.join(firm.person(`eve-${looks.language}`), { groups: [group] });
    const others = [await firm.signIn(eve.username), await firm.signIn(eve.username)];
    const status = async (token: string) =>
      (await call(gateway, 'GET', '/v1/me', undefined, { token })).status;
    const at = await Person.at(browser(), gateway, looks);
    const page = await at.open('/security');
    const size = page.viewportSize()!;
    const look = async (name: string) => {
      expect(await wrongWith(page, `security-${name}-${looks.language}-${looks.theme}`)).toEqual([]);
      await page.setViewportSize(size);
    };
    const button = (id: string) => page.getByRole('button', { name: say(id), exact: true });
    const card = (id: string) => page.locator(`section[aria-labelledby=${id}]`);
    const dialog = page.getByRole('dialog');
    const inDialog = (id: string) => dialog.getByRole('button', { name: say(id), exact: true });
    await signIn(page, firm, eve.username);
    await inside(page);

    // Sessions, that of who accepted the invitation among them: this one is said, one is ended, then all others.
    const ends = card('sessions').locator('.person-list button');
    await ends.nth(3).waitFor();
    expect(await card('sessions').getByText(say('person.session.current')).count()).toBe(1);
    await look('page');
    await press(page, card('sessions').locator('.person-list button:not([aria-disabled])').first());
    await ends.nth(3).waitFor({ state: 'detached' });
    await press(page, button('security.sessions.endOthers'));
    await press(page, inDialog('security.sessions.endOthers'));
    await ends.nth(1).waitFor({ state: 'detached' });
    await eventually(async () => {
      for (const { body } of others) expect(await status(body.accessToken)).toBe(401);
    });

    // The password: a wrong one before, one that everybody would guess after, then another.
    await press(page, button('security.password.change'));
    await type(page, page.locator('input[name=current]'), 'not the password');
    await type(page, page.locator('input[name=next]'), NEXT);
    await page.keyboard.press('Enter');
    await page.getByText(say('problems.sign-in-failed')).first().waitFor();
    await look('wrong-password');
    await type(page, page.locator('input[name=current]'), PASSWORD);
    await type(page, page.locator('input[name=next]'), 'aaaaaaaaaaaaaa');
    await page.keyboard.press('Enter');
    await page.getByText(weak).waitFor();
    await look('weak-password');
    await type(page, page.locator('input[name=next]'), NEXT);
    await page.keyboard.press('Enter');
    await page.getByText(say('security.password.changed')).waitFor();
    expect((await firm.signIn(eve.username, PASSWORD)).status).toBe(401);

    // The second factor: the key is read, a first code confirms it, and codes are kept.
    await press(page, button('security.factor.add'));
    await type(page, page.locator('input[name=password]'), NEXT);
    await page.keyboard.press('Enter');
    await dialog.locator('svg.qr path').waitFor();
    const secret = await dialog.getByLabel(say('sign-in.factor.key')).inputValue();
    await look('key');
    const code = TOTP.generate({ secret: new TOTP({ secret }).secret });
    await type(page, page.locator('input[name=otp]'), code);
    await page.keyboard.press('Enter');
    await dialog.locator('.codes li').nth(9).waitFor();
    const codes = await dialog.locator('.codes li').allTextContents();
    await look('codes');
    await page.keyboard.press('Escape');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      press(page, inDialog('sign-in.codes.save')),
    ]);
    expect(saved.suggestedFilename()).toBe(say('sign-in.codes.file'));
    expect(readFileSync(await saved.path(), 'utf8').split('\r\n')).toEqual(expect.arrayContaining(codes));
    await press(page, inDialog('sign-in.codes.go'));
    await card('factor').getByText('10').waitFor();
    await look('with-factor');
    const needsCode = await firm.signIn(eve.username, NEXT);
    expect(needsCode.body.code).toBe('second-factor-required');

    await press(page, button('security.factor.codes'));
    await type(page, page.locator('input[name=password]'), NEXT);
    await type(page, page.locator('input[name=otp]'), codes[0]!);
    await page.keyboard.press('Enter');
    await dialog.locator('.codes li').nth(9).waitFor();
    const renewed = await dialog.locator('.codes li').allTextContents();
    expect(renewed.filter((one) => codes.includes(one))).toEqual([]);
    await press(page, inDialog('sign-in.codes.go'));

    await press(page, button('security.factor.remove'));
    await type(page, page.locator('input[name=password]'), NEXT);
    await type(page, page.locator('input[name=otp]'), renewed[0]!);
    await page.keyboard.press('Enter');
    await card('factor').getByText(say('person.factor.none'), { exact: true }).waitFor();
    const alone = await firm.signIn(eve.username, NEXT);
    expect(alone.status).toBe(200);

    // A key for what one may do oneself, to the end of a day of the account.
    await press(page, button('person.key.new'));
    await type(page, dialog.getByLabel(say('person.key.name')), 'Payroll');
    await dialog.getByLabel(say('person.key.day')).fill(lastDay);
    const me = await call(gateway, 'GET', '/v1/me', undefined, { token: alone.body.accessToken });
    expect(me.body.permissions).toEqual(expect.arrayContaining(['users.read', 'users.invite']));
    expect(await dialog.getByRole('checkbox').count()).toBe(me.body.permissions.length);
    await press(page, dialog.getByRole('checkbox').first(), 'Space');
    await look('new-key');
    await press(page, inDialog('person.key.make'));
    const key = await dialog.getByLabel('Payroll').inputValue();
    await look('key-once');
    await press(page, inDialog('shell.kept'));
    const { items } = await firm.get(`/v1/users/${eve.id}/api-keys`);
    const { account } = await firm.get('/v1/me');
    const end = new Date(items[0].expiresAt).toLocaleString('sv-SE', { timeZone: account.timeZone });
    expect(end).toBe(`${lastDay} 23:59:59`);
    expect(await status(key)).not.toBe(401);
    await press(page, card('keys').getByRole('button', { name: say('person.key.revoke') }));
    await press(page, inDialog('person.key.revoke'));
    await card('keys').getByText(say('person.keys.none')).waitFor();
    await eventually(async () => expect(await status(key)).toBe(401));
    expect(at.misdeeds).toEqual([]);
    await at.leave();
  },
  180_000,
);
