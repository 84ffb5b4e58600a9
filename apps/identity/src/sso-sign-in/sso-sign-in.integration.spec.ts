import {
  banUser,
  deactivateUser,
  finishSso,
  listAudit,
  sessionStarted,
  updateAccount,
  setTemporaryPassword,
} from '@seatkeeper/contracts';
import { eventually, IdentityProvider, race } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import { generateKeyPairSync } from 'node:crypto';
import { TrailService } from '../audit/trail.service.js';
import { personOf, type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { type Firm, refused } from '../../testing/stage.js';

let stage: SsoStage;
beforeAll(async () => {
  stage = await startSsoStage();
}, 60_000);
afterAll(() => stage.close());
afterEach(() => {
  stage.provider.trouble = {};
});

const open = async () => {
  const firm = await stage.signUp();
  return { firm, house: await stage.connect(firm) };
};

/** Sessions that a provider vouched for. */
const opened = ({ accountId }: Firm) =>
  stage.heard.of(sessionStarted, accountId).filter(({ connectionId }) => connectionId !== undefined);

describe('somebody whom the provider vouches for', () => {
  it('is known by the address at first and by the identity from then on, whatever address comes later', async () => {
    const { firm, house } = await open();
    const ben = await firm.join('ben');
    const sub = stage.knows(firm, 'ben');
    const first = await stage.signIn(firm, sub, { returnTo: '/people?q=x' });
    expect(first).toMatchObject({ returnTo: '/people?q=x', session: { keptSeconds: expect.any(Number) } });
    expect(await stage.caller(first)).toMatchObject({ userId: ben.id, accountId: firm.accountId });
    await eventually(() =>
      expect(stage.heard.of(sessionStarted, firm.accountId).at(-1)).toMatchObject({
        userId: ben.id,
        connectionId: house.id,
        address: '192.0.2.1',
      }),
    );
    stage.provider.people.set(sub, { email: 'elsewhere@other.example', email_verified: false });
    expect(await stage.caller(await stage.signIn(firm, sub))).toMatchObject({ userId: ben.id });
    await eventually(async () => {
      const filter = { target: ben.id };
      const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} });
      expect(items.map(({ changes }) => changes)).toContainEqual([
        { field: 'singleSignOn', before: null, after: 'House' },
      ]);
    });
  });

  it('is not let in by an address of a domain that is not proved, nor by one that is not verified', async () => {
    const { firm } = await open();
    const ben = await firm.join('ben', { username: 'ben@elsewhere.example' });
    await firm.join('bea');
    const strangers = [
      stage.knows(firm, 'ben', { email: ben.username }),
      stage.knows(firm, 'bea', { email_verified: false }),
      stage.knows(firm, 'bea', { email_verified: undefined }),
      stage.knows(firm, 'nobody'),
    ];
    for (const sub of strangers)
      await expect(stage.signIn(firm, sub)).rejects.toMatchObject(refused('sso-user-unknown'));
    expect(opened(firm)).toEqual([]);
  });

  it('who is refused leaves a trace in the audit log, which counts', async () => {
    const { firm } = await open();
    for (const sub of [stage.knows(firm, 'nobody'), stage.knows(firm, 'nobody')])
      await expect(stage.signIn(firm, sub)).rejects.toMatchObject(refused('sso-user-unknown'));
    await stage.identity.get(TrailService).flush();
    const filter = { action: 'identity.sso.failed' };
    const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} });
    expect(items).toMatchObject([
      { actor: { type: 'system', id: 'single-sign-on' }, detail: { count: 2, lastAddress: '192.0.2.1' } },
    ]);
  });

  it('is nobody of another account, whose connection is another door', async () => {
    const [{ firm, house }, { firm: other }] = await Promise.all([open(), open()]);
    await firm.join('ben');
    const sub = stage.knows(firm, 'ben');
    await expect(stage.signIn(other, sub)).rejects.toMatchObject(refused('sso-user-unknown'));
    await expect(stage.begin(other, { connectionId: house.id })).rejects.toMatchObject(
      refused('sso-not-set-up'),
    );
    const visit = await stage.begin(firm);
    const back = await stage.provider.signIn(visit.url, sub);
    await expect(stage.finish(other, visit, back)).rejects.toMatchObject(refused('sso-attempt-ended'));
    expect(await stage.finish(firm, visit, back)).toMatchObject({ returnTo: '/' });
  });

  it('is not let in with a second identity of the same address, until somebody forgets the first', async () => {
    const { firm } = await open();
    await firm.join('ben');
    await stage.signIn(firm, stage.knows(firm, 'ben'));
    const second = stage.knows(firm, 'ben');
    await expect(stage.signIn(firm, second)).rejects.toMatchObject(refused('sso-user-unknown'));
  });

  it.each([
    [
      'is banned',
      (firm: Firm, userId: string) =>
        stage.ask(banUser, { accountId: firm.accountId, by: firm.by, userId, reason: 'Theft' }),
    ],
    [
      'has left',
      (firm: Firm, userId: string) =>
        stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId }),
    ],
  ])('who %s is told so, and let in nowhere', async (_case, act) => {
    const { firm } = await open();
    const ben = await firm.join('ben');
    const sub = stage.knows(firm, 'ben');
    const before = await stage.signIn(firm, sub);
    await act(firm, ben.id);
    await expect(stage.signIn(firm, sub)).rejects.toMatchObject(refused('sso-user-barred'));
    await expect(stage.caller(before)).rejects.toMatchObject(refused('unauthenticated'));
  });

  it('is asked neither for a new password nor for a second factor of ours: the provider answers for both', async () => {
    const { firm } = await open();
    const { accountId, by } = firm;
    const ben = await firm.join('ben');
    const changes = { policies: { secondFactor: 'required' } } as const;
    await stage.ask(updateAccount, { accountId, by, changes });
    await stage.ask(setTemporaryPassword, {
      accountId,
      by,
      userId: ben.id,
      password: 'first day at the firm',
    });
    const vouched = await stage.signIn(firm, stage.knows(firm, 'ben'));
    const demands = { mustChangePassword: false, mustAddFactor: false };
    expect(vouched.session).toMatchObject(demands);
    expect(await stage.caller(vouched)).toMatchObject({ userId: ben.id, ...demands });
  });
});

describe('an answer of the provider', () => {
  const visitor = async () => {
    const { firm } = await open();
    await firm.join('ben');
    const visit = await stage.begin(firm);
    return { firm, visit, back: await stage.provider.signIn(visit.url, stage.knows(firm, 'ben')) };
  };

  it('counts once: of many who come with it at the same time, one is let in', async () => {
    const { firm, visit, back } = await visitor();
    const before = stage.provider.exchanges;
    const { values, refusals } = await race(8, () => stage.finish(firm, visit, back));
    expect([values.length, refusals]).toEqual([1, { 'sso-attempt-ended': 7 }]);
    expect(stage.provider.exchanges - before).toBe(1);
  });

  it('counts in the browser that began it alone, which loses nothing by others who try', async () => {
    const { firm, visit, back } = await visitor();
    const other = await stage.begin(firm);
    await expect(stage.finish(firm, other, back)).rejects.toMatchObject(refused('sso-attempt-ended'));
    expect(await stage.finish(firm, visit, back)).toMatchObject({ returnTo: '/' });
  });

  it('does not count with the state of another attempt, whose code it is not', async () => {
    const { firm, visit, back } = await visitor();
    const own = await stage.begin(firm, { binding: visit.binding });
    const mixed = new URL(back);
    mixed.searchParams.set('state', new URL(own.url).searchParams.get('state')!);
    await expect(stage.finish(firm, own, mixed.href)).rejects.toMatchObject(refused('sso-refused'));
  });

  it.each([
    ['without a state', (back: URL) => back.searchParams.delete('state'), 'sso-attempt-ended'],
    [
      'with a made-up state',
      (back: URL) => back.searchParams.set('state', 'x'.repeat(43)),
      'sso-attempt-ended',
    ],
    ['with a made-up code', (back: URL) => back.searchParams.set('code', 'x'.repeat(43)), 'sso-refused'],
    ['with two codes', (back: URL) => back.searchParams.append('code', 'x'), 'sso-refused'],
    ['of another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example'), 'sso-refused'],
  ])('%s is refused', async (_case, change, code) => {
    const { firm, visit, back } = await visitor();
    const changed = new URL(back);
    change(changed);
    await expect(stage.finish(firm, visit, changed.href)).rejects.toMatchObject(
      refused(code as 'sso-refused'),
    );
  });

  it('that says no is told as such', async () => {
    const { firm } = await open();
    await expect(stage.signIn(firm, 'nobody-knows')).rejects.toMatchObject(refused('sso-refused'));
  });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const forged =
    (
      change: (payload: jwt.JwtPayload) => object,
      key: jwt.Secret = privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ) =>
    (token: string): string => {
      const { header, payload } = jwt.decode(token, { complete: true })!;
      const options = { keyid: header.kid!, algorithm: header.alg as jwt.Algorithm };
      return jwt.sign(change(payload as jwt.JwtPayload), key, options);
    };
  it.each([
    ['by whom nobody knows', forged((payload) => payload)],
    ['for somebody else', (token: string) => unsigned(token, (payload) => ({ ...payload, aud: 'them' }))],
    ['with no signature', (token: string) => unsigned(token, (payload) => payload, 'none')],
    ['with another nonce', (token: string) => unsigned(token, (payload) => ({ ...payload, nonce: 'x' }))],
    ['that has expired', (token: string) => unsigned(token, (payload) => ({ ...payload, exp: 1 }))],
    [
      'of another issuer',
      (token: string) => unsigned(token, (payload) => ({ ...payload, iss: 'https://evil.example' })),
    ],
    ['that was changed', (token: string) => unsigned(token, (payload) => ({ ...payload, sub: 'ada' }))],
  ])('whose token is signed %s is refused', async (_case, forge) => {
    const { firm, visit, back } = await visitor();
    stage.provider.trouble = { forge };
    await expect(stage.finish(firm, visit, back)).rejects.toMatchObject(refused('sso-refused'));
    expect(opened(firm)).toEqual([]);
  });
});

/** Another payload under the same signature, or none. */
function unsigned(token: string, change: (payload: object) => object, alg?: 'none'): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const write = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const header = alg ? write({ ...read(head), alg }) : head;
  return [header, write(change(read(body))), alg ? '' : signature].join('.');
}

describe('a provider', () => {
  it('that answers nothing is given up in time, before and after', async () => {
    const { firm } = await open();
    await firm.join('ben');
    const visit = await stage.begin(firm);
    const back = await stage.provider.signIn(visit.url, stage.knows(firm, 'ben'));
    stage.provider.trouble = { silent: true };
    const began = performance.now();
    await expect(stage.finish(firm, visit, back)).rejects.toMatchObject(refused('sso-provider-failed'));
    await expect(stage.begin(firm)).rejects.toMatchObject(refused('sso-provider-failed'));
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  it('that does not take the client secret is not set up as it should be', async () => {
    const { firm, house } = await open();
    await firm.join('ben');
    await stage.change(firm, house, { clientSecret: 'another' });
    await expect(stage.signIn(firm, stage.knows(firm, 'ben'))).rejects.toMatchObject({
      code: 'sso-provider-failed',
      detail: expect.stringContaining('client id and secret'),
    });
  });

  it('whose tokens tell nothing but who it is, is asked for the rest', async () => {
    const thin = await IdentityProvider.start({ thin: true });
    const firm = await stage.signUp();
    await stage.connect(firm, { issuer: thin.issuer, ...thin.client });
    const ben = await firm.join('ben');
    thin.people.set('ben', personOf(firm, 'ben'));
    const visit = await stage.begin(firm);
    const finished = await stage.finish(firm, visit, await thin.signIn(visit.url, 'ben'));
    expect(await stage.caller(finished)).toMatchObject({ userId: ben.id });
    await thin.stop();
  });

  it('is asked at an address with what guards the way: state, nonce, PKCE', async () => {
    const { firm } = await open();
    const { url } = await stage.begin(firm, { loginHint: 'ben@firm.example' });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      client_id: 'seatkeeper',
      response_type: 'code',
      redirect_uri: `http://127.0.0.1:3000/v1/auth/sso/${firm.slug}/callback`,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      login_hint: 'ben@firm.example',
    });
  });
});

it('nobody learns whether there is an account: one without a connection is as unknown', async () => {
  const firm = await stage.signUp();
  const refusals = await Promise.all(
    [firm.slug, 'nobody-has-it'].map((slug) =>
      stage.begin({ ...firm, slug }).catch((error: unknown) => JSON.stringify(error)),
    ),
  );
  expect(new Set(refusals).size).toBe(1);
  const answer = 'code=x&state=y';
  await expect(
    stage.ask(finishSso, { account: 'nobody-has-it', binding: 'x'.repeat(43), answer }),
  ).rejects.toMatchObject(refused('sso-not-set-up'));
});
