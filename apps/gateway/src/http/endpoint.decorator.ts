import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { EndpointContract } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import type { Call } from './call.js';
import { readCall } from './call-parts.js';
import { ReplyInterceptor } from './reply.interceptor.js';
import { ENDPOINT } from './served-endpoints.js';

/** Gives a controller's method the checked parts of its request. */
const Parts = createParamDecorator(
  (contract: EndpointContract, context: ExecutionContext): Call<EndpointContract> =>
    readCall(contract, context.switchToHttp().getRequest<FastifyRequest>()),
);

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
    Parts(contract)(target, key, 0);
    applyDecorators(
      RequestMapping({ method: RequestMethod[contract.method], path: contract.path }),
      SetMetadata(ENDPOINT, contract),
      RouteConfig({ endpoint: contract }),
      UseInterceptors(ReplyInterceptor),
    )(target, key, descriptor);
  };
