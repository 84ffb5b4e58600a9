import { randomUUID } from 'node:crypto';
import type { EventContract } from '@seatkeeper/contracts';
import { currentContext, traceHeaders } from '@seatkeeper/service';
import type { z } from 'zod';

/** An event that is stored in the same write as the change it tells of. */
export interface NewEvent {
  id: string;
  name: string;
  at: Date;
  subject: string;
  data: unknown;
}

/**
 * As it lies in the outbox: `sequence` is the version of the document after the write. The request that caused
 * it comes along, so that logs and traces go on behind the bus, also when a sweeper publishes it later.
 */
export interface OutboxEntry extends NewEvent {
  sequence: number;
  requestId?: string | undefined;
  traceparent?: string | undefined;
  clientAddress?: string | undefined;
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
): NewEvent => ({ id: randomUUID(), name: contract.name, at, subject, data: contract.data.parse(data) });

export const outboxEntries = (events: readonly NewEvent[], version: number): OutboxEntry[] => {
  const { requestId, clientAddress } = currentContext() ?? {};
  const { traceparent } = traceHeaders();
  return events.map((each) => ({
    ...each,
    sequence: version,
    ...(requestId && { requestId }),
    ...(traceparent && { traceparent }),
    ...(clientAddress && { clientAddress }),
  }));
};
