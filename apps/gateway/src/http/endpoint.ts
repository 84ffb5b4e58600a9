import { applyDecorators, RequestMapping, RequestMethod, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { EndpointContract } from '@seatkeeper/contracts';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import type { Call } from './call.js';
import { CallParts } from './call-parts.js';
import { ENDPOINT, served } from './endpoint-metadata.js';
import { ReplyInterceptor } from './reply.interceptor.js';

/**
 * Binds a controller's method to an endpoint contract: route, access, checks of what comes in, status and
 * headers of what goes out. The compiler refuses a method that expects other parts than the contract has.
 */
export const Endpoint =
  <C extends EndpointContract>(contract: C) =>
  <F extends (call: Call<C>) => unknown>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<F>,
  ): void => {
    const place = `${target.constructor.name}.${key}`;
    const other = served.get(contract.id);
    if (other) throw new Error(`The endpoint ${contract.id} is served by ${other} and by ${place}.`);
    served.set(contract.id, place);
    CallParts(contract)(target, key, 0);
    applyDecorators(
      RequestMapping({ method: RequestMethod[contract.method], path: contract.path }),
      SetMetadata(ENDPOINT, contract),
      UseInterceptors(IdempotencyInterceptor, ReplyInterceptor),
    )(target, key, descriptor);
  };
