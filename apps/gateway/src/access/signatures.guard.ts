import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type EndpointContract, type Fault, refuse } from '@seatkeeper/contracts';
import { Clock, SETTINGS, type SettingsOf } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { endpointOf } from '../http/served-endpoints.js';
import type { gatewaySettings } from '../settings.js';
import { refuseSignature } from './signatures.js';
import { refuseStripeSignature } from './stripe-signatures.js';

/** Lets through to the calls of programs that have no account, and sign what they say, those who have signed it. */
@Injectable()
export class SignaturesGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<
      SettingsOf<typeof gatewaySettings>,
      'MAIL_REPORT_SECRETS' | 'PAYMENT_REPORT_SECRETS'
    >,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const signed = endpointOf(context.getHandler())?.signed;
    if (signed) refuse(this.refusal(signed, context.switchToHttp().getRequest<FastifyRequest>()));
    return true;
  }

  private refusal(
    signed: NonNullable<EndpointContract['signed']>,
    { headers, signedText: body = '' }: FastifyRequest,
  ): Fault | null {
    const now = this.clock.now();
    if (signed === 'stripe')
      return refuseStripeSignature(
        headers['stripe-signature'],
        body,
        this.settings.PAYMENT_REPORT_SECRETS,
        now,
      );
    const message = {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signatures: headers['webhook-signature'],
      body,
    };
    return refuseSignature(message, this.settings.MAIL_REPORT_SECRETS, now);
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, of calls that are signed. */
    signedText?: string;
  }
}
