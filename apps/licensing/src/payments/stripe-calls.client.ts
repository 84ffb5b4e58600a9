import { Inject, Injectable } from '@nestjs/common';
import { type DisputeState, Fault } from '@seatkeeper/contracts';
import { logger, SETTINGS } from '@seatkeeper/service';
import type Stripe from 'stripe';
import { type LicensingSettings, takesPayments } from '../settings.js';
import type { SeenPayment } from './payment-provider.js';

/** Stripe tells more ways in which a dispute is still open. */
const ENDS = ['won', 'lost'] as const;

/** A buyer waits for it, and it is asked once more when nothing comes. */
const TIMEOUT_MS = 6_000;

/** An answer of Stripe that the caller knows what to make of. */
export type Known<T> = (error: Stripe.errors.StripeError) => T | undefined;

/** Asks Stripe, by its own library. */
@Injectable()
export class StripeCallsClient {
  private readonly log = logger('stripe');
  private client: Promise<Stripe> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: LicensingSettings) {}

  /** Whether the operator has set it up. */
  get isOn(): boolean {
    return takesPayments(this.settings);
  }

  /** Rejects with `service-unavailable` while Stripe does not answer, or says no in a way that the caller does not know. */
  async ask<T>(call: (stripe: Stripe) => Promise<T>, known: Known<T> = () => undefined): Promise<T> {
    if (!this.isOn) throw unavailable();
    try {
      return await call(await this.stripe());
    } catch (error) {
      const answer = known(error as Stripe.errors.StripeError);
      if (answer !== undefined) return answer;
      // Its message names neither key nor card.
      this.log.error('Stripe did not do what was asked', {
        error: error instanceof Error ? error.message : 'unknown',
      });
      throw unavailable();
    }
  }

  /** What became of the money of an intent after it was paid; its `latest_charge` has to be expanded. */
  async afterPaying(
    intent: Stripe.PaymentIntent | null,
  ): Promise<Pick<SeenPayment, 'refundedMinor' | 'dispute'>> {
    const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null;
    const dispute = charge?.disputed === true ? await this.disputeOf(charge.id) : undefined;
    return { refundedMinor: charge?.amount_refunded ?? 0, ...(dispute && { dispute }) };
  }

  private async disputeOf(charge: string): Promise<DisputeState | undefined> {
    const { data } = await this.ask((stripe) => stripe.disputes.list({ charge, limit: 1 }));
    const status = data[0]?.status;
    return status === undefined ? undefined : (ENDS.find((end) => end === status) ?? 'open');
  }

  /** The package is large: it is loaded where there is a key, by the first who needs it. */
  private stripe(): Promise<Stripe> {
    this.client ??= import('stripe').then(({ default: Client }) => {
      const { hostname, port, protocol } = new URL(this.settings.STRIPE_API_URL);
      return new Client(this.settings.STRIPE_SECRET_KEY, {
        host: hostname,
        ...(port !== '' && { port }),
        protocol: protocol === 'http:' ? 'http' : 'https',
        timeout: TIMEOUT_MS,
        maxNetworkRetries: 1,
        telemetry: false,
      });
    });
    return this.client;
  }
}

export const unavailable = (): Fault =>
  new Fault(
    'service-unavailable',
    'Payments are not taken just now. Try again in a minute, or order on invoice.',
  );
