import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpointOf } from '../http/served-endpoints.js';
import { LimitsService } from '../limits/limits.service.js';

/** Counts calls that need no session; those with one are counted when their token is known to be genuine. */
@Injectable()
export class LimitsGuard implements CanActivate {
  constructor(private readonly limits: LimitsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = endpointOf(context.getHandler());
    if (contract?.access !== 'public') return true;
    const http = context.switchToHttp();
    await this.limits.admitStranger(
      contract.lane ?? 'public',
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
    return true;
  }
}
