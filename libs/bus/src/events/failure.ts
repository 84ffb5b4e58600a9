import type { MessageProperties, Options } from 'amqplib';
import { contextHeaders } from '../broker/headers.js';

/** What is known about the tries of an event so far; travels in the headers of retries and dead letters. */
export interface Failure {
  readonly attempts: number;
  /** Tries that met an outage, which says nothing about the event. */
  readonly outages: number;
  readonly code: string;
  readonly reason: string;
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
  readonly originalExchange: string;
  readonly originalRoutingKey: string;
  /** Handlers that still have to run; undefined means all. */
  readonly handlers: readonly string[] | undefined;
}

const LONGEST_REASON = 2_000;

export function writeFailure(failure: Failure): Record<string, unknown> {
  return {
    'x-attempts': failure.attempts,
    'x-outages': failure.outages,
    'x-code': failure.code,
    'x-reason': failure.reason.slice(0, LONGEST_REASON),
    'x-first-failed-at': failure.firstFailedAt,
    'x-last-failed-at': failure.lastFailedAt,
    ...writeOrigin(failure),
  };
}

/** The part that stays with a dead letter when it is put back. */
export const writeOrigin = (
  origin: Pick<Failure, 'originalExchange' | 'originalRoutingKey' | 'handlers'>,
): Record<string, unknown> => ({
  'x-original-exchange': origin.originalExchange,
  'x-original-routing-key': origin.originalRoutingKey,
  ...(origin.handlers && { 'x-handlers': [...origin.handlers] }),
});

/** Headers may be anybody's: what does not look like ours counts as absent. */
export function readFailure(headers: Record<string, unknown> | undefined): Partial<Failure> {
  const text = (name: string) => {
    const value = headers?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const count = (name: string) => {
    const value = headers?.[name];
    return typeof value === 'number' && value >= 0 ? value : undefined;
  };
  const handlers = headers?.['x-handlers'];
  return {
    attempts: count('x-attempts'),
    outages: count('x-outages'),
    code: text('x-code'),
    reason: text('x-reason'),
    firstFailedAt: text('x-first-failed-at'),
    lastFailedAt: text('x-last-failed-at'),
    originalExchange: text('x-original-exchange'),
    originalRoutingKey: text('x-original-routing-key'),
    handlers:
      Array.isArray(handlers) && handlers.every((name) => typeof name === 'string') ? handlers : undefined,
  };
}

/**
 * The properties under which a message is put into another queue. A publisher's own headers stay behind:
 * `CC` would send copies, `x-death` make RabbitMQ see a cycle and drop the message. The user id is that of who puts it
 * there: RabbitMQ refuses any other.
 */
export const propertiesFor = (
  { contentType, messageId, timestamp, type }: MessageProperties,
  headers: Record<string, unknown>,
): Options.Publish => ({
  contentType: contentType as string | undefined,
  messageId: messageId as string | undefined,
  timestamp: timestamp as number | undefined,
  type: type as string | undefined,
  headers: { ...contextHeaders(), ...headers },
});
