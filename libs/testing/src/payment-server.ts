import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import {
  type CardCharge,
  type CardDecision,
  CardVault,
  intentOf,
  metadataOf,
  refusal,
  type StripeAnswer,
} from './card-vault.js';

interface Payment {
  session: string;
  intent: string;
  orderId: string;
  /** Of its payment intent. */
  metadata: Record<string, string>;
  amount: number;
  currency: string;
  description: string;
  successUrl: string;
  state: 'open' | 'paid' | 'declined' | 'expired' | 'thinks';
  refunded: number;
  dispute?: string;
  /** Whom the card that it is paid by is kept for, if it is. */
  savingFor?: string;
  card?: ReturnType<CardVault['keep']>;
}

/** A report as Stripe posts it. */
export interface PaymentReport {
  body: string;
  headers: { 'content-type': string; 'stripe-signature': string };
}

/**
 * Payments as Stripe takes them, as far as Seatkeeper asks for them: Checkout Sessions with a page to pay on, refunds, disputes,
 * cards that are kept and charged, Idempotency-Keys that are held to, and reports that Stripe's own library has signed.
 */
export class PaymentServer {
  readonly key = 'sk_test_0123456789abcdef';
  readonly webhookSecret = 'whsec_0123456789abcdef';
  /** What was asked, by method and the kind of address. */
  readonly asked: string[] = [];
  /** Answers nothing but errors while it is set. */
  isDown = false;
  /** Where a payment on a page is reported by itself. */
  reportsTo: string | undefined;
  /** A call that alone is answered with an error, as `asked` names it. */
  refuses: string | undefined;
  /** A call that is done, and whose answer never comes. */
  loses: string | undefined;
  readonly cards = new CardVault();
  private late: { call: string; arrived: () => void; released: Promise<void> } | undefined;
  private answering = 0;
  private readonly payments = new Map<string, Payment>();
  private readonly answered = new Map<string, { asked: string; answer: StripeAnswer }>();

  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly library: typeof Stripe,
  ) {}

  static async start(): Promise<PaymentServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { default: library } = await import('stripe');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = new PaymentServer(url, server, library);
    server.on('request', (request, response) => {
      made.answering += 1;
      void made.answer(request, response).finally(() => (made.answering -= 1));
    });
    return made;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The next such call comes as late as one of a process that froze when it was about to ask: not before it is released. */
  hold(call: string): { arrived: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const arrived = new Promise<void>((resolve) => (this.late = { call, arrived: resolve, released }));
    return { arrived, release };
  }

  /** Whether everybody who asked was answered. */
  get isIdle(): boolean {
    return this.answering === 0;
  }

  /** Somebody pays on the page of an order, refuses to, or lets the time go by. */
  end(orderId: string, state: Payment['state']): PaymentReport {
    const payment = this.of(orderId);
    payment.state = state;
    if (state === 'paid' && payment.savingFor !== undefined)
      payment.card ??= this.cards.keep(payment.savingFor);
    const type = {
      paid: 'completed',
      declined: 'async_payment_failed',
      expired: 'expired',
      open: 'completed',
      thinks: 'completed',
    }[state];
    return this.report(`checkout.session.${type}`, this.sessionOf(payment));
  }

  /** A bank decides over a charge to a kept card, however late. */
  decide(orderId: string, decision: CardDecision): PaymentReport {
    const charge = this.chargeOf(orderId);
    const last = charge.tries.at(-1);
    if (!last) throw new Error(`No bank was asked for ${orderId}.`);
    last.decision = decision;
    const type = decision === 'pays' ? 'succeeded' : decision === 'thinks' ? 'processing' : 'payment_failed';
    return this.report(`payment_intent.${type}`, intentOf(charge));
  }

  /** What an order was charged to a kept card. */
  chargeOf(orderId: string): CardCharge {
    const charge = this.cards.of(orderId).at(-1);
    if (!charge) throw new Error(`Nobody has charged ${orderId} to a card.`);
    return charge;
  }

  /** As Stripe does after a day. */
  forgetKeys(): void {
    this.answered.clear();
  }

  /** Money is paid back by hand. */
  refund(orderId: string, amount: number): PaymentReport {
    const charge = this.cards.of(orderId).find(({ isCanceled }) => !isCanceled);
    if (charge) {
      charge.refunded += amount;
      return this.report('charge.refunded', intentOf(charge).latest_charge ?? {});
    }
    const payment = this.of(orderId);
    payment.refunded += amount;
    return this.report('charge.refunded', chargeOf(payment));
  }

  /** Whoever paid disputes it at their bank. Of a dispute Stripe names the money, and not the order. */
  dispute(orderId: string, status: string): PaymentReport {
    const payment = this.of(orderId);
    payment.dispute = status;
    const object = { object: 'dispute', id: `dp_${payment.intent}`, payment_intent: payment.intent, status };
    return this.report('charge.dispute.updated', object);
  }

  /** What was paid and not paid back of all orders, in minor units. */
  get held(): number {
    const paid = [...this.payments.values()].filter(({ state }) => state === 'paid');
    return paid.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0);
  }

  /** How often an order was paid, on a page or by a card. */
  timesPaid(orderId: string): number {
    const onPages = [...this.payments.values()].filter(
      (one) => one.orderId === orderId && one.state === 'paid',
    );
    return onPages.length + this.cards.triesOf(orderId).filter((decision) => decision === 'pays').length;
  }

  /** How many pages were opened for an order. */
  pagesOf(orderId: string): number {
    return [...this.payments.values()].filter((one) => one.orderId === orderId).length;
  }

  /** Where an order is paid. */
  urlOf(orderId: string): string {
    return `${this.url}/pay/${this.of(orderId).session}`;
  }

  of(orderId: string): Payment {
    const payment = [...this.payments.values()].findLast((one) => one.orderId === orderId);
    if (!payment) throw new Error(`Nobody was asked to pay ${orderId}.`);
    return payment;
  }

  /** A report of anything, signed now or at another moment, with the secret or another one. */
  report(type: string, object: object, { at = new Date(), secret = this.webhookSecret } = {}): PaymentReport {
    const body = JSON.stringify({
      id: `evt_${Math.random().toString(36).slice(2)}`,
      object: 'event',
      type,
      data: { object },
    });
    const timestamp = Math.floor(at.getTime() / 1_000);
    const signature = new this.library(this.key).webhooks.generateTestHeaderString({
      payload: body,
      secret,
      timestamp,
    });
    return { body, headers: { 'content-type': 'application/json', 'stripe-signature': signature } };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (this.late?.call === callOf(request, pathname)) {
      const { arrived, released } = this.late;
      this.late = undefined;
      arrived();
      await released;
    }
    const answer = this.respond(request, pathname, searchParams, body);
    if (this.loses === callOf(request, pathname)) return void response.destroy();
    const type = answer.page === undefined ? 'application/json' : 'text/html; charset=utf-8';
    response.writeHead(answer.status, {
      'content-type': type,
      ...(answer.location !== undefined && { location: answer.location }),
    });
    response.end(answer.page ?? JSON.stringify(answer.body ?? {}));
  }

  private respond(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: string,
  ): StripeAnswer {
    this.asked.push(callOf(request, path));
    const page = /^\/pay\/(\w+)$/.exec(path)?.[1];
    if (page !== undefined) return request.method === 'POST' ? this.pay(page) : this.show(page);
    if (this.isDown || this.refuses === callOf(request, path)) return refusal(500, 'api_error', 'down');
    if (request.headers.authorization !== `Bearer ${this.key}`)
      return refusal(401, 'api_key', 'Invalid API Key');
    const key = request.headers['idempotency-key'];
    const before = typeof key === 'string' ? this.answered.get(key) : undefined;
    const asked = `${path} ${body}`;
    if (before && before.asked !== asked)
      return refusal(400, 'idempotency_error', 'Keys are for one request each.');
    const answer = before?.answer ?? this.work(`${request.method} ${path}`, new URLSearchParams(body), query);
    if (typeof key === 'string') this.answered.set(key, { asked, answer });
    return answer;
  }

  private work(call: string, form: URLSearchParams, query: URLSearchParams): StripeAnswer {
    if (call === 'GET /v1/payment_intents') {
      const onPages = [...this.payments.values()].filter(
        ({ state, savingFor }) => state !== 'open' && savingFor === query.get('customer'),
      );
      const listed = [...onPages.map(intentOfPage), ...this.cards.intentsOf(query.get('customer'))];
      return { status: 200, body: { object: 'list', data: listed } };
    }
    const ofCard = this.cards.work(call, form);
    if (ofCard) return ofCard;
    const expired = /^POST \/v1\/checkout\/sessions\/(\w+)\/expire$/.exec(call)?.[1];
    if (expired !== undefined) return this.expire(expired);
    if (call === 'POST /v1/checkout/sessions') return this.openSession(form);
    if (call === 'POST /v1/refunds') return this.payBack(form.get('payment_intent') ?? '');
    if (call === 'GET /v1/disputes') {
      const disputed = [...this.payments.values()].filter(
        ({ intent, dispute }) => dispute && `ch_${intent}` === query.get('charge'),
      );
      return {
        status: 200,
        body: {
          object: 'list',
          data: disputed.map(({ dispute: status }) => ({ object: 'dispute', status })),
        },
      };
    }
    const payment = this.payments.get(/^GET \/v1\/checkout\/sessions\/(\w+)$/.exec(call)?.[1] ?? '');
    return payment ? { status: 200, body: this.sessionOf(payment) } : refusal(404, 'resource_missing', call);
  }

  private openSession(form: URLSearchParams): StripeAnswer {
    const field = (name: string) => form.get(name) ?? '';
    const amount = Number(field('line_items[0][price_data][unit_amount]'));
    if (amount < this.cards.least) return refusal(400, 'amount_too_small', 'The total is too small.');
    const number = this.payments.size + 1;
    const payment: Payment = {
      session: `cs_test_${number}`,
      intent: `pi_${process.pid}_${Date.now()}_${number}`,
      orderId: field('metadata[orderId]'),
      amount,
      metadata: metadataOf(form, 'payment_intent_data[metadata]'),
      currency: field('line_items[0][price_data][currency]'),
      description: field('line_items[0][price_data][product_data][description]'),
      successUrl: field('success_url'),
      state: 'open',
      refunded: 0,
      ...(form.get('payment_intent_data[setup_future_usage]') === 'off_session' && {
        savingFor: field('customer'),
      }),
    };
    this.payments.set(payment.session, payment);
    return { status: 200, body: this.sessionOf(payment) };
  }

  private expire(session: string): StripeAnswer {
    const payment = this.payments.get(session);
    if (payment?.state !== 'open') return refusal(400, 'resource_already_exists', `${session} is not open.`);
    payment.state = 'expired';
    return { status: 200, body: this.sessionOf(payment) };
  }

  private payBack(intent: string): StripeAnswer {
    const payment = [...this.payments.values()].find((one) => one.intent === intent);
    if (!payment) return refusal(404, 'resource_missing', intent);
    if (payment.refunded >= payment.amount) return refusal(400, 'charge_already_refunded', intent);
    payment.refunded = payment.amount;
    return { status: 200, body: { object: 'refund', status: 'succeeded' } };
  }

  private show(session: string): StripeAnswer {
    const { description = '', amount = 0 } = this.payments.get(session) ?? {};
    const form = `<form method="post"><button>Pay ${amount}</button></form>`;
    return {
      status: 200,
      page: `<!doctype html><html lang="en"><title>Pay</title><p>${description}</p>${form}`,
    };
  }

  private pay(session: string): StripeAnswer {
    const payment = this.payments.get(session);
    if (!payment) return refusal(404, 'resource_missing', session);
    const { body, headers } = this.end(payment.orderId, 'paid');
    if (this.reportsTo !== undefined)
      void fetch(this.reportsTo, { method: 'POST', headers, body }).catch(() => undefined);
    return { status: 303, location: payment.successUrl };
  }

  private sessionOf(payment: Payment): object {
    const { session, orderId, amount, currency, state } = payment;
    const hasBegun = state !== 'open' && state !== 'expired';
    return {
      id: session,
      object: 'checkout.session',
      mode: 'payment',
      client_reference_id: orderId,
      metadata: { orderId },
      amount_total: amount,
      currency,
      status: state === 'open' ? 'open' : state === 'expired' ? 'expired' : 'complete',
      payment_status: state === 'paid' ? 'paid' : 'unpaid',
      url: state === 'open' ? this.urlOf(orderId) : null,
      payment_intent: hasBegun ? intentOfPage(payment) : null,
    };
  }
}

const PAGE_STATUS = {
  paid: 'succeeded',
  thinks: 'processing',
  declined: 'requires_payment_method',
  expired: 'canceled',
  open: 'requires_payment_method',
} as const;

const intentOfPage = (payment: Payment) => ({
  id: payment.intent,
  object: 'payment_intent',
  status: PAGE_STATUS[payment.state],
  metadata: payment.metadata,
  latest_charge: chargeOf(payment),
  payment_method: payment.card && { object: 'payment_method', ...payment.card },
});

/** A call by its method and the kind of address. */
const callOf = ({ method }: IncomingMessage, path: string): string =>
  `${method} ${path.replace(/\/(cs|pi|ch|pm)_\w+/, '/:id')}`;

const chargeOf = ({ intent, orderId, amount, refunded, dispute }: Payment) => ({
  id: `ch_${intent}`,
  object: 'charge',
  payment_intent: intent,
  metadata: { orderId },
  amount,
  amount_refunded: refunded,
  refunded: refunded >= amount,
  disputed: dispute !== undefined,
});
