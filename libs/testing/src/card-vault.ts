export interface StripeAnswer {
  status: number;
  /** JSON, unless it is a page or leads to another. */
  body?: object;
  page?: string;
  location?: string;
}

/** What a bank makes of a charge while the holder of the card is not there. */
export type CardDecision = 'pays' | 'declines' | 'wants-holder' | 'thinks';

interface KeptCard {
  id: string;
  customer: string | null;
  card: { brand: string; last4: string; exp_month: number; exp_year: number };
}

/** A charge to a kept card, as a payment intent of Stripe. */
export interface CardCharge {
  id: string;
  orderId: string;
  customer: string;
  method: string;
  amount: number;
  currency: string;
  decision: CardDecision;
  refunded: number;
  dispute?: string;
}

/** Cards that are kept for customers, and what is charged to them while nobody is there, by the rules of Stripe. */
export class CardVault {
  /** What banks make of the next charges. */
  decision: CardDecision = 'pays';
  /** When the cards that are saved from now on expire. */
  expires = { month: 12, year: 2035 };
  /** Nothing is charged that is less, in minor units. */
  least = 50;
  readonly charges: CardCharge[] = [];
  private customers = 0;
  private readonly kept = new Map<string, KeptCard>();

  /** The charges of one order, of which there is to be one at most. */
  of(orderId: string): CardCharge[] {
    return this.charges.filter((charge) => charge.orderId === orderId);
  }

  /** A card that is paid by is kept for a customer. */
  keep(customer: string): KeptCard {
    const number = this.kept.size + 1;
    const card = {
      brand: 'visa',
      last4: String(4_241 + number),
      exp_month: this.expires.month,
      exp_year: this.expires.year,
    };
    const kept = { id: `pm_${number}`, customer, card };
    this.kept.set(kept.id, kept);
    return kept;
  }

  /** Whether a card is kept for anybody. */
  isKept(last4: string): boolean {
    return [...this.kept.values()].some(({ customer, card }) => customer !== null && card.last4 === last4);
  }

  /** The answer to a call about cards; undefined for one about something else. */
  work(call: string, form: URLSearchParams, query: URLSearchParams): StripeAnswer | undefined {
    if (call === 'POST /v1/customers')
      return { status: 200, body: { id: `cus_${++this.customers}`, object: 'customer' } };
    if (call === 'POST /v1/payment_intents') return this.charge(form);
    if (call === 'GET /v1/payment_intents') {
      const of = this.charges.filter(({ customer }) => customer === query.get('customer'));
      return { status: 200, body: { object: 'list', data: of.toReversed().map(intentOf) } };
    }
    const detached = /^POST \/v1\/payment_methods\/(\w+)\/detach$/.exec(call)?.[1];
    if (detached !== undefined) return this.detach(detached);
    const intent = /^GET \/v1\/payment_intents\/(\w+)$/.exec(call)?.[1];
    const charge = this.charges.find(({ id }) => id === intent);
    return charge && { status: 200, body: intentOf(charge) };
  }

  private detach(id: string): StripeAnswer {
    const kept = this.kept.get(id);
    if (!kept?.customer) return refusal(400, 'resource_missing', `${id} is not attached to a customer.`);
    kept.customer = null;
    return { status: 200, body: { ...kept, object: 'payment_method' } };
  }

  private charge(form: URLSearchParams): StripeAnswer {
    const field = (name: string) => form.get(name) ?? '';
    const [customer, method, amount] = [field('customer'), field('payment_method'), Number(field('amount'))];
    if (field('off_session') !== 'true' || field('confirm') !== 'true')
      return refusal(400, 'parameter_missing', 'Nobody is there to confirm it.');
    if (amount < this.least) return refusal(400, 'amount_too_small', 'The amount is too small.');
    const kept = this.kept.get(method);
    if (!kept || kept.customer !== customer || customer === '')
      return refusal(400, 'resource_missing', `The customer does not have a payment method ${method}.`);
    const charge: CardCharge = {
      id: `pi_card_${process.pid}_${Date.now()}_${this.charges.length + 1}`,
      orderId: field('metadata[orderId]'),
      customer,
      method,
      amount,
      currency: field('currency'),
      decision: this.decision,
      refunded: 0,
    };
    this.charges.push(charge);
    const error = errorOf(charge);
    if (!error) return { status: 200, body: intentOf(charge) };
    return {
      status: 402,
      body: { error: { type: 'card_error', message: 'No.', ...error, payment_intent: intentOf(charge) } },
    };
  }
}

const errorOf = ({ decision }: CardCharge) =>
  decision === 'declines'
    ? { code: 'card_declined', decline_code: 'generic_decline' }
    : decision === 'wants-holder'
      ? { code: 'authentication_required', decline_code: 'authentication_required' }
      : null;

const STATUS = {
  pays: 'succeeded',
  thinks: 'processing',
  declines: 'requires_payment_method',
  'wants-holder': 'requires_payment_method',
} as const;

/** A payment intent as Stripe tells it. */
export const intentOf = (charge: CardCharge) => ({
  id: charge.id,
  object: 'payment_intent',
  status: STATUS[charge.decision],
  amount: charge.amount,
  currency: charge.currency,
  customer: charge.customer,
  metadata: { orderId: charge.orderId },
  last_payment_error: errorOf(charge),
  latest_charge: {
    id: `ch_${charge.id}`,
    object: 'charge',
    payment_intent: charge.id,
    metadata: { orderId: charge.orderId },
    amount: charge.amount,
    amount_refunded: charge.refunded,
    refunded: charge.refunded >= charge.amount,
    disputed: charge.dispute !== undefined,
  },
});

const TYPES: Readonly<Record<string, string>> = {
  api_error: 'api_error',
  idempotency_error: 'idempotency_error',
};

export const refusal = (status: number, code: string, message: string): StripeAnswer => ({
  status,
  body: { error: { type: TYPES[code] ?? 'invalid_request_error', code, message } },
});
