import type { FastifyInstance } from 'fastify';
import { rateLimitHeaders } from './standing.js';

/** Lets every answer say where its caller stands with the limits that the call was counted by. */
export function tellLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.standings = [];
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.headers(rateLimitHeaders(request.standings));
    done();
  });
}
