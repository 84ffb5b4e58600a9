import { Inject, Injectable } from '@nestjs/common';
import { type DisputeState, Fault } from '@seatkeeper/contracts';
import { logger, SETTINGS } from '@seatkeeper/service';
import type Stripe from 'stripe';
import { chargeText } from './charge-text.js';
import type { LicensingSettings } from '../settings.js';
import type { Due, PaymentPage, PaymentProvider, SeenPayment } from './payment-provider.js';

/** Stripe tells more ways in which a dispute is still open. */
const ENDS = ['won', 'lost'] as const;

/** A buyer waits for it, and it is asked once more when nothing comes. */
const TIMEOUT_MS = 6_000;

/** Stripe takes the money: an order is one Checkout Session, whose Idempotency-Key follows from the order. */
@Injectable()
export class StripeClient implements PaymentProvider {
  private readonly log = logger('stripe');
  private client: Promise<Stripe> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: LicensingSettings) {}

  /** Whether the operator has set it up. */
  get isOn(): boolean {
    return this.settings.STRIPE_SECRET_KEY !== '';
  }

  async open(order: Due): Promise<PaymentPage> {
    const { _id, accountId, currency, grossMinor, lines } = order;
    // Both ways lead to the order, which says where it is.
    const back = `${this.settings.PUBLIC_URL}/licences?do=buy&order=${_id}`;
    const session = await this.ask((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: _id,
          metadata: { orderId: _id, accountId },
          payment_intent_data: { metadata: { orderId: _id, accountId } },
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
        { idempotencyKey: `checkout:${_id}` },
      ),
    );
    if (!session.url) throw unavailable();
    return { reference: session.id, url: session.url };
  }

  async look(reference: string): Promise<SeenPayment> {
    const session = await this.ask((stripe) =>
      stripe.checkout.sessions.retrieve(reference, { expand: ['payment_intent.latest_charge'] }),
    );
    const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
    const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
    const dispute = charge?.disputed === true ? await this.disputeOf(charge.id) : undefined;
    return {
      state: stateOf(session, intent),
      ...(intent && { intent: intent.id }),
      amountMinor: session.amount_total ?? 0,
      currency: (session.currency ?? '').toUpperCase(),
      refundedMinor: charge?.amount_refunded ?? 0,
      ...(dispute && { dispute }),
    };
  }

  async refund(orderId: string, intent: string): Promise<void> {
    await this.ask((stripe) =>
      stripe.refunds.create({ payment_intent: intent }, { idempotencyKey: `refund:${orderId}` }),
    );
  }

  private async disputeOf(charge: string): Promise<DisputeState | undefined> {
    const { data } = await this.ask((stripe) => stripe.disputes.list({ charge, limit: 1 }));
    const status = data[0]?.status;
    return status === undefined ? undefined : (ENDS.find((end) => end === status) ?? 'open');
  }

  private async ask<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
    if (!this.isOn) throw unavailable();
    try {
      return await call(await this.stripe());
    } catch (error) {
      if (codeOf(error) === 'amount_too_small')
        throw new Fault('validation-failed', {
          errors: [{ path: 'provider', message: 'It costs too little to be paid at once: order on invoice' }],
        });
      // Its message names neither key nor card.
      this.log.error('Stripe did not do what was asked', {
        error: error instanceof Error ? error.message : 'unknown',
      });
      throw unavailable();
    }
  }

  /** The package is large: it is loaded where there is a key, by the first who needs it. */
  private stripe(): Promise<Stripe> {
    this.client ??= import('stripe').then(({ default: Client }) => {
      const { hostname, port, protocol } = new URL(this.settings.STRIPE_API_URL);
      return new Client(this.settings.STRIPE_SECRET_KEY, {
        host: hostname,
        ...(port !== '' && { port }),
        protocol: protocol === 'http:' ? 'http' : 'https',
        timeout: TIMEOUT_MS,
        maxNetworkRetries: 1,
        telemetry: false,
      });
    });
    return this.client;
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

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

const unavailable = (): Fault =>
  new Fault(
    'service-unavailable',
    'Payments are not taken just now. Try again in a minute, or order on invoice.',
  );
