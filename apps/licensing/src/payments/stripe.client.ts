import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import type Stripe from 'stripe';
import { chargeText } from './charge-text.js';
import type { LicensingSettings } from '../settings.js';
import type { Due, PaidCard, PaymentPage, PaymentProvider, SeenPayment } from './payment-provider.js';
import { StripeCallsClient, unavailable } from './stripe-calls.client.js';

/** Where the money of an invoice that is paid on a page says which page that is. */
export const PAGE = 'page';

/** Stripe takes the money: an order is one Checkout Session, whose Idempotency-Key follows from the order. */
@Injectable()
export class StripeClient implements PaymentProvider {
  constructor(
    private readonly stripe: StripeCallsClient,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  /** Whether the operator has set it up. */
  get isOn(): boolean {
    return this.stripe.isOn;
  }

  async open(order: Due, savingFor?: string): Promise<PaymentPage> {
    // Both ways lead to the order, which says where it is.
    const back = `/licences?do=buy&order=${order._id}`;
    const page = await this.page(order, `checkout:${order._id}`, back, {}, savingFor);
    if (!page) throw tooLittle();
    return page;
  }

  openInvoice(order: Due, number: number, savingFor?: string): Promise<PaymentPage | null> {
    const { _id } = order;
    return this.page(
      order,
      `pay:${_id}:${number}`,
      '/licences?view=orders',
      { [PAGE]: String(number) },
      savingFor,
    );
  }

  async close(reference: string): Promise<void> {
    await this.stripe.ask<unknown>(
      (stripe) => stripe.checkout.sessions.expire(reference),
      (error) => (error.type === 'StripeInvalidRequestError' ? {} : undefined),
    );
  }

  /** Null for an amount that is too small. */
  private async page(
    order: Due,
    key: string,
    path: string,
    about: Record<string, string>,
    savingFor?: string,
  ): Promise<PaymentPage | null> {
    const { _id, accountId, currency, grossMinor, lines } = order;
    const back = `${this.settings.PUBLIC_URL}${path}`;
    const session = await this.stripe.ask<Stripe.Checkout.Session | 'too-little'>(
      (stripe) =>
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: _id,
            metadata: { orderId: _id, accountId },
            payment_intent_data: {
              metadata: { orderId: _id, accountId, ...about },
              ...(savingFor !== undefined && { setup_future_usage: 'off_session' as const }),
            },
            // What is shown of it later, and charged while nobody is there, is a card.
            ...(savingFor !== undefined && {
              customer: savingFor,
              allowed_payment_method_types: ['card' as const],
            }),
            line_items: [
              {
                quantity: 1,
                // Credits are less than nothing, which no line of Stripe's may be: the order is one line, and says what it consists of.
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: grossMinor,
                  product_data: { name: `Order ${_id}`, description: chargeText(lines) },
                },
              },
            ],
            success_url: back,
            cancel_url: back,
          },
          // Two who disagree whether the card is saved get a page each, of which one is the order's.
          { idempotencyKey: `${key}${savingFor === undefined ? '' : ':saving'}` },
        ),
      (error) => (error.code === 'amount_too_small' ? 'too-little' : undefined),
    );
    if (session === 'too-little') return null;
    if (!session.url) throw unavailable();
    return { reference: session.id, url: session.url };
  }

  async look(reference: string, withCard = false): Promise<SeenPayment> {
    const expand = ['payment_intent.latest_charge', ...(withCard ? ['payment_intent.payment_method'] : [])];
    const session = await this.stripe.ask((stripe) =>
      stripe.checkout.sessions.retrieve(reference, { expand }),
    );
    const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
    const card = cardOf(intent?.payment_method);
    return {
      state: stateOf(session, intent),
      ...(intent?.status === 'processing' && { isDeciding: true as const }),
      ...(intent && { intent: intent.id }),
      amountMinor: session.amount_total ?? 0,
      currency: (session.currency ?? '').toUpperCase(),
      ...(await this.stripe.afterPaying(intent)),
      ...(card && { card }),
    };
  }

  async refund(orderId: string, intent: string): Promise<void> {
    await this.stripe.ask((stripe) =>
      stripe.refunds.create({ payment_intent: intent }, { idempotencyKey: `refund:${orderId}` }),
    );
  }
}

function stateOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): SeenPayment['state'] {
  if (session.status === 'expired') return 'expired';
  if (session.payment_status === 'paid') return 'paid';
  const isDeclined = intent?.status === 'requires_payment_method' || intent?.status === 'canceled';
  return session.status === 'complete' && isDeclined ? 'declined' : 'open';
}

const tooLittle = (): Fault =>
  new Fault('validation-failed', {
    errors: [{ path: 'provider', message: 'It costs too little to be paid at once: order on invoice' }],
  });

const cardOf = (method: Stripe.PaymentIntent['payment_method'] | undefined): PaidCard | undefined => {
  if (!method || typeof method === 'string' || !method.card) return undefined;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { method: method.id, brand, last4, expMonth, expYear };
};
