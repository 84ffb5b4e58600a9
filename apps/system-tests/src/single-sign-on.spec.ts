import type { SsoConnection, User } from '@seatkeeper/contracts';
import { eventually, IdentityProvider, type NameServer } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { nameServerOfStack } from './name-servers.js';
import { linesOfSharedStack, sharedStack } from './stack.js';

const stack = sharedStack;
/** What a page of the gateway itself sends, without saying it. */
const PAGE = { 'x-seatkeeper-console': '1', 'sec-fetch-site': 'same-origin' };

/** Where a browser goes next, and what it keeps from then on. */
async function visit(address: string, cookie = '', headers: Record<string, string> = {}) {
  const answer = await fetch(new URL(address, stack().info().gateway), {
    redirect: 'manual',
    headers: { accept: 'text/html,*/*;q=0.8', cookie, ...headers },
  });
  const kept = answer.headers.getSetCookie().map((set) => set.split(';', 1)[0] ?? '');
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    set: answer.headers.getSetCookie().join('\n'),
    cookie: kept.join('; '),
    text: await answer.text(),
  };
}

let provider: IdentityProvider;
let names: NameServer;
beforeAll(async () => {
  [provider, names] = await Promise.all([IdentityProvider.start(), nameServerOfStack()]);
});
afterAll(async () => {
  names.stop();
  await provider.stop();
});

it('a firm proves its domain; somebody new comes in by its provider, with a seat; then passwords count no longer', async () => {
  const firm = await Firm.withSeats(stack(), 3);
  const ben = await firm.join(firm.person('ben'));
  const domain = `${firm.slug}.example`;
  const created = await firm.call<SsoConnection>('POST', '/v1/sso-connections', {
    name: 'House',
    issuer: provider.issuer,
    ...provider.client,
    domains: [domain],
    newcomers: { products: ['core'], groups: [], whenNoSeat: 'fail' },
  });
  expect(created).toMatchObject({ status: 201, body: { enforcement: null } });
  const { id, domains } = created.body;
  const path = `/v1/sso-connections/${id}`;
  expect(await firm.call('POST', `${path}/test`)).toMatchObject({ status: 200, body: { works: true } });
  const check = () => firm.call('POST', `${path}/domains/${domain}/check`);
  expect(await check()).toMatchObject({ status: 409, body: { code: 'domain-not-proved' } });
  names.write(domains[0]!.record, domains[0]!.value);
  expect(await check()).toMatchObject({ status: 200 });

  provider.people.set('zoe', {
    email: `zoe@${domain}`,
    email_verified: true,
    given_name: 'Zoé',
    family_name: 'Lefèvre',
  });
  const away = await visit(`/v1/auth/sso/${firm.slug}?returnTo=/people`);
  expect(away).toMatchObject({ status: 303, location: expect.stringContaining(provider.issuer) });
  expect(away.set).toMatch(/^seatkeeper-sso-\d+=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
  const back = await provider.signIn(away.location, 'zoe');
  expect(await visit(back)).toMatchObject({
    status: 303,
    location: `/single-sign-on/ended?account=${firm.slug}`,
  });
  const home = await visit(back, away.cookie);
  expect(home).toMatchObject({ status: 303, location: '/people' });
  expect(home.set).toMatch(
    /^seatkeeper-\d+=acc_\S+; Path=\/v1\/auth; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
  );
  const { gateway } = stack().info();
  const refreshed = await call(
    gateway,
    'POST',
    '/v1/auth/refresh',
    {},
    { headers: { ...PAGE, cookie: home.cookie } },
  );
  expect(refreshed).toMatchObject({ status: 200, body: { mustChangePassword: false } });
  const me = await call<{ user: User }>(gateway, 'GET', '/v1/me', undefined, {
    token: refreshed.body.accessToken,
  });
  expect(me.body.user).toMatchObject({ username: `zoe@${domain}`, firstName: 'Zoé', status: 'active' });
  expect(await firm.license()).toMatchObject({ used: 3 });

  const again = await visit(back, away.cookie);
  expect(again.location).toBe(`/single-sign-on/ended?account=${firm.slug}`);
  expect((await visit(again.location, '', { 'accept-language': 'fr' })).text).toContain(
    'Veuillez recommencer',
  );
  expect(await call(gateway, 'GET', new URL(back).pathname + new URL(back).search)).toMatchObject({
    status: 410,
    body: { code: 'sso-attempt-ended' },
  });
  expect((await visit('/v1/auth/sso/nobody-has-it')).location).toBe(
    '/single-sign-on/not-set-up?account=nobody-has-it',
  );

  const enforcement = { exempt: [firm.admin.id] };
  expect(await firm.call('PATCH', path, { enforcement })).toMatchObject({
    status: 200,
    body: { enforcement },
  });
  expect(await firm.signIn(ben.username)).toMatchObject({ status: 401, body: { code: 'sso-required' } });
  expect(await firm.signIn(firm.admin.username)).toMatchObject({ status: 200 });
  expect(await firm.call('DELETE', path)).toMatchObject({ status: 409, body: { code: 'in-use' } });

  await eventually(async () => {
    const { items } = await firm.get(`/v1/audit?target=${id}`);
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'identity.sso-connection.updated',
      'identity.sso-connection.updated',
      'identity.sso-connection.created',
    ]);
    expect(JSON.stringify(items)).not.toContain(provider.client.clientSecret);
  });
  const { searchParams } = new URL(back);
  for (const hidden of [provider.client.clientSecret, searchParams.get('code')!, searchParams.get('state')!])
    expect(await linesOfSharedStack(hidden)).toEqual([]);
}, 90_000);
