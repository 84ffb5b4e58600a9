import type { Group, SsoConnection } from '@seatkeeper/contracts';
import { eventually, IdentityProvider, type NameServer } from '@seatkeeper/testing';
import type { Page } from 'playwright-core';
import { Firm } from '../firm.js';
import { nameServerOfStack } from '../name-servers.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;

let provider: IdentityProvider;
let names: NameServer;
beforeAll(async () => {
  [provider, names] = await Promise.all([IdentityProvider.start(), nameServerOfStack()]);
});
afterAll(async () => {
  names.stop();
  await provider.stop();
});

const one = async (firm: Firm) =>
  (await firm.get<{ items: SsoConnection[] }>('/v1/sso-connections')).items[0]!;
const domainOf = (firm: Firm) => `${firm.slug}.example`;

/** Connects the firm to the provider, by keyboard, after a domain that is none. */
async function connect(
  page: Page,
  firm: Firm,
  { say, noDomain }: { say: (id: string) => string; noDomain: string },
): Promise<void> {
  const field = (id: string) => page.getByRole('dialog').getByLabel(say(id), { exact: true });
  await press(page, say('sso.new'));
  await page.getByRole('button', { name: new RegExp(say('sso.which')) }).press('Enter');
  await page.getByRole('option', { name: say('sso.which.other') }).press('Enter');
  expect(await field('sso.redirectUri').inputValue()).toBe(
    `${stack().info().gateway}/v1/auth/sso/${firm.slug}/callback`,
  );
  expect(await field('sso.scopes').inputValue()).toBe('openid email profile');
  await field('sso.name').fill('House');
  await field('sso.issuer').fill(provider.issuer);
  await field('sso.clientId').fill(provider.client.clientId);
  await field('sso.clientSecret').fill(provider.client.clientSecret);
  await field('sso.domains').fill('no domain/at all');
  await press(page, say('sso.create'));
  await page.locator('.field-error', { hasText: noDomain }).waitFor();
  expect(await firm.get('/v1/sso-connections')).toMatchObject({ items: [] });
  await field('sso.domains').fill(`ada@${domainOf(firm)}`);
}

it.each([
  ['en', 'light', 'Expected a domain such as firm.example'],
  ['fr', 'dark', 'Indiquez un domaine comme firm.example'],
] as const)(
  'in %s a provider is connected, its domain is proved, somebody new comes in, and passwords count no longer, and again',
  async (language, theme, noDomain) => {
    const say = wordsOf(language);
    const firm = await Firm.withSeats(stack(), 3);
    const ben = await firm.join(firm.person('ben'));
    const ada = await Person.at(browser(), stack().info().gateway, { language, theme });
    const page = await ada.open('/settings');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    await page.getByRole('link', { name: say('settings.singleSignOn'), exact: true }).press('Enter');
    await page.getByText(say('sso.none')).waitFor();
    expect(await wrongWith(page, `sso-none-${language}`)).toEqual([]);

    await connect(page, firm, { say, noDomain });
    expect(await wrongWith(page, `sso-new-${language}`)).toEqual([]);
    await press(page, say('sso.create'));
    await page.getByText(say('sso.domain.unchecked')).waitFor();
    expect(await page.content()).not.toContain(provider.client.clientSecret);

    await press(page, say('sso.test'));
    await page.getByText(`${provider.issuer}/auth`).waitFor();
    await press(page, say('sso.domain.check'));
    await page.getByText(say('sso.domain.found.nothing')).waitFor();
    const { domains } = await one(firm);
    expect(domains).toMatchObject([
      { name: domainOf(firm), provedAt: null, lastCheck: { found: 'nothing' } },
    ]);
    names.write(domains[0]!.record, 'v=spf1 -all');
    await eventually(async () => {
      await press(page, say('sso.domain.check'));
      await page.getByText('v=spf1 -all').waitFor({ timeout: 2_000 });
    }, 15_000);
    expect(await wrongWith(page, `sso-unproved-${language}`)).toEqual([]);
    expect(await page.getByLabel(say('sso.domain.record'), { exact: true }).inputValue()).toBe(
      `_seatkeeper.${domainOf(firm)}`,
    );
    // As somebody copies it who sets the record.
    const value = await page.getByLabel(say('sso.domain.value'), { exact: true }).inputValue();
    names.write(domains[0]!.record, value);
    await eventually(async () => {
      await press(page, say('sso.domain.check'));
      await page.getByText(say('sso.domain.proved'), { exact: true }).waitFor({ timeout: 2_000 });
    }, 15_000);

    await press(page, say('sso.newcomers.change'));
    await page.getByRole('radio', { name: say('sso.newcomers.who.none') }).focus();
    await page.keyboard.press('ArrowDown');
    await press(page, say('shell.save'));
    await page.getByText(say('sso.products.first')).first().waitFor();
    await page.getByRole('checkbox', { name: 'Seatkeeper Core' }).press('Space');
    expect(await wrongWith(page, `sso-newcomers-${language}`)).toEqual([]);
    await press(page, say('shell.save'));
    await page.getByText(say('sso.newcomers.join')).waitFor();
    expect(await one(firm)).toMatchObject({
      newcomers: { products: ['core'], groups: [], whenNoSeat: 'fail' },
    });

    provider.people.set('zoe', {
      email: `zoe@${domainOf(firm)}`,
      email_verified: true,
      given_name: 'Zoé',
      family_name: 'Lefèvre',
    });
    const address = await page.getByLabel(say('sso.signInUrl'), { exact: true }).inputValue();
    const zoe = await Person.at(browser(), stack().info().gateway, { language });
    await inside(await zoe.open(`${address}&hint=zoe`));
    await zoe.leave();
    expect((await firm.get('/v1/users?q=Zo%C3%A9')).items).toMatchObject([{ status: 'active' }]);

    await press(page, say('sso.enforce'));
    await page.getByText(say('sso.enforce.means.password')).waitFor();
    await press(page, say('sso.enforce.go'));
    await page.getByText(say('sso.exempt.first')).first().waitFor();
    expect(await wrongWith(page, `sso-enforce-${language}`)).toEqual([]);
    expect(await firm.signIn(ben.username)).toMatchObject({ status: 200 });
    await page.getByRole('checkbox', { name: firm.admin.username }).press('Space');
    await press(page, say('sso.enforce.go'));
    await page.getByText(say('sso.state.enforced'), { exact: true }).waitFor();
    expect(await one(firm)).toMatchObject({ enforcement: { exempt: [firm.admin.id] } });
    expect(await firm.signIn(ben.username)).toMatchObject({ status: 401, body: { code: 'sso-required' } });
    expect(await firm.signIn(firm.admin.username)).toMatchObject({ status: 200 });
    expect(await wrongWith(page, `sso-enforced-${language}`)).toEqual([]);
    for (const refused of [say('sso.delete'), say('sso.domain.remove.of').replace('{name}', domainOf(firm))])
      expect(
        await page.getByRole('button', { name: refused, exact: true }).getAttribute('aria-disabled'),
      ).toBe('true');

    await press(page, say('sso.enforce.end'));
    await page.getByText(say('sso.enforce.end.means')).waitFor();
    await press(page, say('sso.enforce.end'));
    await page.getByText(say('sso.state.ready'), { exact: true }).waitFor();
    expect(await firm.signIn(ben.username)).toMatchObject({ status: 200 });

    await press(page, say('sso.delete'));
    await page.getByText(say('sso.delete.means.sessions')).waitFor();
    await press(page, say('sso.delete'));
    await page.getByText(say('sso.none')).waitFor();
    expect(await firm.get('/v1/sso-connections')).toMatchObject({ items: [] });
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  180_000,
);

it('what another admin changes is shown as soon as it is done, and kept beneath what somebody is typing', async () => {
  const firm = await Firm.signUp(stack());
  const made = await firm.call<SsoConnection>('POST', '/v1/sso-connections', {
    name: 'House',
    issuer: provider.issuer,
    ...provider.client,
  });
  const path = `/v1/sso-connections/${made.body.id}`;
  const ada = await Person.at(browser(), stack().info().gateway);
  const page = await ada.open(`/settings/single-sign-on/${made.body.id}`);
  await signIn(page, firm, firm.admin.username);
  await page.getByText('No domain', { exact: true }).waitFor();
  // Whoever follows is told; before they do, nothing is.
  await ada.settled(page);
  expect((await firm.call('PATCH', path, { domains: ['first.example'] })).status).toBe(200);
  await page.getByRole('heading', { name: 'first.example' }).waitFor();

  await press(page, 'Change');
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Doors');
  expect((await firm.call('PATCH', path, { clientId: 'of-theirs' })).status).toBe(200);
  await press(page, 'Save');
  await page.getByText('Client ID: of-theirs').waitFor();
  expect(await wrongWith(page, 'sso-overtaken')).toEqual([]);
  await press(page, 'Apply again');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await firm.get(path)).toMatchObject({ name: 'Doors', clientId: 'of-theirs' });

  await press(page, 'Add a domain');
  await page.getByRole('dialog').getByLabel('Domain', { exact: true }).fill('second.example');
  expect((await firm.call('PATCH', path, { domains: ['first.example', 'third.example'] })).status).toBe(200);
  await press(page, 'Add');
  await page.getByText('Domains: first.example, third.example').waitFor();
  expect(await wrongWith(page, 'sso-domain-overtaken')).toEqual([]);
  await press(page, 'Apply again');
  await page.getByRole('heading', { name: 'second.example' }).waitFor();
  expect((await firm.get<SsoConnection>(path)).domains.map(({ name }) => name)).toEqual([
    'first.example',
    'third.example',
    'second.example',
  ]);

  // A provider that is away is said to be, and nothing else happens.
  expect((await firm.call('PATCH', path, { issuer: 'http://127.0.0.1:9' })).status).toBe(200);
  await page.getByText('http://127.0.0.1:9').first().waitFor();
  await press(page, 'Test the connection');
  await page.getByText('The provider does not answer as it should:').waitFor();
  expect(await wrongWith(page, 'sso-test-fails')).toEqual([]);

  expect((await firm.call('DELETE', path)).status).toBe(204);
  await page.getByText('There is no such connection any more').waitFor();
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

it('who sees connections and is no global admin is told so, and may look at domains; who may not see them, which permission is missing', async () => {
  const firm = await Firm.withSeats(stack(), 4);
  const made = await firm.call<SsoConnection>('POST', '/v1/sso-connections', {
    name: 'House',
    issuer: provider.issuer,
    ...provider.client,
    domains: [domainOf(firm)],
  });
  const group = await firm.call<Group>('POST', '/v1/groups', {
    name: 'Door keepers',
    permissions: ['account.sign-on'],
  });
  const ben = await firm.join(firm.person('ben'), { groups: [group.body.id] });
  const eve = await firm.join(firm.person('eve'));

  const asBen = await Person.at(browser(), stack().info().gateway, { width: 'phone' });
  const page = await asBen.open('/settings/single-sign-on');
  await signIn(page, firm, ben.username);
  await page.getByText('Only a global admin of this account').waitFor();
  const refused = (name: string) =>
    page.getByRole('button', { name, exact: true }).getAttribute('aria-disabled');
  expect(await refused('Connect a provider')).toBe('true');
  await page.getByRole('link', { name: 'House' }).click();
  await page.getByText('No domain proved').waitFor();
  for (const name of ['Change', 'Delete', 'Add a domain', 'Change who comes in', 'Require single sign-on'])
    expect([name, await refused(name)]).toEqual([name, 'true']);
  await press(page, 'Check now');
  await page.getByText('There was no such record').waitFor();
  expect((await firm.get<SsoConnection>(`/v1/sso-connections/${made.body.id}`)).version).toBe(1);
  expect(await wrongWith(page, 'sso-no-admin')).toEqual([]);
  expect(asBen.misdeeds).toEqual([]);
  await asBen.leave();

  const asEve = await Person.at(browser(), stack().info().gateway);
  const other = await asEve.open(`/settings/single-sign-on/${made.body.id}`);
  await signIn(other, firm, eve.username);
  await other.getByText('account.sign-on').waitFor();
  expect(await other.getByText('House').count()).toBe(0);
  expect(asEve.misdeeds).toEqual([]);
  await asEve.leave();
}, 120_000);
