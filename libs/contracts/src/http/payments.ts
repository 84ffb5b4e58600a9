import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { reportPayment } from '../licensing/order.js';
import { defineEndpoint } from './endpoint.js';

const name = z.string().max(255);

/** An event of Stripe, as far as it says what it is about. All else in it is left alone. */
export const StripeEvent = z.object({
  id: name,
  type: name,
  data: z.object({
    object: z.object({
      id: name.optional(),
      object: name.optional(),
      client_reference_id: name.nullish(),
      metadata: z.object({ orderId: name.optional() }).nullish(),
      payment_intent: z.union([name, z.object({ id: name })]).nullish(),
    }),
  }),
});
export type StripeEvent = z.output<typeof StripeEvent>;

export const takePaymentReportEndpoint = defineEndpoint({
  id: 'takePaymentReport',
  method: 'POST',
  path: '/v1/webhooks/billing/:provider',
  tag: 'Orders',
  summary: 'Report that something became of a payment',
  description:
    'For Stripe: name this address at its webhooks, for `checkout.session.*`, `payment_intent.*`, `charge.refunded` and `charge.dispute.*`. Signed as ' +
    'Stripe does, with the secret of the endpoint (`PAYMENT_REPORT_SECRETS`); a signature five minutes off is refused. ' +
    'What a report says is not taken for true: Seatkeeper asks Stripe what became of the order it names. So reports come in any ' +
    'order, and twice is the same as once.',
  access: 'public',
  signed: 'stripe',
  params: z.strictObject({ provider: z.literal('stripe') }),
  body: StripeEvent,
  answers: {
    200: {
      description: 'It was looked at',
      body: z.object({ known: z.boolean().describe('Whether it is about an order of Seatkeeper') }),
    },
  },
  faults: ['unauthenticated', ...faultsOf(reportPayment)],
  example: {
    id: 'evt_1R0000000000000000000000',
    type: 'checkout.session.completed',
    data: {
      object: {
        id: 'cs_test_a1',
        object: 'checkout.session',
        metadata: { orderId: 'ord_0000000000000000000000000' },
      },
    },
  },
});
