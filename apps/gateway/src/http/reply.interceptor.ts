import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { EndpointContract } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Reply } from './call.js';
import { etagOf, matchesNone } from './etag.js';
import { endpointOf } from './served-endpoints.js';

/** Gives an answer the status and headers that its contract promises. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = endpointOf(context.getHandler());
    if (!contract) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const response = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const reply = answer instanceof Reply ? answer : new Reply(onlyStatus(contract), answer);
        if (!(reply.status in contract.answers))
          throw new Error(`${contract.id} answered ${reply.status}, which its contract does not know`);
        void response.status(reply.status).headers(reply.headers);
        const etag = hasVersion(reply.body) ? etagOf(reply.body.version) : reply.headers['etag'];
        if (contract.versioned && etag !== undefined) {
          void response.header('etag', etag);
          if (request.method === 'GET' && matchesNone(request.headers['if-none-match'], etag)) {
            void response.status(304);
            return undefined;
          }
        }
        return hasBody(contract, reply.status) ? reply.body : undefined;
      }),
    );
  }
}

/** A service answers with something where the API says nothing more than that it is done. */
function hasBody({ answers }: EndpointContract, status: number): boolean {
  return answers[status]?.body !== undefined || answers[status]?.type !== undefined;
}

function onlyStatus(contract: EndpointContract): number {
  const statuses = Object.keys(contract.answers);
  if (statuses.length !== 1) throw new Error(`${contract.id} has several answers: say which with a Reply`);
  return Number(statuses[0]);
}

const hasVersion = (body: unknown): body is { version: number } =>
  typeof (body as { version?: unknown } | undefined)?.version === 'number';
