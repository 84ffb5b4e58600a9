import { Fault } from '@seatkeeper/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasBody } from './bodies.js';

export interface BodyTimes {
  /** Milliseconds in which a body that is read at once has to be here. */
  readonly bodyMs: number;
  /** Milliseconds in which at least a byte of a file has to come. */
  readonly silentMs: number;
}

/**
 * Refuses a body that does not come: each holds a connection and memory. A file may take long, but not be silent; what
 * has come and is not yet read waits for us, and is no silence.
 */
export function refuseSlowBodies(fastify: FastifyInstance, times: () => BodyTimes): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request)) watch(request, reply, times());
    done();
  });
}

function watch(request: FastifyRequest, reply: FastifyReply, { bodyMs, silentMs }: BodyTimes): void {
  const { raw, socket } = request;
  const isFile = request.routeOptions.config.endpoint?.upload !== undefined;
  const allowedMs = isFile ? silentMs : bodyMs;
  let bytes = socket.bytesRead;
  let heardAt = performance.now();
  const look = () => {
    if (raw.complete) return stop();
    if (isFile && (socket.bytesRead !== bytes || raw.readableLength > 0)) heardAt = performance.now();
    bytes = socket.bytesRead;
    if (performance.now() - heardAt < allowedMs) return;
    stop();
    // Who refused it for its size waits for the rest in its own time.
    if (reply.statusCode === 413 && !reply.sent) return;
    // Refused before, and still neither sent nor ended.
    if (reply.sent) return void raw.destroy();
    reply.raw.once('finish', () => raw.destroy());
    void reply.header('connection', 'close').send(tooSlow(isFile, Math.ceil(allowedMs / 1_000)));
  };
  const timer = setInterval(look, allowedMs / 5);
  const stop = () => clearInterval(timer);
  raw.once('close', stop);
}

const tooSlow = (isFile: boolean, seconds: number): Fault =>
  new Fault(
    'request-timeout',
    isFile
      ? `Nothing more of the file came for ${seconds} seconds. Nothing of it has been taken that was not told of; send it again.`
      : `The body did not arrive within ${seconds} seconds.`,
  );
