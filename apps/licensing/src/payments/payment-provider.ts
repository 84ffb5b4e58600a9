import type { Card, DisputeState, OrderLine, PaymentFailure } from '@seatkeeper/contracts';

/** What is to be paid at once. */
export interface Due {
  /** Of the order. */
  _id: string;
  accountId: string;
  lines: OrderLine[];
  currency: string;
  grossMinor: number;
}

/** A card that somebody paid by, as the provider calls it. */
export interface PaidCard extends Card {
  method: string;
}

/** A card to be charged while its holder is not there, and whose it is, as the provider calls both. */
export interface ChargedCard {
  customer: string;
  method: string;
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
  /** Somebody has paid, and a bank has not decided yet: it is `open` meanwhile, and cannot be paid in another way. */
  isDeciding?: true;
  /** What the provider calls the money, once somebody has begun to pay. */
  intent?: string;
  amountMinor: number;
  currency: string;
  refundedMinor: number;
  dispute?: DisputeState;
  /** By which it was paid, where that was asked for. */
  card?: PaidCard;
}

/** One try to charge an order to a saved card. */
export interface CardTry {
  /** 1 for the first try of an order. */
  number: number;
  /** The card, as the provider calls it. */
  method: string;
}

/** What the provider says of a charge to a saved card, and of the last try of it. */
export interface SeenCharge extends Omit<SeenPayment, 'state'> {
  intent: string;
  /** `ready`: nobody has confirmed the try yet; `canceled`: nothing can be charged by it any more. */
  state: 'open' | 'paid' | 'declined' | 'ready' | 'canceled';
  /** The number of the try that it was made ready for last; 0 before the first. */
  number: number;
  /** Its bank wants its holder to confirm. */
  needsAuthentication: boolean;
  /** The same card is not to be tried again. */
  isFinal: boolean;
}

/**
 * Whoever moves the money of orders that are paid at once. Seatkeeper reckons what an order costs; the provider is asked to take that.
 * Everything can be repeated. Rejects with `service-unavailable` while the provider does not answer, or does not want Seatkeeper.
 */
export interface PaymentProvider {
  /**
   * The page where an order is paid: the same one however often it is asked for. Rejects with `validation-failed` for an amount that is too small.
   * With the customer that `savingFor` names, it takes cards alone, and keeps the one that is paid by.
   */
  open(order: Due, savingFor?: string): Promise<PaymentPage>;
  /**
   * The page where the invoice of an order is paid: the same one however often it is asked for by the same number. Null for an amount that is too small.
   */
  openInvoice(order: Due, number: number, savingFor?: string): Promise<PaymentPage | null>;
  /** Lets nobody pay on a page any more, unless it was paid. */
  close(reference: string): Promise<void>;
  /** `withCard` asks for the card it was paid by, too. */
  look(reference: string, withCard?: boolean): Promise<SeenPayment>;
  /** Pays back all that is left of the payment of an order. */
  refund(orderId: string, intent: string): Promise<void>;
}
