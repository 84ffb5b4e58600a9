export interface StripeAnswer {
  status: number;
  /** JSON, unless it is a page or leads to another. */
  body?: object;
  page?: string;
  location?: string;
}

/** What a bank makes of a charge while the holder of the card is not there; what it says is told by Stripe's codes. */
export type CardDecision = 'pays' | 'declines' | 'wants-holder' | 'thinks' | 'has-it-stolen';

interface KeptCard {
  id: string;
  customer: string | null;
  card: { brand: string; last4: string; exp_month: number; exp_year: number };
}

/** A charge to kept cards, as a payment intent of Stripe. */
export interface CardCharge {
  id: string;
  orderId: string;
  customer: string;
  /** The card that it is ready to be charged to, until that is declined. */
  method: string | undefined;
  amount: number;
  currency: string;
  metadata: Record<string, string>;
  /** What the bank said of each time it was asked, and of which card. */
  tries: { method: string; decision: CardDecision }[];
  isCanceled?: true;
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

  /** The charges of one order, of which there is to be one at a time. */
  of(orderId: string): CardCharge[] {
    return this.charges.filter((charge) => charge.orderId === orderId);
  }

  /** What banks said of an order, each time one was asked. */
  triesOf(orderId: string): CardDecision[] {
    return this.of(orderId).flatMap(({ tries }) => tries.map(({ decision }) => decision));
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

  /** The card that was kept last, as Stripe calls it. */
  get last(): string {
    return `pm_${this.kept.size}`;
  }

  /** Whether a card is kept for anybody. */
  isKept(last4: string): boolean {
    return [...this.kept.values()].some(({ customer, card }) => customer !== null && card.last4 === last4);
  }

  /** What the cards of a customer were charged, the newest first. */
  intentsOf(customer: string | null): object[] {
    return this.charges
      .filter((charge) => charge.customer === customer)
      .toReversed()
      .map(intentOf);
  }

  /** The answer to a call about cards; undefined for one about something else. */
  work(call: string, form: URLSearchParams): StripeAnswer | undefined {
    if (call === 'POST /v1/customers')
      return { status: 200, body: { id: `cus_${++this.customers}`, object: 'customer' } };
    if (call === 'POST /v1/payment_intents') return this.open(form);
    const detached = /^POST \/v1\/payment_methods\/(\w+)\/detach$/.exec(call)?.[1];
    if (detached !== undefined) return this.detach(detached);
    const [, method, id, act] = /^(\w+) \/v1\/payment_intents\/(\w+)(?:\/(\w+))?$/.exec(call) ?? [];
    const charge = this.charges.find((one) => one.id === id);
    if (!charge) return undefined;
    if (method === 'GET') return { status: 200, body: intentOf(charge) };
    if (act === 'confirm') return this.confirm(charge, form);
    return act === 'cancel' ? this.cancel(charge) : this.update(charge, form);
  }

  private detach(id: string): StripeAnswer {
    const kept = this.kept.get(id);
    if (!kept?.customer) return refusal(400, 'resource_missing', `${id} is not attached to a customer.`);
    kept.customer = null;
    return { status: 200, body: { ...kept, object: 'payment_method' } };
  }

  private open(form: URLSearchParams): StripeAnswer {
    const field = (name: string) => form.get(name) ?? '';
    const [customer, amount] = [field('customer'), Number(field('amount'))];
    if (amount < this.least) return refusal(400, 'amount_too_small', 'The amount is too small.');
    const charge: CardCharge = {
      id: `pi_card_${process.pid}_${Date.now()}_${this.charges.length + 1}`,
      orderId: field('metadata[orderId]'),
      customer,
      method: undefined,
      amount,
      currency: field('currency'),
      metadata: metadataOf(form),
      tries: [],
      refunded: 0,
    };
    this.charges.push(charge);
    return { status: 200, body: intentOf(charge) };
  }

  /** A card can be named as long as nothing is charged; what the bank said of the one before is forgotten by that. */
  private update(charge: CardCharge, form: URLSearchParams): StripeAnswer {
    if (!isChargeable(charge)) return unexpected(charge);
    const method = form.get('payment_method') ?? '';
    if (this.kept.get(method)?.customer !== charge.customer)
      return refusal(400, 'resource_missing', `The customer does not have a payment method ${method}.`);
    charge.method = method;
    Object.assign(charge.metadata, metadataOf(form));
    return { status: 200, body: intentOf(charge) };
  }

  private confirm(charge: CardCharge, form: URLSearchParams): StripeAnswer {
    if (form.get('off_session') !== 'true')
      return refusal(400, 'parameter_missing', 'Nobody is there to confirm it.');
    // Whoever names a card here has it charged, whatever the charge was made ready for.
    const method = form.get('payment_method') ?? charge.method;
    if (!isChargeable(charge) || method === undefined) return unexpected(charge);
    if (this.kept.get(method)?.customer !== charge.customer)
      return refusal(400, 'payment_method_unexpected_state', `${method} is not attached any more.`);
    charge.tries.push({ method, decision: this.decision });
    charge.method = undefined;
    const error = errorOf(charge);
    if (!error) return { status: 200, body: intentOf(charge) };
    return {
      status: 402,
      body: { error: { type: 'card_error', message: 'No.', ...error, payment_intent: intentOf(charge) } },
    };
  }

  private cancel(charge: CardCharge): StripeAnswer {
    if (!isChargeable(charge)) return unexpected(charge);
    charge.isCanceled = true;
    return { status: 200, body: intentOf(charge) };
  }
}

/** What a form says beside its fields, of the object whose metadata lie at `path`. */
export const metadataOf = (form: URLSearchParams, path = 'metadata'): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(`${path}[`) ? [[name.slice(path.length + 1, -1), value]] : [],
    ),
  );

const ERRORS: Readonly<Partial<Record<CardDecision, { code: string; decline_code: string }>>> = {
  declines: { code: 'card_declined', decline_code: 'generic_decline' },
  'has-it-stolen': { code: 'card_declined', decline_code: 'stolen_card' },
  'wants-holder': { code: 'authentication_required', decline_code: 'authentication_required' },
};

/** What the bank said last, until another card is named. */
const errorOf = ({ tries, method }: CardCharge) =>
  method === undefined ? (ERRORS[tries.at(-1)?.decision ?? 'pays'] ?? null) : null;

function statusOf(charge: CardCharge) {
  const last = charge.tries.at(-1)?.decision;
  if (last === 'pays') return 'succeeded';
  if (charge.isCanceled) return 'canceled';
  if (last === 'thinks') return 'processing';
  return charge.method === undefined ? 'requires_payment_method' : 'requires_confirmation';
}

const isChargeable = (charge: CardCharge): boolean =>
  ['requires_payment_method', 'requires_confirmation'].includes(statusOf(charge));

const unexpected = (charge: CardCharge): StripeAnswer =>
  refusal(400, 'payment_intent_unexpected_state', `The payment intent is ${statusOf(charge)}.`);

/** A payment intent as Stripe tells it. */
export const intentOf = (charge: CardCharge) => ({
  id: charge.id,
  object: 'payment_intent',
  status: statusOf(charge),
  amount: charge.amount,
  currency: charge.currency,
  customer: charge.customer,
  metadata: charge.metadata,
  last_payment_error: errorOf(charge),
  latest_charge:
    charge.tries.length === 0
      ? null
      : {
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
