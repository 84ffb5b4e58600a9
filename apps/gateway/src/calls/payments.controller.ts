import { reportPayment, type StripeEvent, takePaymentReportEndpoint } from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';

/** What payment providers report. */
export const PaymentsController = controllerOf('PaymentsController', [
  asks(takePaymentReportEndpoint, reportPayment, ({ params, body }) => ({
    provider: params.provider,
    reportId: body.id,
    type: body.type,
    ...subjectOf(body.data.object),
  })),
]);

/** The order and the money that an event is about, by whichever of its names the event has. */
function subjectOf({
  id,
  object,
  client_reference_id,
  metadata,
  payment_intent,
}: StripeEvent['data']['object']) {
  const orderId = metadata?.orderId ?? client_reference_id;
  const named = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id;
  const intent = object === 'payment_intent' ? id : named;
  return { ...(orderId && { orderId }), ...(intent && { intent }) };
}
