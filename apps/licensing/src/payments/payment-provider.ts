import type { DisputeState, OrderLine, PaymentFailure } from '@seatkeeper/contracts';

/** What is to be paid at once. */
export interface Due {
  /** Of the order. */
  _id: string;
  accountId: string;
  lines: OrderLine[];
  currency: string;
  grossMinor: number;
}

/** Where an order is paid. */
export interface PaymentPage {
  /** What the provider calls it. */
  reference: string;
  url: string;
}

/** What the provider says of a payment. */
export interface SeenPayment {
  /** `open` also while a bank has not decided yet. */
  state: 'open' | 'paid' | PaymentFailure;
  /** What the provider calls the money, once somebody has begun to pay. */
  intent?: string;
  amountMinor: number;
  currency: string;
  refundedMinor: number;
  dispute?: DisputeState;
}

/**
 * Whoever moves the money of orders that are paid at once. Seatkeeper reckons what an order costs; the provider is asked to take that.
 * Everything can be repeated. Rejects with `service-unavailable` while the provider does not answer, or does not want Seatkeeper.
 */
export interface PaymentProvider {
  /** The page where an order is paid: the same one however often it is asked for. Rejects with `validation-failed` for an amount that is too small. */
  open(order: Due): Promise<PaymentPage>;
  look(reference: string): Promise<SeenPayment>;
  /** Pays back all that is left of the payment of an order. */
  refund(orderId: string, intent: string): Promise<void>;
}
