import { Module } from '@nestjs/common';
import { CardsClient } from './cards.client.js';
import { StripeClient } from './stripe.client.js';
import { StripeCallsClient } from './stripe-calls.client.js';

@Module({ providers: [StripeCallsClient, StripeClient, CardsClient], exports: [StripeClient, CardsClient] })
export class PaymentsModule {}
