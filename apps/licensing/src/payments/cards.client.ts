import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { isFinal } from './declines.js';
import type { CardTry, Due, SeenCharge } from './payment-provider.js';
import { PAGE } from './stripe.client.js';
import { StripeCallsClient, unavailable } from './stripe-calls.client.js';

/** Charges of one order are looked for among so many of its customer, the newest first: each renewal makes one. */
const LOOKED_THROUGH = 100;

const EXPAND = { expand: ['latest_charge'] };

/** Where a charge says which try it was made ready for. */
const TRY = 'try';

const neverIfInvalid = (error: Stripe.errors.StripeError): 'never' | undefined =>
  error.type === 'StripeInvalidRequestError' ? 'never' : undefined;

const isChargeable = ({ state }: SeenCharge): boolean => state === 'declined' || state === 'ready';

/** Charges saved cards while their holder is not there. Each order has one payment intent at a time, however often it is tried. */
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
   * What the provider calls the charge of an order, which nobody has tried by then: the same one however often it is asked for. `instead` names the one
   * that was canceled, of which it takes the place. Null when the order cannot be charged at all: the amount is too small.
   */
  async open(order: Due, customer: string, instead?: string): Promise<string | null> {
    const { _id: orderId, accountId, grossMinor: amount, currency } = order;
    // After a day the provider has forgotten by which key it was asked.
    const known = await this.find(orderId, customer);
    if (known !== undefined) return known;
    const intent = await this.stripe.ask<Stripe.PaymentIntent | 'never'>(
      (stripe) =>
        stripe.paymentIntents.create(
          {
            amount,
            currency: currency.toLowerCase(),
            customer,
            // A bank cannot lead its holder anywhere: nobody is there.
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            description: `Renewal ${orderId}`,
            metadata: { orderId, accountId },
          },
          { idempotencyKey: `intent:${orderId}${instead === undefined ? '' : `:${instead}`}` },
        ),
      neverIfInvalid,
    );
    return intent === 'never' ? null : intent.id;
  }

  /**
   * Makes a charge ready for one try, which it is for one at a time: who comes after somebody who died or froze on the way is told how far that was. Null when
   * the card cannot be charged: the provider has forgotten it.
   */
  async makeReady(orderId: string, intent: string, { number, method }: CardTry): Promise<SeenCharge | null> {
    const before = await this.look(intent);
    if (before.number >= number || !isChargeable(before)) return before;
    const ready = await this.stripe.ask<Stripe.PaymentIntent | 'never'>(
      (stripe) =>
        stripe.paymentIntents.update(
          intent,
          { payment_method: method, metadata: { [TRY]: String(number) }, ...EXPAND },
          { idempotencyKey: `ready:${orderId}:${intent}:${number}` },
        ),
      neverIfInvalid,
    );
    if (ready !== 'never') return this.seen(ready);
    const seen = await this.look(intent);
    return isChargeable(seen) ? null : seen;
  }

  /** Confirms a try that is ready, once: that has to be made ready anew before anybody can. Null when the card cannot be charged any more. */
  async confirm(orderId: string, intent: string, { number }: CardTry): Promise<SeenCharge | null> {
    const confirmed = await this.stripe.ask<Stripe.PaymentIntent | 'never'>(
      (stripe) =>
        stripe.paymentIntents.confirm(
          intent,
          // The card is that which it was made ready with: to name it here would let who comes late confirm what was declined.
          { off_session: true, ...EXPAND },
          { idempotencyKey: `charge:${orderId}:${intent}:${number}` },
        ),
      // A bank that says no is an answer, and the intent that it said no to comes with it.
      (error) => (error.type === 'StripeCardError' ? error.payment_intent : neverIfInvalid(error)),
    );
    if (confirmed !== 'never') return this.seen(confirmed);
    // Somebody else has confirmed it, or canceled it; else the card is gone.
    const seen = await this.look(intent);
    return seen.state === 'ready' ? null : seen;
  }

  /** What became of a charge. */
  async look(intent: string): Promise<SeenCharge> {
    return this.seen(await this.stripe.ask((stripe) => stripe.paymentIntents.retrieve(intent, EXPAND)));
  }

  /** Lets nothing be charged any more, unless it was, or a bank is deciding: what is answered says so. */
  async cancel(intent: string): Promise<SeenCharge> {
    await this.stripe.ask<unknown>((stripe) => stripe.paymentIntents.cancel(intent), neverIfInvalid);
    return this.look(intent);
  }

  private async find(orderId: string, customer: string): Promise<string | undefined> {
    const { data } = await this.stripe.ask((stripe) =>
      stripe.paymentIntents.list({ customer, limit: LOOKED_THROUGH }),
    );
    // What is paid on a page has the order in it, too.
    return data.find(
      ({ metadata, status }) =>
        metadata['orderId'] === orderId && metadata[PAGE] === undefined && status !== 'canceled',
    )?.id;
  }

  private async seen(intent: Stripe.PaymentIntent): Promise<SeenCharge> {
    const { id, amount, currency } = intent;
    return {
      intent: id,
      state: stateOf(intent),
      number: Number(intent.metadata[TRY] ?? 0),
      amountMinor: amount,
      currency: currency.toUpperCase(),
      needsAuthentication:
        intent.status === 'requires_action' || intent.last_payment_error?.code === 'authentication_required',
      isFinal: intent.status === 'requires_action' || isFinal(intent.last_payment_error),
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
      return 'canceled';
    case 'requires_confirmation':
      return 'ready';
    case 'requires_action':
    case 'requires_capture':
    case 'requires_payment_method':
      return 'declined';
    default:
      throw unavailable();
  }
}
