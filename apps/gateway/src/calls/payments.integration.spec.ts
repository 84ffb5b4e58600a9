import { Injectable, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import { type Input, type Output, reportPayment } from '@seatkeeper/contracts';
import { PaymentServer, type TestService, testService, testWorld } from '@seatkeeper/testing';
import { startGateway, type TestGateway } from '../../testing/gateway.js';

@Injectable()
class LicensingStandIn {
  readonly heard: Input<typeof reportPayment>[] = [];

  @Handle(reportPayment)
  report(report: Input<typeof reportPayment>): Promise<Output<typeof reportPayment>> {
    this.heard.push(report);
    return Promise.resolve({ known: report.orderId === 'ord_1' || report.intent !== undefined });
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], providers: [LicensingStandIn] })
class LicensingPart {}

const world = testWorld();
let stripe: PaymentServer;
let gateway: TestGateway;
let licensing: TestService;
beforeAll(async () => {
  stripe = await PaymentServer.start();
  licensing = await testService({ name: 'licensing', imports: [LicensingPart], world });
  gateway = await startGateway({ PAYMENT_REPORT_SECRETS: `whsec_retired000,${stripe.webhookSecret}` }, world);
});
afterAll(async () => {
  await licensing.close();
  await gateway.close();
  await stripe.stop();
});

type Report = ReturnType<PaymentServer['report']>;
async function post({ body, headers }: Report, provider = 'stripe') {
  const url = `${gateway.url}/v1/webhooks/billing/${provider}`;
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const heard = () => licensing.get(LicensingStandIn).heard.splice(0);

it.each([
  [
    'a page',
    'checkout.session.completed',
    { id: 'cs_1', object: 'checkout.session', metadata: { orderId: 'ord_1' } },
    { orderId: 'ord_1' },
  ],
  [
    'a page that somebody wrote no metadata to',
    'checkout.session.expired',
    { object: 'checkout.session', client_reference_id: 'ord_1', metadata: {} },
    { orderId: 'ord_1' },
  ],
  [
    'money that came back',
    'charge.refunded',
    { object: 'charge', metadata: {}, payment_intent: 'pi_1' },
    { intent: 'pi_1' },
  ],
  [
    'a dispute',
    'charge.dispute.created',
    { object: 'dispute', payment_intent: { id: 'pi_1', more: true } },
    { intent: 'pi_1' },
  ],
  [
    'money itself',
    'payment_intent.succeeded',
    { id: 'pi_1', object: 'payment_intent', metadata: null },
    { intent: 'pi_1' },
  ],
])(
  'a report of %s says which order or money it is about, and nothing else of it is passed on',
  async (_case, type, object, about) => {
    expect(await post(stripe.report(type, object))).toEqual({ status: 200, body: { known: true } });
    expect(heard()).toEqual([{ provider: 'stripe', reportId: expect.any(String), type, ...about }]);
  },
);

it('a report of something else is taken, so that Stripe does not send it for days', async () => {
  const report = stripe.report('customer.created', { id: 'cus_1', object: 'customer' });
  expect(await post(report)).toEqual({ status: 200, body: { known: false } });
  expect(heard()).toHaveLength(1);
});

const completed = { object: 'checkout.session', metadata: { orderId: 'ord_1' } };
it.each<[string, () => Report]>([
  ['by another secret', () => stripe.report('a.b', completed, { secret: 'whsec_other00000' })],
  ['ten minutes ago', () => stripe.report('a.b', completed, { at: new Date(Date.now() - 600_000) })],
  ['as something else', () => ({ ...stripe.report('a.b', completed), body: '{"id":"evt_1"}' })],
])('one that was signed %s is refused, and nobody is asked', async (_case, report) => {
  expect(await post(report())).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  expect(heard()).toEqual([]);
});

it('one that makes no sense, or comes from a provider nobody knows, is refused', async () => {
  expect(await post(stripe.report('', { object: 7 }))).toMatchObject({ status: 422 });
  expect(await post(stripe.report('a.b', completed), 'paypal')).toMatchObject({
    status: 404,
    body: { detail: 'Nobody of this name takes payments here.' },
  });
  expect(heard()).toEqual([]);
});
