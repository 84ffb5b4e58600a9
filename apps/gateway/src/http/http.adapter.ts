import { type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { currentContext, newId, runInContext } from '@seatkeeper/service';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { FORM_LIMIT_BYTES, JSON_LIMIT_BYTES, UPLOAD_LIMIT_BYTES } from './limits.js';

/** The gateway's Fastify: bodies, request ids and headers, before any controller sees a request. */
export async function createHttpApp(module: DynamicModule): Promise<INestApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: JSON_LIMIT_BYTES,
    // The last proxy in front is trusted to name the client, for throttling; without one it is the peer.
    trustProxy: 'loopback',
    genReqId: (request: IncomingMessage) => requestIdFrom(request.headers['x-request-id']),
    multipart: { limits: { files: 1, fileSize: UPLOAD_LIMIT_BYTES } },
    forceCloseConnections: 'idle',
  });
  // Nest and the application each bring their own fastify types of the same version.
  const fastify: unknown = adapter.getInstance();
  readBodies(fastify as FastifyInstance);
  addHooks(fastify as FastifyInstance);
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:/+=-]{1,128}$/.test(header) ? header : newId('req');
}

function readBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else void parseJson(request, body as string, done);
    },
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  );
  fastify.addContentTypeParser(['text/csv', 'application/x-ndjson'], (_request, payload, done) =>
    done(null, payload),
  );
}

function addHooks(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const traceparent = request.headers['traceparent'];
    const context = {
      requestId: request.id,
      ...(typeof traceparent === 'string' && { traceparent }),
    };
    request.runInContext = (work) => runInContext(context, work);
    request.runInContext(done);
  });
  // Reading a body continues in the context of the socket: enter the request's again before the handler.
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (currentContext()) done();
    else request.runInContext(done);
  });
  // A client that is still sending sees a reset instead of the answer if the rest is not read.
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode === 413 && !request.raw.readableEnded) request.raw.resume();
    done();
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    runInContext: (work: () => void) => void;
  }
}
