import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { EndpointContract } from '@seatkeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Reply } from './call.js';
import { ENDPOINT } from './endpoint-metadata.js';
import { etagOf, matchesNone } from './etag.js';

/** Gives an answer the status and headers that its contract promises. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = this.reflector.get<EndpointContract>(ENDPOINT, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const response = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const reply = answer instanceof Reply ? answer : new Reply(onlyStatus(contract), answer);
        if (!(reply.status in contract.answers))
          throw new Error(`${contract.id} answered ${reply.status}, which its contract does not know`);
        void response.status(reply.status).headers(reply.headers);
        if (contract.versioned && hasVersion(reply.body)) {
          const etag = etagOf(reply.body.version);
          void response.header('etag', etag);
          if (request.method === 'GET' && matchesNone(request.headers['if-none-match'], etag)) {
            void response.status(304);
            return undefined;
          }
        }
        return reply.body;
      }),
    );
  }
}

function onlyStatus(contract: EndpointContract): number {
  const statuses = Object.keys(contract.answers);
  if (statuses.length !== 1) throw new Error(`${contract.id} has several answers: say which with a Reply`);
  return Number(statuses[0]);
}

const hasVersion = (body: unknown): body is { version: number } =>
  typeof (body as { version?: unknown } | undefined)?.version === 'number';
