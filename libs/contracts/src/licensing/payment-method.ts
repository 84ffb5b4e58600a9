import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, OrderId } from '../ids.js';
import { Timestamp } from '../people.js';

/** A card as far as Seatkeeper knows it: enough to tell it from another one, and nothing that could be paid with. */
export const Card = z.object({
  brand: z.string().describe('As `visa`'),
  last4: z.string().describe('The last four digits of its number'),
  expMonth: z.int().min(1).max(12),
  expYear: z.int(),
});
export type Card = z.infer<typeof Card>;

export const PaymentMethod = z.object({
  card: Card.extend({
    savedAt: Timestamp,
    expired: z.boolean().describe('Renewals are on invoice then, as without a card'),
  })
    .nullable()
    .describe('Null when none is saved: renewals are on invoice'),
});
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const getPaymentMethod = defineRequest({
  name: 'licensing.payment-method.get.v1',
  summary: 'The card that the renewals of an account are charged to.',
  input: z.object({ accountId: AccountId }),
  output: PaymentMethod,
});

export const removePaymentMethod = defineRequest({
  name: 'licensing.payment-method.remove.v1',
  summary: 'Forgets the saved card, here and at the provider. Asking again changes nothing more.',
  input: z.object({ accountId: AccountId, by: Actor }),
  output: z.object({}),
  timeoutMs: 15_000,
});

const ofCard = { accountId: AccountId, actor: Actor, card: Card };

export const paymentMethodSaved = defineEvent({
  name: 'licensing.payment-method.saved.v1',
  summary: 'Whoever paid an order saved the card for the renewals of the account.',
  data: z.object({ ...ofCard, orderId: OrderId }),
});

export const paymentMethodRemoved = defineEvent({
  name: 'licensing.payment-method.removed.v1',
  summary: 'Somebody removed the saved card: renewals are on invoice from then on.',
  data: z.object(ofCard),
});
