import { type Caller, type EndpointContract, Fault, fieldErrors } from '@seatkeeper/contracts';
import { derivedId, newId } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Call } from './call.js';
import { versionFromIfMatch } from './etag.js';

/** Reads and checks the parts of a request. Everything wrong in query and body is told at once. */
export function readCall(contract: EndpointContract, request: FastifyRequest): Call<EndpointContract> {
  const params = contract.params.safeParse(request.params);
  // An id that cannot exist is as unknown as one that does not.
  if (!params.success) throw new Fault('not-found', 'There is nothing at this address.');

  const isNoJson = request.body instanceof Readable || request.body instanceof URLSearchParams;
  if (!contract.upload && isNoJson)
    throw new Fault('unsupported-media-type', 'Send the body as application/json.');
  const query = contract.query.safeParse(request.query);
  const body = contract.upload ? undefined : contract.body.safeParse(bodyOf(contract, request));
  const errors = [
    ...(query.error ? fieldErrors(query.error) : []),
    ...(body?.error ? fieldErrors(body.error) : []),
  ];
  if (errors.length > 0) throw new Fault('validation-failed', { errors });

  const caller = request.user as Caller | undefined;
  const key = request.headers['idempotency-key'];
  return {
    params: params.data,
    query: query.data,
    body: body?.data,
    get caller(): Caller {
      if (!caller) throw new Error(`${contract.id} is public and has no caller`);
      return caller;
    },
    ifVersion: contract.versioned ? versionFromIfMatch(request.headers['if-match']) : undefined,
    newId: (prefix) =>
      typeof key === 'string'
        ? derivedId(prefix, caller?.accountId ?? 'public', contract.id, request.url, key)
        : newId(prefix),
    address: request.ip,
    request,
  };
}

/** No body and an empty one mean the same to calls without required fields. */
function bodyOf(contract: EndpointContract, request: FastifyRequest): unknown {
  const { body } = request;
  if (body !== undefined && body !== null) return body;
  if (contract.body.safeParse(undefined).success) return undefined;
  if (body === undefined) throw new Fault('malformed-body', 'This call needs a JSON body.');
  return body;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by passport once the access token is verified and the session lives. */
    user?: unknown;
  }
}
