import type Stripe from 'stripe';

/**
 * What banks say of a card that will not be charged however often it is tried, as Stripe lists them (docs.stripe.com/billing/revenue-recovery/smart-retries,
 * "hard decline codes"). Not among them is `do_not_honor`: a bank says so without a reason, and may think otherwise in a few days.
 */
const FINAL: ReadonlySet<string> = new Set([
  'authentication_required',
  'do_not_try_again',
  'highest_risk_level',
  'incorrect_number',
  'lost_card',
  'pickup_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'stolen_card',
  'transaction_not_allowed',
]);

/** What a bank advises beside its reason (docs.stripe.com/declines/card). */
const FINAL_ADVICE = 'do_not_try_again';

/** Whether the same card is not to be tried again. */
export const isFinal = (
  error: Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code' | 'advice_code'> | null,
): boolean =>
  error !== null &&
  (error.advice_code === FINAL_ADVICE ||
    [error.code, error.decline_code].some((code) => FINAL.has(code ?? '')));
