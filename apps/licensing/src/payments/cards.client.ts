import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { ChargedCard, Due, SeenCharge } from './payment-provider.js';
import { StripeCallsClient, unavailable } from './stripe-calls.client.js';

/** Charges of one order are looked for among so many of its customer, the newest first: each renewal makes one. */
const LOOKED_THROUGH = 100;

const EXPAND = { expand: ['latest_charge'] };

/** Charges saved cards while their holder is not there. Each order has one payment intent at most, whatever its attempts. */
@Injectable()
export class CardsClient {
  constructor(private readonly stripe: StripeCallsClient) {}

  get isOn(): boolean {
    return this.stripe.isOn;
  }

  /** What the provider calls an account, for which it can keep cards: the same however often it is asked for within a day. */
  async introduce(accountId: string): Promise<string> {
    const customer = await this.stripe.ask((stripe) =>
      stripe.customers.create({ metadata: { accountId } }, { idempotencyKey: `customer:${accountId}` }),
    );
    return customer.id;
  }

  /** Can be repeated: a card that is kept for nobody any more is forgotten. */
  async forget(method: string): Promise<void> {
    await this.stripe.ask<unknown>(
      (stripe) => stripe.paymentMethods.detach(method),
      (error) => (error.type === 'StripeInvalidRequestError' ? {} : undefined),
    );
  }

  /**
   * Charges an order to a card, once: repeated within a day the provider knows it by its key, and after that it is found among what the
   * customer was charged. Null when `mayBegin` is not true and nobody has begun, and when the card cannot be charged at all: the provider has forgotten it, or the amount is too small.
   */
  async charge(order: Due, { customer, method }: ChargedCard, mayBegin: boolean): Promise<SeenCharge | null> {
    const { _id: orderId, accountId, grossMinor: amount, currency } = order;
    const begun = await this.find(orderId, customer);
    if (begun || !mayBegin) return begun;
    const intent = await this.stripe.ask<Stripe.PaymentIntent | 'never'>(
      (stripe) =>
        stripe.paymentIntents.create(
          {
            amount,
            currency: currency.toLowerCase(),
            customer,
            payment_method: method,
            // A bank cannot lead its holder anywhere: nobody is there.
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            off_session: true,
            confirm: true,
            description: `Renewal ${orderId}`,
            metadata: { orderId, accountId },
            ...EXPAND,
          },
          { idempotencyKey: `charge:${orderId}` },
        ),
      (error) => {
        // A bank that says no is an answer, and the intent that it said no to comes with it.
        if (error.type === 'StripeCardError') return error.payment_intent;
        return error.type === 'StripeInvalidRequestError' ? 'never' : undefined;
      },
    );
    return intent === 'never' ? null : this.seen(intent);
  }

  /** What became of a charge. */
  async look(intent: string): Promise<SeenCharge> {
    return this.seen(await this.stripe.ask((stripe) => stripe.paymentIntents.retrieve(intent, EXPAND)));
  }

  private async find(orderId: string, customer: string): Promise<SeenCharge | null> {
    const { data } = await this.stripe.ask((stripe) =>
      stripe.paymentIntents.list({ customer, limit: LOOKED_THROUGH }),
    );
    const found = data.find(({ metadata }) => metadata['orderId'] === orderId);
    return found ? this.look(found.id) : null;
  }

  private async seen(intent: Stripe.PaymentIntent): Promise<SeenCharge> {
    const { id, amount, currency } = intent;
    return {
      intent: id,
      state: stateOf(intent),
      amountMinor: amount,
      currency: currency.toUpperCase(),
      needsAuthentication: intent.last_payment_error?.code === 'authentication_required',
      ...(await this.stripe.afterPaying(intent)),
    };
  }
}

/** Its bank may not have decided yet; what needs its holder, who is not there, is declined. */
function stateOf({ status }: Stripe.PaymentIntent): SeenCharge['state'] {
  switch (status) {
    case 'succeeded':
      return 'paid';
    case 'processing':
      return 'open';
    case 'canceled':
    case 'requires_action':
    case 'requires_capture':
    case 'requires_confirmation':
    case 'requires_payment_method':
      return 'declined';
    default:
      throw unavailable();
  }
}
