import type { ConsumeMessage } from 'amqplib';
import type { Place } from '../broker/topology.js';
import type { EventHandler, Handlers } from '../wiring/wiring.js';
import { type EventEnvelope, readCloudEvent } from '../cloud-event.js';
import type { Failure } from './failure.js';
import { type Hearer, refuseOrigin } from './origin.js';

export type Arrival =
  | { ok: true; event: EventEnvelope; data: unknown; handlers: readonly EventHandler[] }
  | { ok: false; code: string; reason: string };

/** What is read of a message. */
type Arriving = Pick<ConsumeMessage, 'fields' | 'content'> & {
  readonly properties: { readonly userId?: string };
};

/** Reads a message and finds who has to handle it; whatever is wrong with it becomes a reason. */
export function arrivalOf(
  { fields, content, properties }: Arriving,
  failure: Partial<Failure>,
  hearer: Hearer & Place,
  handlers: Handlers,
): Arrival {
  const read = readCloudEvent(content, new Date());
  if (!read.ok) return read;
  const { event, data } = read;
  // Who may publish what is granted by routing key; a type that differs from it would slip past.
  if (fields.exchange === hearer.eventsExchange && fields.routingKey !== event.type)
    return {
      ok: false,
      code: 'type-mismatch',
      reason: `The type ${event.type} differs from the routing key ${fields.routingKey}.`,
    };
  const refusal = refuseOrigin(event, properties.userId, hearer);
  if (refusal) return { ok: false, ...refusal };
  const hearing = handlers.hearing(event.type);
  if (hearing.length === 0)
    return {
      ok: false,
      code: 'unknown-type',
      reason: `Nothing here hears ${event.type}. If that is meant to last, list it under \`retired\`.`,
    };
  const left = hearing.filter(({ handler }) => failure.handlers?.includes(handler) ?? true);
  // A handler that was renamed since the first try is found by none of the names: then all of them run.
  return { ok: true, event, data, handlers: left.length > 0 ? left : hearing };
}
