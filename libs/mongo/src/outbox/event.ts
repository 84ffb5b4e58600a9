import { randomUUID } from 'node:crypto';
import type { EventContract } from '@seatkeeper/contracts';
import { currentContext, traceHeaders } from '@seatkeeper/service';
import type { z } from 'zod';

/**
 * The request in which an event was made comes along, so that logs and traces go on behind the bus, also when somebody else
 * writes it down, or a sweeper publishes it later.
 */
interface Cause {
  requestId?: string | undefined;
  traceparent?: string | undefined;
  clientAddress?: string | undefined;
}

/** An event that is stored in the same write as the change it tells of. */
export interface NewEvent extends Cause {
  id: string;
  name: string;
  at: Date;
  subject: string;
  data: unknown;
}

/** As it lies in the outbox: `sequence` is the version of the document after the write. */
export interface OutboxEntry extends NewEvent {
  sequence: number;
}

/**
 * Makes an event of the contract about `subject` (an id) that happened `at`: the time that the change itself is
 * stored with, so that what is recomputed from events agrees with it. Throws a ZodError if the data do not fit.
 */
export const event = <C extends EventContract>(
  contract: C,
  subject: string,
  data: z.input<C['data']>,
  at: Date,
): NewEvent => newEvent(contract, subject, contract.data.parse(data), at);

/** The same, of data that are not looked at. */
export function newEvent({ name }: EventContract, subject: string, data: unknown, at: Date): NewEvent {
  const { requestId, clientAddress } = currentContext() ?? {};
  const { traceparent } = traceHeaders();
  return {
    id: randomUUID(),
    name,
    at,
    subject,
    data,
    ...(requestId && { requestId }),
    ...(traceparent && { traceparent }),
    ...(clientAddress && { clientAddress }),
  };
}

export const outboxEntries = (events: readonly NewEvent[], version: number): OutboxEntry[] =>
  events.map((each) => ({ ...each, sequence: version }));
