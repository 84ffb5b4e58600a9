import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, InvoiceId, OrderId, ReductionId } from '../ids.js';
import { Product, Timestamp } from '../people.js';
import { Currency } from './catalog.js';

/** What becomes of a subscription when its term is over. */
export const Renewal = z.object({
  product: Product,
  renews: z.boolean().describe('Whether a new term begins then; the subscription ends otherwise'),
  at: Timestamp.describe('When the term is over'),
});
export type Renewal = z.infer<typeof Renewal>;

export const NewRenewal = z.strictObject({
  renews: z.boolean().describe('`false`: the subscription ends with its term, and its seats go'),
});

export const chooseRenewal = defineRequest({
  name: 'licensing.renewal.choose.v1',
  summary:
    'Chooses whether a subscription renews when its term is over. Choosing the same again changes nothing more.',
  input: z.object({
    accountId: AccountId,
    product: Product,
    by: Actor,
    commandId: CommandId,
    renewal: NewRenewal,
  }),
  output: Renewal,
  faults: [
    'not-found',
    'unknown-account',
    'not-subscribed',
    'billed-elsewhere',
    'contract-forbids',
    'term-over',
  ],
});

const ofProduct = { accountId: AccountId, actor: Actor, product: Product };

export const renewalChosen = defineEvent({
  name: 'licensing.renewal.chosen.v1',
  summary: 'Somebody chose whether a subscription renews when its term is over.',
  data: z.object({ ...ofProduct, renews: z.boolean(), at: Timestamp }),
});

export const renewalComing = defineEvent({
  name: 'licensing.renewal.coming.v1',
  summary:
    'The term of a subscription is over soon: in a week, or in thirty days for one by the year. Told once for each term.',
  // What comes of it is told when it comes.
  audited: false,
  data: z.object({ ...ofProduct, renews: z.boolean(), at: Timestamp, seats: z.int() }),
});

export const getRenewalMail = defineRequest({
  name: 'licensing.renewal.get-mail.v1',
  askedBy: ['notifications'],
  summary:
    'What a mail says of the end of a term, at this moment; null without a subscription that renews or ends by itself.',
  input: z.object({ accountId: AccountId, product: Product }),
  output: z.object({
    renewal: Renewal.extend({
      name: z.string(),
      seats: z.int().describe('How many are subscribed to after what is booked for the day'),
    }).nullable(),
  }),
  faults: ['not-found'],
});

export const renewalOrdered = defineEvent({
  name: 'licensing.renewal.ordered.v1',
  summary:
    'The term of some subscriptions is over, and the next one is ordered by itself: on invoice, or charged to the saved card.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    orderId: OrderId,
    products: z.array(Product),
    grossMinor: z.int(),
    currency: Currency,
  }),
});

/** Why a renewal could not be charged to the saved card. */
export const CardRefusal = z
  .enum(['declined', 'needs-authentication', 'no-card'])
  .describe(
    '`declined`: by its bank; `needs-authentication`: its bank wants its holder to confirm, who is not there; ' +
      '`no-card`: it was removed, or has expired, by then',
  );
export type CardRefusal = z.infer<typeof CardRefusal>;

export const renewalDeclined = defineEvent({
  name: 'licensing.renewal.declined.v1',
  summary:
    'A renewal could not be charged to the saved card: told of each try. It took effect all the same, and its invoice is open.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    orderId: OrderId,
    invoiceId: InvoiceId,
    grossMinor: z.int(),
    currency: Currency,
    reason: CardRefusal,
    nextTryAt: Timestamp.optional().describe('When it is tried again; left out when no try is left'),
  }),
});

export const subscriptionEnded = defineEvent({
  name: 'licensing.subscription.ended.v1',
  summary:
    'A subscription is over: nobody wanted it on, or all of its seats were given back. Its seats go as those of a reduction do.',
  data: z.object({ ...ofProduct, reductionId: ReductionId, quantity: z.int() }),
});
