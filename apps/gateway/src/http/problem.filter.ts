import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Fault, type FaultCode, faults, SCIM_TYPE, toProblem, toScimError } from '@seatkeeper/contracts';
import { standingOf } from '@seatkeeper/limits';
import { logger } from '@seatkeeper/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TrailService } from '../trail/trail.service.js';

const log = logger('http');

/** The one place where whatever went wrong becomes an answer: RFC 9457, application/problem+json; or an error of SCIM. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly trail: TrailService) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const response = http.getResponse<FastifyReply>();
    const fault = hideOutage(faultOf(error));
    if (fault.code === 'internal-error')
      log.error('Failed to answer a request', {
        method: request.method,
        route: request.routeOptions.url,
        error,
      });
    if (fault.code === 'forbidden') this.trail.forbidden(fault, request);
    request.refusedWith = fault.code;
    tellStanding(fault, request);
    if (response.sent) return;
    const { status, type, body } = refusalOf(fault, request);
    void response.status(status).headers(headersFor(fault, status)).type(type).send(JSON.stringify(body));
  }
}

/** A refusal as whoever calls is told of it: identity providers in the words of SCIM, everybody else by a problem. */
export function refusalOf(
  fault: Fault,
  { id, url }: Pick<FastifyRequest, 'id' | 'url'>,
): { status: number; type: string; body: object } {
  if (url.startsWith(SCIM_BASE)) return { ...toScimError(fault, id), type: SCIM_TYPE };
  const problem = toProblem(fault, id);
  return { status: problem.status, type: 'application/problem+json', body: problem };
}

/** Also of addresses below it that nobody serves. */
const SCIM_BASE = '/scim/';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the call was refused with, if it was. */
    refusedWith?: FaultCode;
  }
}

/** A limit that another service counts by stands in the headers like our own. */
function tellStanding(fault: Fault, { standings }: FastifyRequest): void {
  const told = standingOf(fault);
  if (told && standings.every(({ policy }) => policy.name !== told.policy.name)) standings.push(told);
}

/** Which part is away, and where it lives, is for the log of whoever runs the product. */
function hideOutage(fault: Fault): Fault {
  if (fault.code !== 'service-unavailable') return fault;
  log.warn('Could not answer because a service is away', { error: fault });
  return new Fault(
    fault.code,
    'A part of the product does not answer right now. Try again in a moment; with the same Idempotency-Key nothing is done twice.',
  );
}

/** What the HTTP layer itself refuses, by the status its parts use. */
const byStatus: Readonly<Record<number, FaultCode>> = {
  400: 'malformed-body',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'too-large',
  414: 'not-found',
  415: 'unsupported-media-type',
  503: 'service-unavailable',
};

const details: Partial<Record<FaultCode, string>> = {
  'malformed-body': 'The body is not valid JSON.',
  'not-found': 'There is nothing at this address.',
  'too-large': 'The body is larger than this call takes.',
  'unsupported-media-type': 'This call does not take that content type.',
};

/** What @fastify/multipart says of a form that holds more than its one file. */
const FORM_LIMITS = ['FST_PARTS_LIMIT', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT'];

export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (FORM_LIMITS.includes((error as { code?: string } | null)?.code ?? ''))
    return new Fault('validation-failed', {
      errors: [{ path: 'file', message: 'Send one file, and no other fields with it' }],
    });
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | null)?.statusCode;
  const code = status === undefined ? undefined : byStatus[status];
  return code ? new Fault(code, details[code] ?? faults[code].title) : new Fault('internal-error');
}

function headersFor(fault: Fault, status: number): Record<string, string> {
  if (fault.code === 'method-not-allowed') return { allow: [fault.members?.['allow']].flat().join(', ') };
  if (fault.code === 'service-unavailable') return { 'retry-after': '1' };
  if (fault.code === 'busy') return { 'retry-after': String(Number(fault.members?.['retryAfter'] ?? 1)) };
  if (fault.code === 'too-many-requests')
    return { 'retry-after': String(Number(fault.members?.['retryAfter'] ?? 60)) };
  if (fault.code === 'unauthenticated') return { 'www-authenticate': 'Bearer' };
  // SCIM says so of what will be free in a moment, too.
  return status === 503 ? { 'retry-after': '1' } : {};
}
