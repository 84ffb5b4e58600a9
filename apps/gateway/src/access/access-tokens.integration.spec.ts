import { newId } from '@seatkeeper/service';
import { testWorld } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../../testing/gateway.js';
import { accessToken, startStandIn } from '../../testing/stand-in.js';

let identity: Awaited<ReturnType<typeof startStandIn>>;
let gateway: TestGateway;

beforeAll(async () => {
  const world = testWorld();
  identity = await startStandIn(world);
  gateway = await startGateway({}, world);
});
afterAll(async () => {
  await identity.service.stop();
  await gateway.close();
});

const ann = { accountId: newId('acc'), userId: newId('usr') };
const seconds = (from: number) => Math.floor(Date.now() / 1_000) + from;
const enter = async (token: string) => {
  const before = identity.asked('authorize');
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${gateway.url}/v1/auth/sign-out`, { method: 'POST', headers });
  return { refused: status === 401, asked: identity.asked('authorize') - before };
};

describe('a token with our signature', () => {
  it('lets in who it was made for', async () => {
    expect(await enter(accessToken(ann))).toEqual({ refused: false, asked: 1 });
  });

  it.each<[string, Parameters<typeof accessToken>[1]]>([
    ['for nobody in particular', { claims: { aud: undefined } }],
    ['for something else', { claims: { aud: 'seatkeeper-invitation' } }],
    ['of an unknown kind', { header: { typ: 'JWT' } }],
    ['of another kind', { header: { typ: 'id+jwt' } }],
    ['by another issuer', { claims: { iss: 'somebody' } }],
    ['without an end', { claims: { exp: undefined } }],
    ['that ends in ten years', { claims: { exp: seconds(315_360_000) } }],
    ['without a beginning', { claims: { iat: undefined } }],
    ['from the future', { claims: { iat: seconds(3_600), exp: seconds(4_200) } }],
    ['that is over', { claims: { iat: seconds(-700), exp: seconds(-100) } }],
  ])('%s is refused before anybody is asked', async (_case, more) => {
    expect(await enter(accessToken(ann, more))).toEqual({ refused: true, asked: 0 });
  });
});

it('a call that may take a proof asks once whether there is one, and does not believe that there is none since before', async () => {
  const headers = { authorization: `Bearer ${accessToken(ann)}` };
  const asksOf = async (path: string) => {
    const before = identity.asked('authorize');
    await fetch(gateway.url + path, { method: 'POST', headers });
    return identity.asked('authorize') - before;
  };
  const unban = `/v1/users/${newId('usr')}/unban`;
  expect([await asksOf(unban), await asksOf(unban), await asksOf(unban)]).toEqual([1, 1, 1]);
});
