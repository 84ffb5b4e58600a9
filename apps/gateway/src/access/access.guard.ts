import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type Caller, type EndpointContract, Fault, refuse } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import type { ActingCaller } from '../http/call.js';
import { endpointOf } from '../http/served-endpoints.js';
import { actingAs, mayTakeProof, refuseCaller } from './access.js';
import { ACCESS_TOKEN } from './access-token.strategy.js';
import { askedAgain, SessionAnswersClient } from './session-answers.client.js';
import { SessionCookiesService } from './session-cookies.service.js';

/** Lets a call through that is public, or whose caller may make it as the endpoint's contract says. */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN) {
  constructor(
    private readonly cookies: SessionCookiesService,
    private readonly sessions: SessionAnswersClient,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = endpointOf(context.getHandler());
    // Pages, documentation and health are plain handlers: they bear no contract and show no account's data.
    if (!contract || contract.access === 'public') return true;
    const began = performance.now();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const isWithoutToken = !request.user && request.headers.authorization === undefined;
    if (contract.openToCookie && isWithoutToken && this.cookies.of(request) !== null) return true;
    // Who brought an API key is known by now.
    if (!request.user) await super.canActivate(context);
    const { id } = request.params as { id?: string };
    const caller = request.user as Caller;
    refuse(refuseCaller(contract, caller, id));
    request.user = await this.withProof(contract, actingAs(contract, caller, id), began);
    return true;
  }

  /**
   * Whether it takes a proof, identity decides; here it is known whether there is one. That there is none has to have been said
   * since the call came: another copy of the gateway may have heard of a proof before.
   */
  private async withProof(
    contract: EndpointContract,
    caller: ActingCaller,
    came: number,
  ): Promise<ActingCaller> {
    const { sessionId } = caller;
    if (sessionId === undefined || !mayTakeProof(contract)) return caller;
    const proved =
      caller.proved || (await this.sessions.authorize(askedAgain(caller, sessionId), came)).proved;
    return proved ? { ...caller, withProof: true } : caller;
  }

  /** `info` is why a token was refused; it may also be that its key could not be asked for. */
  override handleRequest<T>(error: unknown, user: T | false, info: unknown): T {
    if (error) throw error as Error;
    if (info instanceof Fault) throw info;
    if (!user)
      throw new Fault('unauthenticated', 'Send a valid access token or API key: Authorization: Bearer …');
    return user;
  }
}
