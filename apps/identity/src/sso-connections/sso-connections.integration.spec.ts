import {
  checkSsoDomain,
  createSsoConnection,
  deleteSsoConnection,
  getSsoConnection,
  listSsoConnections,
  ssoConnectionCreated,
  ssoConnectionUpdated,
  testSsoConnection,
  updateSsoConnection,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race, uniqueName } from '@seatkeeper/testing';
import { type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { type Firm, refused } from '../../testing/stage.js';
import { accounts, type StoredAccount } from '../accounts/accounts.schema.js';

let stage: SsoStage;
beforeAll(async () => {
  stage = await startSsoStage();
}, 60_000);
afterAll(() => stage.close());

const stored = () => stage.identity.get<TenantCollection<StoredAccount>>(collectionToken(accounts));
const given = () => ({ name: 'House', issuer: stage.provider.issuer, ...stage.provider.client });
const create = (firm: Firm, more: object = {}, connectionId = newId('sso')) =>
  stage.ask(createSsoConnection, {
    accountId: firm.accountId,
    by: firm.by,
    connectionId,
    connection: { ...given(), ...more },
  });

describe('a connection', () => {
  it('is made once by who asks twice, and its secret lies sealed and is shown to nobody', async () => {
    const firm = await stage.signUp();
    const id = newId('sso');
    const [made, again] = await Promise.all([create(firm, {}, id), create(firm, {}, id)]);
    expect(again).toEqual(made);
    expect(await stage.ask(listSsoConnections, { accountId: firm.accountId })).toEqual({
      items: [made],
      redirectUri: made.redirectUri,
      scopes: ['openid', 'email', 'profile'],
    });
    expect(made).toMatchObject({
      redirectUri: `http://127.0.0.1:3000/v1/auth/sso/${firm.slug}/callback`,
      enforcement: null,
    });
    const account = await stored().findById(firm.accountId, firm.accountId);
    const told = await eventually(() => {
      const found = stage.heard.of(ssoConnectionCreated, firm.accountId);
      expect(found).toHaveLength(1);
      return found;
    });
    for (const text of [made, account, told].map((each) => JSON.stringify(each)))
      expect(text).not.toContain(stage.provider.client.clientSecret);
  });

  it('is made, changed and ended by a global admin with a session alone, whatever else somebody holds', async () => {
    const firm = await stage.signUp();
    const made = await create(firm);
    const ben = await firm.join('ben');
    const one = { accountId: firm.accountId, connectionId: made.id };
    for (const by of [userActor(ben.id), userActor(firm.admin.id, 'key_12345678')]) {
      await expect(
        stage.ask(createSsoConnection, { ...one, connectionId: newId('sso'), by, connection: given() }),
      ).rejects.toMatchObject(refused('forbidden'));
      await expect(
        stage.ask(updateSsoConnection, { ...one, by, changes: { issuer: 'http://127.0.0.1:1' } }),
      ).rejects.toMatchObject(refused('forbidden'));
      await expect(stage.ask(deleteSsoConnection, { ...one, by })).rejects.toMatchObject(
        refused('forbidden'),
      );
    }
    expect(await stage.ask(getSsoConnection, one)).toEqual(made);
  });

  it('of another account is not found', async () => {
    const [firm, other] = await Promise.all([stage.signUp(), stage.signUp()]);
    const { id: connectionId } = await create(firm, { domains: ['theirs.example'] });
    const one = { accountId: other.accountId, by: other.by, connectionId };
    for (const asked of [
      stage.ask(getSsoConnection, one),
      stage.ask(updateSsoConnection, { ...one, changes: {} }),
      stage.ask(deleteSsoConnection, one),
      stage.ask(testSsoConnection, one),
      stage.ask(checkSsoDomain, { ...one, domain: 'theirs.example' }),
    ])
      await expect(asked).rejects.toMatchObject(refused('not-found'));
  });

  it('puts nobody into a group that is not there, nor into that of the role', async () => {
    const firm = await stage.signUp();
    const newcomers = { products: ['core'], groups: [newId('grp')], whenNoSeat: 'fail' };
    await expect(create(firm, { newcomers })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'newcomers.groups[0]' }],
    });
  });

  it('is changed on top of the version that was seen, and says what changed', async () => {
    const firm = await stage.signUp();
    const made = await create(firm);
    const { accountId, by } = firm;
    const ask = (ifVersion: number, name: string) =>
      stage.ask(updateSsoConnection, { accountId, by, connectionId: made.id, changes: { name }, ifVersion });
    expect(await ask(1, 'Other')).toMatchObject({ name: 'Other', version: 2 });
    await expect(ask(1, 'Late')).rejects.toMatchObject(refused('precondition-failed'));
    await eventually(() =>
      expect(stage.heard.of(ssoConnectionUpdated, accountId)).toMatchObject([
        { changes: [{ field: 'name', before: 'House', after: 'Other' }] },
      ]),
    );
  });
});

describe('a domain', () => {
  const domain = () => `${uniqueName('d')}.example`;
  const check = ({ accountId, by }: Firm, connectionId: string, name: string) =>
    stage.ask(checkSsoDomain, { accountId, by, connectionId, domain: name });

  it('is proved by its text at its own name, and by nothing else', async () => {
    const firm = await stage.signUp();
    const name = domain();
    const { id, domains } = await create(firm, { domains: [name] });
    const [{ record, value }] = domains as [(typeof domains)[0]];
    expect(record).toBe(`_seatkeeper.${name}`);
    await expect(check(firm, id, name)).rejects.toMatchObject({
      ...refused('domain-not-proved'),
      members: { record, expected: value, found: [] },
    });
    stage.names.write(record, 'v=spf1 -all', `${value}x`);
    await expect(check(firm, id, name)).rejects.toMatchObject({
      members: { found: ['v=spf1 -all', `${value}x`] },
    });
    stage.names.write(record, 'v=spf1 -all', value);
    const proved = await check(firm, id, name);
    expect(proved.domains).toMatchObject([{ name, provedAt: expect.any(String) }]);
    expect(await check(firm, id, name)).toEqual(proved);
    await expect(check(firm, id, domain())).rejects.toMatchObject(refused('not-found'));
  });

  it('says what was there when it was last looked at, each its own, and is no other version by that', async () => {
    const firm = await stage.signUp();
    const [name, other, proved] = [domain(), domain(), domain()];
    const { id, domains, version } = await create(firm, { domains: [name, other, proved] });
    const [first, second, third] = domains as [(typeof domains)[0], (typeof domains)[0], (typeof domains)[0]];
    const now = () => stage.ask(getSsoConnection, { accountId: firm.accountId, connectionId: id });
    expect((await now()).domains.map(({ lastCheck }) => lastCheck)).toEqual([null, null, null]);
    stage.names.write(second.record, 'v=spf1 -all');
    stage.names.write(third.record, third.value);
    await Promise.allSettled([name, other].map((each) => check(firm, id, each)));
    const seen = await now();
    expect(seen.domains.map(({ lastCheck }) => lastCheck)).toEqual([
      { at: expect.any(String), found: 'nothing', texts: [] },
      { at: expect.any(String), found: 'something-else', texts: ['v=spf1 -all'] },
      null,
    ]);
    expect(seen.version).toBe(version);
    stage.names.write(first.record, first.value);
    for (const each of [name, proved]) await check(firm, id, each);
    const after = await now();
    expect(after).toMatchObject({ version: version + 2 });
    expect(after.domains).toMatchObject([
      { provedAt: expect.any(String), lastCheck: null },
      { provedAt: null, lastCheck: { found: 'something-else' } },
      { provedAt: expect.any(String), lastCheck: null },
    ]);
    await eventually(() => expect(stage.heard.of(ssoConnectionUpdated, firm.accountId)).toHaveLength(2));
  });

  it('is of one account, although two show their texts there at once; the other has it when it is given up', async () => {
    const firms = await Promise.all([stage.signUp(), stage.signUp()]);
    const name = domain();
    const made = await Promise.all(firms.map((firm) => create(firm, { domains: [name] })));
    stage.names.write(`_seatkeeper.${name}`, ...made.map(({ domains }) => domains[0]!.value));
    const { values, refusals } = await race(2, (n) => check(firms[n]!, made[n]!.id, name));
    expect([values.length, refusals]).toEqual([1, { 'domain-taken': 1 }]);
    const winner = made.findIndex(({ id }) => id === values[0]!.id);
    const loser = 1 - winner;
    const again = () => check(firms[loser]!, made[loser]!.id, name);
    await expect(again()).rejects.toMatchObject(refused('domain-taken'));
    const one = { accountId: firms[loser]!.accountId, connectionId: made[loser]!.id };
    expect((await stage.ask(getSsoConnection, one)).domains).toMatchObject([
      { provedAt: null, lastCheck: { found: 'taken', texts: [] } },
    ]);
    await stage.change(firms[winner]!, made[winner]!, { domains: [] });
    expect((await again()).domains).toMatchObject([{ provedAt: expect.any(String) }]);
  });
});

describe('the test of a connection', () => {
  const tested = async (issuer: string) => {
    const firm = await stage.signUp();
    const { id: connectionId } = await create(firm, { issuer });
    return stage.ask(testSsoConnection, { accountId: firm.accountId, connectionId });
  };
  afterEach(() => {
    stage.provider.trouble = {};
  });

  it('says where the provider is asked, and that it has keys', async () => {
    expect(await tested(stage.provider.issuer)).toEqual({
      works: true,
      problem: null,
      authorizationEndpoint: `${stage.provider.issuer}/auth`,
      tokenEndpoint: `${stage.provider.issuer}/token`,
      signingKeys: expect.any(Number),
    });
  });

  it.each([
    ['nobody is there', () => 'http://127.0.0.1:1', 'cannot be reached'],
    ['it lies in the house', () => 'http://127.0.0.2:1', 'not one of the public internet'],
    ['its name leads into the house', () => 'http://localhost:1', 'not one of the public internet'],
    ['there is something else', () => `${stage.provider.issuer}/elsewhere`, 'nothing to say of itself'],
  ])('says so when %s', async (_case, issuer, words) => {
    expect(await tested(issuer())).toMatchObject({ works: false, problem: expect.stringContaining(words) });
  });

  it.each([
    [
      'calls itself another one',
      { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
      'another issuer',
    ],
    ['sends people to a script', { authorization_endpoint: 'javascript:alert(1)' }, 'no address with https'],
    ['has its keys in the house', { jwks_uri: 'http://127.0.0.2/keys' }, 'not one of the public internet'],
    ['does not say where its keys are', { jwks_uri: undefined }, 'where its keys are'],
  ])('says so when it %s', async (_case, changed, words) => {
    stage.provider.trouble = { says: (metadata) => ({ ...metadata, ...changed }) };
    expect(await tested(stage.provider.issuer)).toMatchObject({
      works: false,
      problem: expect.stringContaining(words),
    });
  });

  it('ends in time when nothing is answered', async () => {
    stage.provider.trouble = { silent: true };
    const began = performance.now();
    expect(await tested(stage.provider.issuer)).toMatchObject({
      works: false,
      problem: 'The provider did not answer within 3 s.',
    });
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
