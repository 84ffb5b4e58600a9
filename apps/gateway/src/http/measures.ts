import type { Caller } from '@seatkeeper/contracts';
import { logger, metrics } from '@seatkeeper/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const log = logger('http');

const answered = metrics.counter('http_requests_total', 'HTTP requests answered', ['endpoint', 'status']);
const took = metrics.histogram(
  'http_request_seconds',
  'From the head of a request to the end of its answer',
  ['endpoint'],
);

/** Asked every few seconds by whatever watches the product. */
const WATCHED = ['/health/live', '/health/ready', '/metrics'];

/** Counts every answer, whoever gave it, and leaves a line by which a request id is found again. */
export function measureRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const endpoint = nameOf(request);
    answered.inc({ endpoint, status: String(reply.statusCode) });
    took.observe({ endpoint }, reply.elapsedTime / 1_000);
    if (!WATCHED.includes(endpoint)) request.runInContext(() => note(endpoint, request, reply));
    done();
  });
}

/** The id of the endpoint, the pattern of a page, `console`, or `nothing`: an address itself may hold a secret. */
const nameOf = ({ is404, isOfConsole, routeOptions }: FastifyRequest): string =>
  isOfConsole
    ? 'console'
    : is404
      ? 'nothing'
      : (routeOptions.config.endpoint?.id ?? routeOptions.url ?? 'nothing');

function note(endpoint: string, request: FastifyRequest, reply: FastifyReply): void {
  const caller = request.user as Caller | undefined;
  log.info('Answered a request', {
    method: request.method,
    endpoint,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    ...(caller && {
      accountId: caller.accountId,
      userId: caller.userId,
      homeAccountId: caller.homeAccountId,
    }),
  });
}
