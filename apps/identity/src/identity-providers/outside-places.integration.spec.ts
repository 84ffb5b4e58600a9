import { getAccount, type SsoTest, testSsoConnection } from '@seatkeeper/contracts';
import { IdentityProvider, race } from '@seatkeeper/testing';
import { type SsoStage, startSsoStage } from '../../testing/sso-stage.js';

let stage: SsoStage;
let quick: IdentityProvider;
beforeAll(async () => {
  [stage, quick] = await Promise.all([startSsoStage(), IdentityProvider.start()]);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await quick.stop();
});

it('a provider that answers nothing keeps nobody else from being answered, however often it is asked', async () => {
  const [slow, other] = [await stage.signUp(), await stage.signUp()];
  const { id: connectionId } = await stage.connect(slow);
  await stage.connect(other, { issuer: quick.issuer });
  stage.provider.trouble = { silent: true };
  const { accountId } = slow;
  const asked = race<SsoTest>(80, () => stage.ask(testSsoConnection, { accountId, connectionId }));
  const began = performance.now();
  for (let time = 0; time < 5; time += 1)
    expect(await stage.ask(getAccount, { accountId: other.accountId })).toMatchObject({ slug: other.slug });
  expect((await stage.begin(other)).url).toContain(quick.issuer);
  // Below the 3 s that each of the others takes.
  expect(performance.now() - began).toBeLessThan(2_000);

  const { values, refusals } = await asked;
  expect(refusals).toEqual({ busy: 72 });
  const problems = values.map(({ problem }) => problem);
  expect(new Set(problems)).toEqual(new Set(['The provider did not answer within 3 s.']));

  stage.provider.trouble = {};
  const { works } = await stage.ask(testSsoConnection, { accountId, connectionId });
  expect(works).toBe(true);
});
