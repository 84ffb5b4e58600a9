import { newId } from '@seatkeeper/service';
import type { TestGateway } from '../../testing/gateway.js';
import { type GatewayWorld, gatewayWorld } from '../../testing/gateway-world.js';
import { accessToken, RIGHT } from '../../testing/stand-in.js';

let world: GatewayWorld;
let identity: GatewayWorld['identity'];

beforeEach(async () => {
  world = await gatewayWorld();
  ({ identity } = world);
});
afterEach(() => world.close());

const gateway: GatewayWorld['gateway'] = (settings) => world.gateway(settings);

const signIn = ({ url }: TestGateway, password: string, client = '192.0.2.1') =>
  fetch(`${url}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
    body: JSON.stringify({ account: 'firm', username: 'ann@firm.example', password }),
  });
const me = ({ url }: TestGateway, token: string) =>
  fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
const statuses = async (answers: Promise<Response>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ status }) => status);
const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);
const count = (all: readonly number[], status: number) => all.filter((each) => each === status).length;

describe('of strangers', () => {
  it('so many calls get through as the limit allows; the next is told when to come again, and no service hears of it', async () => {
    const server = await gateway({ LIMIT_SIGN_IN: '5/1m', LIMIT_FAILURES: 'off' });
    const all = await statuses(times(40, () => signIn(server, RIGHT)));
    expect([count(all, 200), count(all, 429)]).toEqual([5, 35]);
    expect(identity.asked('sign-in')).toBe(5);

    const refused = await signIn(server, RIGHT);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit-policy')).toBe('"sign-in";q=5;w=60');
    expect(refused.headers.get('ratelimit')).toBe(`"sign-in";r=0;t=${wait}`);
    expect(await refused.json()).toMatchObject({
      code: 'too-many-requests',
      detail: expect.stringContaining(`Try again in ${wait} second`),
      policy: 'sign-in',
      retryAfter: wait,
    });
  });

  it('each address has a limit of its own', async () => {
    const server = await gateway({ LIMIT_SIGN_IN: '2/1m' });
    expect(await statuses(times(4, () => signIn(server, RIGHT, '192.0.2.1')))).toContain(429);
    expect(await statuses(times(2, () => signIn(server, RIGHT, '192.0.2.2')))).toEqual([200, 200]);
  });

  it('an address that a client makes up is not believed unless a trusted proxy says it', async () => {
    const server = await gateway({ LIMIT_SIGN_IN: '3/1m', TRUSTED_PROXIES: '10.0.0.0/8' });
    let last = 0;
    const all = await statuses(times(9, () => signIn(server, RIGHT, `192.0.2.${++last}`)));
    expect([count(all, 200), count(all, 429)]).toEqual([3, 6]);
  });

  it('of many wrong guesses at once no more than the limit are tried', async () => {
    const server = await gateway({ LIMIT_FAILURES: '4/10m' });
    let user = 0;
    const all = await statuses(times(30, () => signIn(server, `wrong-${++user}`)));
    expect([count(all, 401), count(all, 429)]).toEqual([4, 26]);
    expect(identity.asked('sign-in')).toBe(4);
  });

  it('an office behind one address signs in as often as it likes: what succeeds is no failure', async () => {
    const server = await gateway({ LIMIT_FAILURES: '3/10m' });
    for (let person = 0; person < 20; person += 1) expect((await signIn(server, RIGHT)).status).toBe(200);
    expect(await statuses([signIn(server, 'wrong')])).toEqual([401]);
    for (let person = 0; person < 20; person += 1) expect((await signIn(server, RIGHT)).status).toBe(200);
  });

  it('two copies of the gateway count together', async () => {
    const settings = { LIMIT_SIGN_IN: '6/1m' };
    const [one, other] = [await gateway(settings), await gateway(settings)];
    const all = await statuses(times(10, () => [signIn(one, RIGHT), signIn(other, RIGHT)]).flat());
    expect([count(all, 200), count(all, 429)]).toEqual([6, 14]);
  });

  it('without Redis each copy counts alone, and nobody waits for it', async () => {
    const server = await gateway({ LIMIT_SIGN_IN: '5/1m', REDIS_URL: 'redis://127.0.0.1:1' });
    const all = await statuses(times(12, () => signIn(server, RIGHT)));
    expect([count(all, 200), count(all, 429)]).toEqual([5, 7]);
  });

  it('a person with a link gets a page that says so, in their language', async () => {
    const { url } = await gateway({ LIMIT_INVITATION: '1/1m' });
    await fetch(`${url}/invitations/some-token`);
    const page = await fetch(`${url}/invitations/some-token`, { headers: { 'accept-language': 'fr' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
    expect(await page.text()).toContain('Veuillez réessayer dans quelques minutes');
  });
});

describe('of people with a session', () => {
  const ann = { accountId: newId('acc'), userId: newId('usr') };

  it('the calls of one user are limited whatever session they come from, and identity is not asked beyond', async () => {
    const server = await gateway({ LIMIT_USER: '5/1m' });
    const all = await statuses(times(20, () => me(server, accessToken(ann))));
    expect(count(all, 429)).toBe(15);
    expect(identity.asked('authorize')).toBe(5);
    expect(count(await statuses([me(server, accessToken({ ...ann, userId: newId('usr') }))]), 429)).toBe(0);
  });

  it('the calls of all users of an account are limited together', async () => {
    const server = await gateway({ LIMIT_ACCOUNT: '5/1m' });
    const all = await statuses(times(20, () => me(server, accessToken({ ...ann, userId: newId('usr') }))));
    expect(count(all, 429)).toBe(15);
  });

  it('a token that is not genuine counts for nobody', async () => {
    const server = await gateway({ LIMIT_USER: '1/1m' });
    const forged = `${accessToken(ann).slice(0, -4)}AAAA`;
    expect(new Set(await statuses(times(5, () => me(server, forged))))).toEqual(new Set([401]));
    expect((await me(server, accessToken(ann))).status).not.toBe(429);
  });
});
