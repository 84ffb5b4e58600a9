import type { Affiliate, Delivery, ParentView } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const page = readFileSync(fileURLToPath(new URL('../../../docs/affiliates.md', import.meta.url)), 'utf8');
/** The calls with a body that the page shows, in their order. */
const shown = [...page.matchAll(/^```json (\w+) (\S+)\n([^]*?)```/gm)].map(
  ([, method = '', path = '', body = '']) => ({ method, path, body: JSON.parse(body) as object }),
);

const below = async (firm: Firm) =>
  (await firm.get<{ items: Affiliate[] }>('/v1/account/affiliates?tree=true')).items;
const offer = async (from: Firm, to: Firm): Promise<string> =>
  (await from.call('POST', '/v1/account/affiliate-offers', { account: to.slug })).body.id;

it('the page shows calls that do what it says', async () => {
  const [firm, other] = [await Firm.signUp(stack()), await Firm.signUp(stack())];
  const [open, ask, move] = shown;
  const slug = `${firm.slug}-lyon`;
  const opened = await firm.call(open!.method, open!.path, { ...open!.body, slug });
  expect(opened).toMatchObject({
    status: 201,
    body: { account: { parentId: firm.accountId }, user: { mustChangePassword: true } },
  });
  const asked = await firm.call(ask!.method, ask!.path, { account: other.slug });
  expect(asked).toMatchObject({ status: 201, body: { account: other.slug } });
  const path = `/v1/account/parent-offers/${asked.body.id}/accept`;
  expect(await other.call('POST', path)).toMatchObject({
    status: 200,
    body: { parent: { id: firm.accountId } },
  });
  const moved = await firm.call(move!.method, move!.path.replace(':id', other.accountId), {
    under: opened.body.account.id,
  });
  expect(moved).toMatchObject({ status: 200, body: { depth: 2, parentId: opened.body.account.id } });
  expect(await below(firm)).toMatchObject([
    { slug, depth: 1 },
    { slug: other.slug, depth: 2 },
  ]);
});

it('an offer is mailed to who may accept it, and each answer to who has made it', async () => {
  const [firm, one, other] = [
    await Firm.signUp(stack()),
    await Firm.signUp(stack()),
    await Firm.signUp(stack()),
  ];
  const kinds = 'affiliate-offered,affiliate-offer-accepted,affiliate-offer-declined';
  const mails = async (of: Firm) =>
    (await of.get<{ items: Delivery[] }>(`/v1/deliveries?kind=${kinds}`)).items
      .map(({ kind, state }) => `${kind} ${state}`)
      .sort();
  const [taken, declined] = [await offer(firm, one), await offer(firm, other)];
  for (const asked of [one, other])
    await eventually(async () => expect(await mails(asked)).toEqual(['affiliate-offered sent']));
  expect(await mails(firm)).toEqual([]);
  await one.call('POST', `/v1/account/parent-offers/${taken}/accept`);
  await other.call('DELETE', `/v1/account/parent-offers/${declined}`);
  const answers = ['affiliate-offer-accepted sent', 'affiliate-offer-declined sent'];
  await eventually(async () => expect(await mails(firm)).toEqual(answers));
  for (const asked of [one, other]) expect(await mails(asked)).toEqual(['affiliate-offered sent']);
});

it('a founder can do nothing in a new affiliate before choosing a password, and the parent nothing at all', async () => {
  const firm = await Firm.signUp(stack());
  const slug = `${firm.slug}-lyon`;
  const admin = { ...firm.person('founder'), password: 'first day at the firm' };
  const { body } = await firm.call('POST', '/v1/account/affiliates', { name: 'Lyon', slug, admin });
  const { gateway } = firm.stack.info();
  const credentials = { account: slug, username: admin.username, password: admin.password };
  const { body: tokens } = await call(gateway, 'POST', '/v1/auth/sign-in', credentials);
  const asFounder = (token: string) => call(gateway, 'GET', '/v1/users', undefined, { token });
  expect(await asFounder(tokens.accessToken)).toMatchObject({
    status: 403,
    body: { code: 'password-change-required' },
  });
  const next = { current: admin.password, next: 'another correct horse' };
  const changed = await call(gateway, 'POST', '/v1/auth/password', next, { token: tokens.accessToken });
  expect(await asFounder(changed.body.accessToken)).toMatchObject({ status: 200, body: { total: 1 } });
  // Above it is nobody of it.
  expect(await firm.call('GET', `/v1/users/${body.user.id}`)).toMatchObject({ status: 404 });
  expect(
    await call(gateway, 'POST', '/v1/auth/sign-in', { ...credentials, account: firm.slug }),
  ).toMatchObject({
    status: 401,
  });
});

it('who is above, below or beside reaches by every call what is below, and nothing else', async () => {
  const [top, left, right, low] = await Promise.all([1, 2, 3, 4].map(() => Firm.signUp(stack())));
  const firms = { top: top!, left: left!, right: right!, low: low! };
  type Name = keyof typeof firms;
  const join = async (whose: Firm, above: Firm) => {
    const path = `/v1/account/parent-offers/${await offer(above, whose)}/accept`;
    expect((await whose.call('POST', path)).status).toBe(200);
  };
  await join(firms.left, firms.top);
  await join(firms.right, firms.top);
  await join(firms.low, firms.left);
  const under: Record<Name, Name[]> = { top: ['left', 'right', 'low'], left: ['low'], right: [], low: [] };
  const names = Object.keys(firms) as Name[];
  for (const from of names) {
    const firm = firms[from];
    const listed = (await below(firm)).map(({ id }) => names.find((name) => firms[name].accountId === id));
    expect([from, listed.sort()]).toEqual([from, [...under[from]].sort()]);
    for (const to of names) {
      const { accountId } = firms[to];
      const path = `/v1/account/affiliates/${accountId}`;
      const move = () => firm.call('POST', `${path}/move`, { under: firm.accountId });
      if (!under[from].includes(to)) {
        expect([from, to, (await firm.call('DELETE', path)).status]).toEqual([from, to, 404]);
        expect([from, to, (await move()).status]).toEqual([from, to, 404]);
      }
      // Nobody is shown anybody of another account, whatever stands above it.
      if (from !== to) expect((await firm.call('GET', `/v1/users/${firms[to].admin.id}`)).status).toBe(404);
    }
  }
  expect(await below(firms.top)).toHaveLength(3);

  const leaving = await firms.left.call('DELETE', '/v1/account/parent');
  expect(leaving.status).toBe(204);
  expect((await below(firms.top)).map(({ id }) => id)).toEqual([firms.right.accountId]);
  expect(await firms.left.get<ParentView>('/v1/account/parent')).toMatchObject({ parent: null });
  await eventually(async () => {
    const { items } = await firms.top.get('/v1/audit?action=identity.affiliate.detached');
    expect(items).toMatchObject([{ actor: { id: firms.left.admin.id, accountId: firms.left.accountId } }]);
  });
});
