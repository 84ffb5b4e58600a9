import { openDemoDoor } from '@seatkeeper/stack';
import { eventually } from '@seatkeeper/testing';
import { TOTP } from 'otpauth';
import { Firm, PASSWORD } from '../firm.js';
import { call } from '../http.js';
import { sharedStack } from '../stack.js';
import { inside, Person, picture, signIn, useBrowser } from './browser.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;

it('a person signs in, with a wrong password first, and stays so when the page is loaded anew; no script can tell by what', async () => {
  const firm = await Firm.signUp(stack());
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/');
  await page.waitForURL(/\/sign-in/);
  await signIn(page, firm, firm.admin.username, 'not the password');
  await page.locator('[role=alert]').first().waitFor();
  await picture(page, 'sign-in-wrong');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  expect(new URL(page.url()).pathname).toBe('/');
  await page.reload();
  await inside(page);
  const tab = await ada.open('/');
  await inside(tab);

  const kept = await ada.kept(page);
  expect(kept).not.toMatch(/eyJ|acc_|ses_/);
  const cookies = await ada.context.cookies(`${origin()}/v1/auth/refresh`);
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/v1/auth' }]);
  expect(await ada.context.cookies(`${origin()}/v1/me`)).toEqual([]);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('who signs out in one tab is out in the other, and the way back asks for the password', async () => {
  const firm = await Firm.signUp(stack());
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  const other = await ada.open('/');
  await inside(other);
  await page.locator('button.me').first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  await other.locator('input[name=password]').waitFor();
  expect(await ada.context.cookies(`${origin()}/v1/auth/refresh`)).toEqual([]);
  await page.goto('/');
  await page.waitForURL(/\/sign-in/);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('a session that is ended from elsewhere is begun again where one was', async () => {
  const firm = await Firm.signUp(stack());
  const ada = await Person.at(browser(), origin());
  await ada.context.clock.install();
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await firm.call('DELETE', '/v1/me/sessions');
  await page.evaluate('window.mark = "the same page"');
  // What is shown has grown old meanwhile, and is looked at again.
  await page.clock.fastForward('20:00');
  await eventually(async () => {
    await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
    await page.locator('input[name=password]').waitFor({ timeout: 1_000 });
  }, 20_000);
  await picture(page, 'sign-in-again');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('input[name=password]').waitFor({ state: 'detached' });
  expect(await page.evaluate('window.mark')).toBe('the same page');
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('whoever has a second factor is asked for a code of it', async () => {
  const firm = await Firm.signUp(stack());
  const { body: factor } = await firm.call('POST', '/v1/me/factors', { password: PASSWORD });
  const { secret } = new TOTP({ secret: factor.secret });
  const codeAt = (timestamp: number) => TOTP.generate({ secret, timestamp });
  await firm.call('POST', `/v1/me/factors/${factor.id}/confirm`, { otp: codeAt(Date.now() - 30_000) });
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  const code = page.locator('input[autocomplete=one-time-code]');
  await code.waitFor();
  await picture(page, 'sign-in-code');
  await code.fill(codeAt(Date.now()));
  await page.locator('button[type=submit]').click();
  await inside(page);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('what somebody writes into the API is shown as text, whatever it is', async () => {
  const evil = '<img src=x onerror=alert(1)><svg onload=alert(1)>';
  const firm = await Firm.signUp(stack(), { name: evil });
  const answer = await firm.call('PATCH', `/v1/users/${firm.admin.id}`, { firstName: evil });
  expect(answer.status).toBe(200);
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  await page.getByText('onerror').first().waitFor();
  expect(await page.locator('img[src="x"], [onload], [onerror]').count()).toBe(0);
  expect(await page.getByText('onload=alert').count()).toBeGreaterThan(1);
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 60_000);

it('another site cannot use the session of who visits it', async () => {
  const firm = await Firm.signUp(stack());
  const ada = await Person.at(browser(), origin());
  const page = await ada.open('/');
  await signIn(page, firm, firm.admin.username);
  await inside(page);
  const visited = await ada.context.newPage();
  await visited.route('http://evil.localhost/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" enctype="text/plain" action="${origin()}/v1/auth/sign-out"></form>`,
    }),
  );
  await visited.goto('http://evil.localhost/');
  await Promise.all([visited.waitForNavigation(), visited.evaluate('document.forms[0].submit()')]);
  expect(await visited.locator('body').textContent()).toMatch(
    /unsupported-media-type|not-same-origin|unauthenticated/,
  );
  await page.reload();
  await inside(page);
  const me = await call(origin(), 'GET', '/v1/me');
  expect(me.status).toBe(401);
  await ada.leave();
}, 60_000);

it('the link of a demonstration signs in the first who opens it, and nobody after', async () => {
  const firm = await Firm.signUp(stack());
  const credentials = { account: firm.slug, username: firm.admin.username, password: PASSWORD };
  const door = await openDemoDoor({ gateway: origin(), credentials });
  const [first, second] = [await Person.at(browser(), origin()), await Person.at(browser(), origin())];
  const guess = await fetch(new URL('/guessed', door.url), { redirect: 'manual' });
  expect([guess.status, guess.headers.get('set-cookie')]).toEqual([404, null]);
  const strange = await fetch(door.url.replace('127.0.0.1', 'localhost'), { redirect: 'manual' }).catch(
    () => null,
  );
  expect(strange?.headers.get('set-cookie') ?? null).toBeNull();
  const page = await first.open(door.url);
  await inside(page);
  expect(page.url()).toBe(`${origin()}/`);
  const late = await second.context.newPage();
  await late.goto(door.url);
  await late.waitForURL(/\/sign-in/);
  for (const person of [first, second]) await person.leave();
  door.close();
}, 60_000);
