import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { refuse } from '@seatkeeper/contracts';
import { Clock, SETTINGS, type SettingsOf } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { endpointOf } from '../http/served-endpoints.js';
import type { gatewaySettings } from '../settings.js';
import { refuseSignature } from './signatures.js';

/** Lets through to the calls of programs that have no account, and sign what they say, those who have signed it. */
@Injectable()
export class SignaturesGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<SettingsOf<typeof gatewaySettings>, 'MAIL_REPORT_SECRETS'>,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (!endpointOf(context.getHandler())?.signed) return true;
    const { headers, signedText = '' } = context.switchToHttp().getRequest<FastifyRequest>();
    const message = {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signatures: headers['webhook-signature'],
      body: signedText,
    };
    refuse(refuseSignature(message, this.settings.MAIL_REPORT_SECRETS, this.clock.now()));
    return true;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, of calls that are signed. */
    signedText?: string;
  }
}
