import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type Caller, type EndpointContract, Fault, permissions } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import { ENDPOINT } from '../http/endpoint-metadata.js';
import { ACCESS_TOKEN } from './access-token.strategy.js';

/** Lets a call through that is public, or whose caller may make it as the endpoint's contract says. */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN) {
  constructor(private readonly reflector: Reflector) {
    super({});
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = this.reflector.get<EndpointContract | undefined>(ENDPOINT, context.getHandler());
    // Pages, documentation and health are plain handlers: they bear no contract and show no account's data.
    if (!contract || contract.access === 'public') return true;
    await super.canActivate(context);
    refuseCaller(contract, context.switchToHttp().getRequest<FastifyRequest>().user as Caller);
    return true;
  }

  /** `info` is why a token was refused; it may also be that its key could not be asked for. */
  override handleRequest<T>(error: unknown, user: T | false, info: unknown): T {
    if (error) throw error as Error;
    if (info instanceof Fault) throw info;
    if (!user) throw new Fault('unauthenticated', 'Send a valid access token: Authorization: Bearer …');
    return user;
  }
}

const OPEN_WITH_OLD_PASSWORD = new Set(['changePassword', 'signOut', 'me']);

export function refuseCaller({ id, access }: Pick<EndpointContract, 'id' | 'access'>, caller: Caller): void {
  if (caller.mustChangePassword && !OPEN_WITH_OLD_PASSWORD.has(id))
    throw new Fault('password-change-required', 'Change the password with POST /v1/auth/password first.');
  if (access === 'public' || access === 'signed-in' || caller.permissions.includes(access)) return;
  throw new Fault('forbidden', {
    detail: `This needs the permission ${access} (${permissions[access].toLowerCase()}).`,
    members: { permission: access },
  });
}
