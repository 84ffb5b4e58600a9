import { Module } from '@nestjs/common';
import { CardsClient } from './cards.client.js';
import { StripeClient } from './stripe.client.js';
import { StripeConnection } from './stripe-connection.js';

@Module({ providers: [StripeConnection, StripeClient, CardsClient], exports: [StripeClient, CardsClient] })
export class PaymentsModule {}
