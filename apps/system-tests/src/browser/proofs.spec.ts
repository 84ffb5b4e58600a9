import type { Group, Proof, User } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { Firm, PASSWORD } from '../firm.js';
import { call } from '../http.js';
import { ownStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
/** A proof that is old within the time of a test. */
const stack = ownStack({ PROOF_SECONDS: '5' });

let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 10);
}, 60_000);

const as =
  (token: string) =>
  <B>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call<B>(stack().info().gateway, method, path, body, { token, headers });
const enter = async () => as((await firm.signIn(firm.admin.username)).body.accessToken as string);
/** Until a session is not proved any more, also for the gateway, which may take it for that some moments longer. */
async function unproved(one: ReturnType<typeof as>): Promise<void> {
  await eventually(
    async () => expect((await one<Proof>('GET', '/v1/auth/prove')).body.provedUntil).toBeNull(),
    15_000,
  );
  // The name is taken, so nothing happens either way.
  const twin = { ...firm.person('twin'), username: firm.admin.username, globalAdmin: true };
  await eventually(async () =>
    expect(await one('POST', '/v1/users', twin)).toMatchObject({
      status: 401,
      body: { code: 'proof-required' },
    }),
  );
}

it('a session of before makes no global admin, until it is proved; the call is then made as it was, in that session alone', async () => {
  const [here, there] = [await enter(), await enter()];
  await unproved(there);
  const chief = { ...firm.person('chief'), globalAdmin: true };
  const make = (one: ReturnType<typeof as>, key = 'make-a-chief') =>
    one<User & { code?: string }>('POST', '/v1/users', chief, { 'idempotency-key': key });
  expect(await make(here)).toMatchObject({ status: 401, body: { code: 'proof-required' } });
  expect(await firm.get('/v1/users?q=chief')).toMatchObject({ items: [] });
  expect(await here('POST', '/v1/users', firm.person('clerk'))).toMatchObject({ status: 201 });

  expect(await here('POST', '/v1/auth/prove', { password: 'not the password' })).toMatchObject({
    status: 401,
    body: { code: 'sign-in-failed' },
  });
  expect(await here('POST', '/v1/auth/prove', { password: PASSWORD })).toMatchObject({
    status: 200,
    body: { provedUntil: expect.any(String), asks: ['password'] },
  });
  expect(await make(there)).toMatchObject({ status: 401, body: { code: 'proof-required' } });
  const made = await make(here);
  expect(made).toMatchObject({ status: 201, body: { globalAdmin: true, status: 'invited' } });
  expect(await make(here)).toMatchObject({ status: 201, body: { id: made.body.id } });

  await unproved(here);
  expect(await make(here, newId('key'))).toMatchObject({ status: 401, body: { code: 'proof-required' } });
  const ban = () => here('POST', `/v1/users/${made.body.id}/deactivate`);
  expect(await ban()).toMatchObject({ status: 401, body: { code: 'proof-required' } });
});

it.each(['en', 'fr'] as const)(
  'in %s the console asks for the password above what somebody is doing, and goes on with it by itself',
  async (language) => {
    const say = wordsOf(language);
    const ben = await firm.join(firm.person(`ben-${language}`));
    const role = (await firm.all<Group>('/v1/groups')).find(({ builtIn }) => builtIn === 'global-admin')!;
    const at = await Person.at(browser(), stack().info().gateway, { language });
    const page = await at.open(`/groups/${role.id}`);
    const size = page.viewportSize()!;
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    const proof = page.getByRole('dialog', { name: say('sign-in.proof') });
    const go = page.getByRole('dialog').first().locator('.dialog-foot button').last();
    const isAdmin = async () => (await firm.get<User>(`/v1/users/${ben.id}`)).globalAdmin;

    await page.getByRole('button', { name: say('groups.people.add'), exact: true }).click();
    await page.getByRole('combobox', { name: say('groups.people.whom') }).fill(ben.firstName);
    await page.getByRole('option', { name: ben.firstName }).click();
    // Who signed in later is not proved any more: then neither is this.
    await unproved(await enter());
    await go.click();
    await proof.waitFor();
    expect(await wrongWith(page, `proof-${language}`)).toEqual([]);
    await page.setViewportSize(size);
    await proof.locator('input[name=password]').fill('not the password');
    await page.keyboard.press('Enter');
    await proof.getByText(say('problems.sign-in-failed')).first().waitFor();
    await proof.getByRole('button', { name: say('shell.cancel') }).click();
    await page.getByText(say('problems.proof-required')).waitFor();
    expect(await isAdmin()).toBe(false);

    await go.click();
    await proof.locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    expect(await isAdmin()).toBe(true);
    expect(at.misdeeds).toEqual([]);
    await at.leave();
  },
);
