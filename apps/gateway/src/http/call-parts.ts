import {
  type Caller,
  type EndpointContract,
  Fault,
  fieldErrors,
  type FieldError,
  refuse,
} from '@seatkeeper/contracts';
import { derivedId, newId } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { ActingCaller, Call } from './call.js';
import { versionFromIfMatch } from './etag.js';
import { refuseBody } from './further-needs.js';
import { originOf } from '../trail/origins.js';
import { groupedQuery } from './query-names.js';
import { noSuchThing, sortAdvice } from './refusals.js';

/** Reads and checks the parts of a request. Everything wrong in query and body is told at once. */
export function readCall(contract: EndpointContract, request: FastifyRequest): Call<EndpointContract> {
  const params = contract.params.safeParse(request.params);
  // An id that cannot exist is as unknown as one that does not.
  if (!params.success) throw noSuchThing(contract);

  const query = contract.query.safeParse(groupedQuery(contract, request.query));
  const body = contract.upload ? undefined : schemaOf(contract).safeParse(bodyOf(contract, request));
  const errors: FieldError[] = [
    ...(query.error ? sortAdvice(contract, fieldErrors(query.error)) : []),
    ...(body?.error ? fieldErrors(body.error) : []),
  ];
  if (errors.length > 0) throw new Fault('validation-failed', { errors });

  const caller = request.user as ActingCaller | undefined;
  if (caller) refuse(refuseBody(contract, caller, body?.data));
  const { cause } = request;
  return {
    params: params.data,
    query: query.data,
    body: body?.data,
    get caller(): ActingCaller {
      if (!caller) throw new Error(`${contract.id} is public and has no caller`);
      return caller;
    },
    ifVersion: contract.versioned ? versionFromIfMatch(request.headers['if-match']) : undefined,
    newId: (prefix) =>
      cause ? derivedId(prefix, ...whoOf(caller), contract.id, cause.key, cause.digest) : newId(prefix),
    origin: originOf(request),
    request,
  };
}

/** The key `1` of one person is not the key `1` of a colleague, nor of the person's programs. */
const whoOf = (caller: Caller | undefined): string[] =>
  caller ? [caller.accountId, caller.keyId ?? caller.userId] : ['public', 'anybody'];

/** Many clients send `{}` where a call takes nothing. */
const NOTHING = z.strictObject({}).optional();
const takesNothing = ({ body }: EndpointContract): boolean => body instanceof z.ZodUndefined;
const schemaOf = (contract: EndpointContract): z.ZodType =>
  takesNothing(contract) ? NOTHING : contract.body;

/** No body and an empty one mean the same to calls without required fields. */
function bodyOf(contract: EndpointContract, request: FastifyRequest): unknown {
  // A stream here is one of nothing: a body of a file's type was refused before.
  const body = request.body instanceof Readable ? undefined : request.body;
  if (body !== undefined && body !== null) return body;
  if (schemaOf(contract).safeParse(undefined).success) return undefined;
  if (body === undefined) throw new Fault('malformed-body', 'This call needs a JSON body.');
  return body;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by passport once the access token is verified and the session lives. */
    user?: unknown;
  }
}
