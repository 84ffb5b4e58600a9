import { createHash } from 'node:crypto';
import type { GetMessage } from 'amqplib';
import { readCloudEvent } from '../cloud-event.js';
import { readFailure } from '../events/failure.js';

/** One event nobody could handle, as a person wants to see it. */
export interface DeadLetter {
  /** The event's id, or a hash of the body where there is none to read. */
  readonly id: string;
  readonly type: string;
  readonly source: string | undefined;
  /** The account that its data names, by id or slug. */
  readonly account: string | undefined;
  /** As whom it was put there, as RabbitMQ has checked then. */
  readonly userId: string | undefined;
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly firstFailedAt: string | undefined;
  readonly lastFailedAt: string | undefined;
  readonly originalExchange: string | undefined;
  readonly originalRoutingKey: string | undefined;
  /** Handlers that will run when it is replayed; undefined means all. */
  readonly handlers: readonly string[] | undefined;
  readonly body: string;
}

export function readDeadLetter({ content, fields, properties }: GetMessage): DeadLetter {
  const read = readCloudEvent(content, new Date());
  const failure = readFailure(properties.headers);
  const byBroker = brokersReason(properties.headers);
  return {
    id: read.ok ? read.event.id : createHash('sha256').update(content).digest('hex').slice(0, 12),
    type: read.ok ? read.event.type : (failure.originalRoutingKey ?? fields.routingKey),
    source: read.ok ? read.event.source : undefined,
    account: read.ok ? accountIn(read.data) : undefined,
    userId: typeof properties.userId === 'string' ? properties.userId : undefined,
    code: failure.code ?? byBroker?.code ?? 'unrouted',
    reason: failure.reason ?? byBroker?.reason ?? `No service hears ${fields.routingKey}.`,
    attempts: failure.attempts ?? 0,
    firstFailedAt: failure.firstFailedAt,
    lastFailedAt: failure.lastFailedAt,
    originalExchange: failure.originalExchange,
    originalRoutingKey: failure.originalRoutingKey,
    handlers: failure.handlers,
    body: content.toString('utf8'),
  };
}

/** Services say `accountId`; a billing system may name the account by its slug, as `account`. */
function accountIn(data: unknown): string | undefined {
  const { accountId, account } = (data ?? {}) as { accountId?: unknown; account?: unknown };
  return [accountId, account].find((named): named is string => typeof named === 'string');
}

/** RabbitMQ itself gives an event up that every process died of. */
function brokersReason(
  headers: Record<string, unknown> | undefined,
): { code: string; reason: string } | null {
  const deaths = headers?.['x-death'];
  const death: unknown = Array.isArray(deaths) ? deaths[0] : undefined;
  if (typeof death !== 'object' || death === null || !('reason' in death)) return null;
  return death.reason === 'delivery_limit'
    ? {
        code: 'process-died',
        reason: 'Every process that took it died or lost its connection before it was done.',
      }
    : { code: String(death.reason), reason: `RabbitMQ moved it: ${String(death.reason)}.` };
}
