import { startGateway, type TestGateway } from '../testing/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

it('is alive before any other service is', async () => {
  const answer = await fetch(`${gateway.url}/health/live`);
  expect(await answer.json()).toEqual({ ok: true });
});
