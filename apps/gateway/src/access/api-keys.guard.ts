import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { endpointOf } from '../http/served-endpoints.js';
import { CallersService } from './callers.service.js';

/** Finds who calls by an API key. Before the guard that verifies access tokens, and decides what either may do. */
@Injectable()
export class ApiKeysGuard implements CanActivate {
  constructor(private readonly callers: CallersService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = endpointOf(context.getHandler());
    if (!contract || contract.access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.user = await this.callers.byKey(request);
    return true;
  }
}
