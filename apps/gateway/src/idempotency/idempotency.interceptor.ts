import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type Caller, type EndpointContract, Fault } from '@seatkeeper/contracts';
import { derivedId, logger, SETTINGS } from '@seatkeeper/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable, of } from 'rxjs';
import { faultOf, refusalOf } from '../http/problem.filter.js';
import { endpointOf } from '../http/served-endpoints.js';
import { type Cause, digestOf, isFinal } from './idempotency.js';
import { type KeyUse, StoredAnswersRepository } from './stored-answers.repository.js';
import type { StoredAnswer } from './stored-answers.schema.js';

const log = logger('idempotency');
/** What a repeated answer bears besides its body. */
const KEPT_HEADERS = ['content-type', 'etag', 'location'];

interface DigestSettings {
  IDEMPOTENCY_SECRET: string;
  RETIRED_IDEMPOTENCY_SECRETS: string[];
}

/**
 * Makes a POST with an Idempotency-Key answer the same, and act once, however often it is sent. Any other change acts
 * once as well, by the ids that follow from its key; its answer is made anew.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly answers: StoredAnswersRepository,
    @Inject(SETTINGS) private readonly settings: DigestSettings,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const contract = endpointOf(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (!contract || contract.method === 'GET' || contract.secretAnswer || key === undefined)
      return next.handle();

    // Who comes by a cookie is not known here; what is open to it can be repeated as it is.
    if (contract.openToCookie && !request.user) return next.handle();
    const response = context.switchToHttp().getResponse<FastifyReply>();
    const use = this.keyUse(contract, request, checkedKey(key));
    request.cause = { key: use.key, digest: use.digest };
    if (contract.method !== 'POST') return next.handle();
    const begun = await this.answers.begin(use);
    if ('answer' in begun) {
      const { status, body, headers } = begun.answer;
      void response.status(status).headers({ ...headers, 'idempotency-replayed': 'true' });
      return of(body);
    }
    request.cause.digest = begun.attempt.digest;
    return from(this.act(next, begun.attempt, response, request));
  }

  private async act(
    next: CallHandler,
    attempt: StoredAnswer,
    response: FastifyReply,
    request: FastifyRequest,
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
      const { status, body, type } = refusalOf(faultOf(error), request);
      await this.note(attempt, { status, body, headers: { 'content-type': type } });
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

  private keyUse(
    contract: EndpointContract,
    { method, url, headers, body: json, user, ip }: FastifyRequest,
    key: string,
  ): KeyUse & Cause {
    const caller = user as Caller | undefined;
    const accountId = caller?.accountId ?? 'public';
    const body = contract.upload ? headers['content-length'] : json;
    const { IDEMPOTENCY_SECRET, RETIRED_IDEMPOTENCY_SECRETS } = this.settings;
    const digestBy = (secret: string) => digestOf(secret, { method, url, body });
    return {
      accountId,
      id: derivedId('idk', accountId, caller?.keyId ?? caller?.userId ?? ip, key),
      key,
      digest: digestBy(IDEMPOTENCY_SECRET),
      earlierDigests: RETIRED_IDEMPOTENCY_SECRETS.map(digestBy),
    };
  }
}

function checkedKey(key: string | string[]): string {
  if (typeof key === 'string' && key.length > 0 && key.length <= 255) return key;
  throw new Fault('validation-failed', {
    errors: [{ path: 'Idempotency-Key', message: 'Expected 1 to 255 characters' }],
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for a change with an Idempotency-Key: what the ids of all that it brings about follow from. */
    cause?: Cause;
  }
}
