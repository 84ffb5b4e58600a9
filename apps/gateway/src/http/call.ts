import type { Caller, EndpointContract, Origin } from '@seatkeeper/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

/**
 * Who calls, and whether they were let through as a manager alone: then identity looks whom it is about. And, of calls that may
 * take it, whether they have proved lately that it is they.
 */
export type ActingCaller = Caller & { readonly asManager?: true; readonly withProof?: true };

/** What a controller gets: the parts of the request, checked against the endpoint's contract. */
export interface Call<C extends EndpointContract> {
  params: z.output<C['params']>;
  query: z.output<C['query']>;
  body: z.output<C['body']>;
  /** Who asks. Endpoints that are public have none; asking for it there is a defect. */
  readonly caller: ActingCaller;
  /** The version named by If-Match, when the client wants its change only on top of that one. */
  ifVersion: number | undefined;
  /**
   * An id for what this call creates, or for the call itself. The same person, Idempotency-Key and contents give the
   * same id, so that a call which is repeated after an unknown outcome continues what the first began instead of doing
   * it again. Without a key, and where the answer is a secret, each is new.
   */
  newId: (prefix: string) => string;
  /** Where it comes from. */
  origin: Origin;
  request: FastifyRequest;
}

/** An answer with a status of its own, for endpoints that have several, or with a body that is a stream. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}
