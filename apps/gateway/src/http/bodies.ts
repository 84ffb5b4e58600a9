import { type EndpointContract, Fault, refuse, SCIM_TYPE } from '@seatkeeper/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDeeper, refuseJson } from './json.js';
import { FORM_LIMIT_BYTES, JSON_DEPTH, PUBLIC_LIMIT_BYTES, SIGNED_LIMIT_BYTES } from './limits.js';

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];
/** What identity providers send: theirs, or the plain one. */
const SCIM_TYPES = [SCIM_TYPE, 'application/json'];

/** Teaches Fastify the bodies of the API: JSON, the form of the invitation page, and files as streams. */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRoute', (route) => {
    const { access, signed } = route.config?.endpoint ?? {};
    if (access === 'public') route.bodyLimit = signed ? SIGNED_LIMIT_BYTES : PUBLIC_LIMIT_BYTES;
  });
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser([...JSON_TYPES, SCIM_TYPE], { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    // A signature is of the text, and not of what it says.
    if (request.routeOptions.config.endpoint?.signed) request.signedText = text;
    if (text.trim() === '') done(null, undefined);
    else if (isDeeper(text, JSON_DEPTH))
      done(new Fault('malformed-body', `The body is nested deeper than ${JSON_DEPTH} levels.`));
    else
      void parseJson(request, text, (error, value: unknown) =>
        error ? done(refuseJson(text)) : done(null, value),
      );
  });
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
    (_request, body, done) => done(null, body === '' ? undefined : new URLSearchParams(body as string)),
  );
  fastify.addContentTypeParser(['text/csv', 'application/x-ndjson'], (_request, payload, done) =>
    done(null, payload),
  );
  // Nothing of an unknown type is nothing all the same; something of it was refused by the hook, or is here.
  fastify.addContentTypeParser('*', (request, _payload, done) =>
    hasBody(request) ? done(wrongType(request, undefined)) : done(null, undefined),
  );
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { endpoint } = request.routeOptions.config;
    const types = endpoint?.upload ?? (endpoint?.scim ? SCIM_TYPES : JSON_TYPES);
    if (endpoint && hasBody(request)) refuse(refuseType(request, types));
    done();
  });
}

const refuseType = (request: FastifyRequest, known: readonly string[]): Fault | null =>
  known.includes(mediaTypeOf(request)) ? null : wrongType(request, known[0]);

/** Files are sent in the first of the types that a call takes; that browsers wrap them is understood. */
function wrongType(request: FastifyRequest, known: string | undefined): Fault {
  const given = mediaTypeOf(request);
  const was = given === '' ? 'without a Content-Type' : `as ${given}`;
  return new Fault(
    'unsupported-media-type',
    known === undefined
      ? `This address takes no body that is sent ${was}.`
      : `The body came ${was}: send it as ${known}.`,
  );
}

const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase().slice(0, 100) ?? '';

/** Whether a body was announced. */
export const hasBody = ({ method, headers }: FastifyRequest): boolean =>
  method !== 'GET' &&
  method !== 'HEAD' &&
  (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of the calls of the API; pages and health have none. */
    endpoint?: EndpointContract;
  }
}
