import { type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { currentContext, newId, runInContext, SETTINGS, type SettingsOf } from '@seatkeeper/service';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import { serveConsole } from './console/serve-console.js';
import { readBodies } from './http/bodies.js';
import { TrustedProxies, warnOfStrangeProxies } from './http/client-address.js';
import {
  CONNECTION_LIMITS,
  JSON_LIMIT_BYTES,
  MULTIPART_LIMITS,
  PATH_PART_CHARACTERS,
} from './http/limits.js';
import { measureRequests } from './http/measures.js';
import { nothingThere, type Route } from './http/nowhere.js';
import { refuseSlowBodies } from './http/slow-bodies.js';
import { tellLimits } from './limits/tell-limits.js';
import type { gatewaySettings } from './settings.js';

/** How long the rest of a body that was refused is read, and thrown away. */
const REST_WITHIN_MS = 10_000;

/** The gateway's Fastify: bodies, request ids and headers, before any controller sees a request. */
export async function createHttpApp(module: DynamicModule): Promise<INestApplication> {
  const proxies = new TrustedProxies();
  const adapter = new FastifyAdapter({
    bodyLimit: JSON_LIMIT_BYTES,
    routerOptions: { maxParamLength: PATH_PART_CHARACTERS },
    trustProxy: proxies.trusts,
    genReqId: (request: IncomingMessage) => requestIdFrom(request.headers['x-request-id']),
    multipart: { limits: MULTIPART_LIMITS },
    ...CONNECTION_LIMITS,
    forceCloseConnections: 'idle',
    // What still comes in on an open connection is answered like everything else.
    return503OnClosing: false,
  });
  // Nest and the application each bring their own fastify types of the same version.
  const instance: unknown = adapter.getInstance();
  const fastify = instance as FastifyInstance;
  addContext(fastify);
  addHeaders(fastify, () => settings().PUBLIC_URL.startsWith('https:'));
  warnOfStrangeProxies(fastify, proxies.trusts);
  tellLimits(fastify);
  measureRequests(fastify);
  await serveConsole(fastify, () => settings());
  explainNothing(fastify);
  readBodies(fastify);
  refuseSlowBodies(fastify, () => {
    const { BODY_SECONDS, UPLOAD_SILENT_SECONDS } = settings();
    return { bodyMs: BODY_SECONDS * 1_000, silentMs: UPLOAD_SILENT_SECONDS * 1_000 };
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const settings = () => app.get<SettingsOf<typeof gatewaySettings>>(SETTINGS);
  proxies.set(settings().TRUSTED_PROXIES);
  return app;
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:/+=-]{1,128}$/.test(header) ? header : newId('req');
}

function addContext(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const traceparent = request.headers['traceparent'];
    const context = {
      requestId: request.id,
      clientAddress: request.ip,
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
}

/** A year, in which a browser that was here comes with TLS only. Other hosts of the domain are not ours to speak for. */
const ONLY_WITH_TLS = { 'strict-transport-security': 'max-age=31536000' };

function addHeaders(fastify: FastifyInstance, isPublicWithTls: () => boolean): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      // For answers that are no page; pages say themselves what may run in them.
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...(isPublicWithTls() && ONLY_WITH_TLS),
    });
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode === 413) readTheRest(request.raw, reply.raw, done);
    else done();
  });
}

/** A client that is still sending when the connection closes sees a reset instead of the answer. */
function readTheRest(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  if (request.readableEnded || request.destroyed) return answer();
  const enough = setTimeout(() => {
    forget();
    response.once('finish', () => request.destroy());
    answer();
  }, REST_WITHIN_MS);
  const forget = finished(request, () => {
    clearTimeout(enough);
    answer();
  });
  request.resume();
}

/** What is wrong with an address nobody serves is said before its body is read. */
function explainNothing(fastify: FastifyInstance): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, path: url });
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    // The router takes nothing for an id, too.
    const idMissing = Object.values(request.params as object).includes('');
    if (request.is404 || idMissing) done(nothingThere(routes, request.method, request.url));
    else done();
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    runInContext: (work: () => void) => void;
  }
}
