import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Caller, type EndpointContract, Fault, toProblem } from '@seatkeeper/contracts';
import { derivedId, logger } from '@seatkeeper/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable, of } from 'rxjs';
import { faultOf } from '../http/problem.filter.js';
import { endpointOf } from '../http/served-endpoints.js';
import { isFinal, requestDigest } from './idempotency.js';
import { type KeyUse, StoredAnswersRepository } from './stored-answers.repository.js';
import type { StoredAnswer } from './stored-answers.schema.js';

const log = logger('idempotency');
/** What a repeated answer bears besides its body. */
const KEPT_HEADERS = ['content-type', 'etag', 'location'];

/** Makes a POST with an Idempotency-Key answer the same, and act once, however often it is sent. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly answers: StoredAnswersRepository) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const contract = endpointOf(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (contract?.method !== 'POST' || contract.secretAnswer || key === undefined) return next.handle();

    const response = context.switchToHttp().getResponse<FastifyReply>();
    const use = keyUse(contract, request, key);
    const begun = await this.answers.begin(use);
    if ('answer' in begun) {
      const { status, body, headers } = begun.answer;
      void response.status(status).headers({ ...headers, 'idempotency-replayed': 'true' });
      return of(body);
    }
    return from(this.act(next, begun.attempt, response, request.id));
  }

  private async act(
    next: CallHandler,
    attempt: StoredAnswer,
    response: FastifyReply,
    requestId: string,
  ): Promise<unknown> {
    try {
      const body = await this.answers.whileHeld<unknown>(attempt, () =>
        lastValueFrom(next.handle(), { defaultValue: undefined }),
      );
      const headers = Object.fromEntries(
        KEPT_HEADERS.flatMap((name) => {
          const value = response.getHeader(name);
          return value === undefined ? [] : [[name, String(value)]];
        }),
      );
      await this.note(attempt, { status: response.statusCode, body, headers });
      return body;
    } catch (error) {
      const problem = toProblem(faultOf(error), requestId);
      const headers = { 'content-type': 'application/problem+json' };
      await this.note(attempt, { status: problem.status, body: problem, headers });
      throw error;
    }
  }

  /** The work is done by now: that its answer cannot be kept must not turn it into a failure. */
  private async note(
    attempt: StoredAnswer,
    answer: { status: number; body: unknown; headers: Record<string, string> },
  ): Promise<void> {
    try {
      if (isFinal(answer.status)) await this.answers.settle(attempt, answer);
      else await this.answers.release(attempt);
    } catch (error) {
      log.warn('Could not keep the answer to an Idempotency-Key', { error });
    }
  }
}

function keyUse(contract: EndpointContract, request: FastifyRequest, key: string | string[]): KeyUse {
  if (typeof key !== 'string' || key.length === 0 || key.length > 255)
    throw new Fault('validation-failed', {
      errors: [{ path: 'Idempotency-Key', message: 'Expected 1 to 255 characters' }],
    });
  const caller = request.user as Caller | undefined;
  const accountId = caller?.accountId ?? 'public';
  const body = contract.upload ? request.headers['content-length'] : request.body;
  return {
    accountId,
    id: derivedId('idk', accountId, caller?.userId ?? request.ip, key),
    digest: requestDigest(request.method, request.url, body),
  };
}
